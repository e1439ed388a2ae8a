/// Stops the program with a full sentence when a caller's condition does not hold.
///
/// For bugs in calling code only, such as a wrong dimension; release builds do not print the text of
/// `precondition`, so this calls `fatalError`. What comes from outside the program throws instead.
@inlinable
package func require(
  _ condition: Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition { fatalError(message(), file: file, line: line) }
}
