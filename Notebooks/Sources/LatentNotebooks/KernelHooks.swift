import Foundation
import Latents

// What the kernel's generated code and its host process call; not for use in cells.

/// Shows the value of a cell's last expression, unless there is none.
public func _show<Value>(_ value: Value) {
  switch value {
  case is Void: break
  case let pictures as [Picture] where !pictures.isEmpty: display(pictures)
  case let value as any NotebookDisplayable: display(value)
  default: print(value)
  }
}

/// Runs a cell's top-level `await` and blocks the cell's thread, never the main one, until it ends.
public func _await<Value>(_ body: @escaping () async throws -> Value) throws -> Value {
  let work = AwaitedWork(body)
  let task = Task.detached { await work.run() }
  awaited.replace(with: task)
  work.finished.wait()
  awaited.replace(with: nil)
  return try work.result!.get()
}

/// The work of one top-level `await`; only one thread at a time touches it.
private final class AwaitedWork<Value>: @unchecked Sendable {
  private let body: () async throws -> Value
  let finished = DispatchSemaphore(value: 0)
  var result: Result<Value, any Error>?

  init(_ body: @escaping () async throws -> Value) { self.body = body }

  func run() async {
    do { result = .success(try await body()) } catch { result = .failure(error) }
    finished.signal()
  }
}

/// The task that the running cell waits for, if any.
private final class AwaitedTask: @unchecked Sendable {
  private let lock = NSLock()
  private var task: Task<Void, Never>?

  func replace(with newTask: Task<Void, Never>?) {
    lock.withLock { task = newTask }
  }

  func cancel() {
    lock.withLock { task }?.cancel()
  }
}

private let awaited = AwaitedTask()

/// Cancels what the interrupted cell was waiting for; called by the host process.
@_cdecl("latents_notebook_cancel")
public func _cancelAwaited() { awaited.cancel() }

/// The text of an error that a cell threw at top level, to be freed; called by the host process.
@_cdecl("latents_notebook_describe")
public func _describeError(_ pointer: UnsafeRawPointer) -> UnsafeMutablePointer<CChar>? {
  let error = unsafeBitCast(pointer, to: (any Error).self)
  return strdup("\(type(of: error)): \(error)")
}
