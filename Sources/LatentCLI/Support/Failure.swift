/// What a command ends with when it cannot do its work: what is wrong, and what to do about it.
package struct Failure: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

/// A command line that cannot be understood.
package struct UsageError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

/// Work that stopped because the user asked for it.
package struct Interrupted: Error {
  package init() {}
}

/// The status that the process ends with.
package enum ExitStatus: Int32, Sendable {
  case success = 0
  case failed = 1
  case usage = 2
  case interrupted = 130
}
