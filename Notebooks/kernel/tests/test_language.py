"""Swift in cells: what one declares, the next ones see."""
import textwrap
import unittest

from .support import CellTestCase


class Declarations(CellTestCase):
    def test_variables_and_imports_are_carried_over(self):
        self.cell("import Foundation\nlet start = Date()")
        self.cell("print(start <= Date())", "true")

    def test_functions_read_and_change_variables_of_earlier_cells(self):
        self.cell("var counter = 10\nfunc scaled(_ x: Double) -> Double { x * Double(counter) }")
        self.cell("scaled(2)", "20.0")
        self.cell("counter += 1")
        self.cell("scaled(2)", "22.0")

    def test_protocols_extensions_classes_and_inheritance(self):
        self.cell(textwrap.dedent("""\
            protocol Shape { var area: Double { get } }
            extension Shape { var twice: Double { area * 2 } }
            class Base { var name = "b"; func hi() -> String { "hi " + name } }"""))
        self.cell(textwrap.dedent("""\
            struct Square: Shape { var side: Double; var area: Double { side * side } }
            final class Derived: Base { override func hi() -> String { super.hi() + "!" } }"""))
        self.cell("let shapes: [any Shape] = [Square(side: 2), Square(side: 3)]\n"
                  "print(shapes.map(\\.twice), Derived().hi())", "[8.0, 18.0] hi b!")

    def test_generics_and_constrained_extensions(self):
        self.cell("struct Bag<T: Comparable> { var items: [T]; func top() -> T? { items.max() } }\n"
                  "extension Bag where T == Int { var total: Int { items.reduce(0, +) } }")
        self.cell("Bag(items: [1, 5, 2]).total + Bag(items: [1, 5, 2]).top()!", "13")

    def test_operators(self):
        self.cell("import Foundation\ninfix operator **: MultiplicationPrecedence\n"
                  "func ** (a: Double, b: Double) -> Double { pow(a, b) }")
        self.cell("2.0 ** 3.0", "8.0")

    def test_property_wrappers(self):
        self.cell(textwrap.dedent("""\
            @propertyWrapper struct Clamped {
              var wrappedValue: Int { didSet { wrappedValue = min(wrappedValue, 10) } }
            }
            struct Holder { @Clamped var value = 3 }
            var holder = Holder(); holder.value = 50; print(holder.value)"""), "10")

    def test_private_names_are_in_sight_too(self):
        self.cell("private let secret = 4\nfileprivate func next() -> Int { secret + 1 }")
        self.cell("next()", "5")
        self.cell("next() + secret", "9")

    def test_closures_over_earlier_variables(self):
        self.cell("var list = [1]")
        self.cell("let add = { (x: Int) in list.append(x) }\nadd(7)")
        self.cell("list.last!", "7")

    def test_destructuring_and_guard(self):
        self.cell('let (a, b) = (1, "two")')
        self.cell('guard let number = Int("12") else { fatalError() }\nprint(number, a, b)',
                  "12 1 two")
        self.fails("let [c, d] = [1, 2]", "CompileError")


class Redefinition(CellTestCase):
    def test_the_newer_name_wins(self):
        self.cell("var name = 10")
        self.cell('let name = "text"\nfunc twice(_ s: String) -> String { s + s }\ntwice(name)',
                  "texttext")
        self.cell("twice(name).count", "8")

    def test_extensions_can_be_run_again(self):
        self.cell("extension Int { var grown: Int { self * 2 } }\n3.grown", "6")
        self.cell("extension Int { var grown: Int { self * 20 } }\n3.grown", "60")
        self.cell("3.grown", "60")

    def test_overloads_stay_apart(self):
        self.cell('func f(_ x: Int) -> String { "int" }')
        self.cell('func f(_ x: String) -> String { "string" }\nprint(f(1), f("a"))', "int string")
        self.cell('func f(_ x: Int) -> String { "new" }\nprint(f(1), f("a"))', "new string")
        self.cell('print(f(1), f("a"))', "new string")

    def test_old_values_keep_their_old_type(self):
        self.cell("struct Square { var side: Double }\nlet squares = [Square(side: 2)]")
        self.cell("struct Square { var z = 1 }\nSquare()", "Square(z: 1)")
        self.cell("Square(z: 5).z + squares.count", "6")

    def test_a_conformance_cannot_be_declared_twice(self):
        self.cell("protocol Shape { var area: Double { get } }")
        conformance = "extension Int: Shape { var area: Double { Double(self) } }\n4.area"
        self.cell(conformance, "4.0")
        self.fails(conformance, "CompileError", "redundant conformance")
        self.cell("let shape: any Shape = 4\nshape.area", "4.0")


class Statements(CellTestCase):
    def test_the_last_expression_is_shown(self):
        self.cell('let x = 5 // a comment\nx == 5 ? "y" : "n"', "y")
        self.cell("nil as Int?", "nil")
        self.cell("var z = 1\nz += 1\nz = z * 2")
        self.cell("z", "4")

    def test_an_expression_over_several_lines(self):
        self.cell("var list = [1, 2, 3]\nlist.append(4)\nlist\n    .map { $0 * 2 }\n"
                  "    .filter { $0 > 2 }", "[4, 6, 8]")
        self.cell("let long = [\n 1,\n 2,\n].map {\n  $0 + 1\n}\nlong", "[2, 3]")

    def test_several_statements_on_a_line(self):
        self.cell("var list = [1, 2]\nlist[0] = 99; print(list)", "[99, 2]")

    def test_strings_of_every_kind(self):
        self.cell('let a = 1\nlet s = """\n  multi "line" { [ (\n  \\(a) // not a comment\n  """\n'
                  'print(s) // trailing { comment', 'multi "line" { [ (\n1 // not a comment')
        self.cell('let raw = #"a "quoted" \\(x) string"#\nraw.count', "22")

    def test_blocks(self):
        self.cell('switch 1 {\ncase 1: print("one")\ndefault: print("other")\n}', "one")
        self.cell('let z = 4\nif z > 3 {\n print("big")\n}\nelse {\n print("small")\n}', "big")
        self.cell('for (key, value) in ["a": 1] { print(key, value) }', "a 1")
        self.cell("var n = 0\nrepeat { n += 1 }\nwhile n < 3\nn", "3")

    def test_conditional_compilation(self):
        self.cell('#if os(Linux) || os(macOS)\nprint("known")\n#endif', "known")


class Concurrency(CellTestCase):
    SLOW = textwrap.dedent("""\
        import Foundation
        struct TooBig: Error { var value: Int }
        func slow(_ x: Int) async throws -> Int {
          try await Task.sleep(nanoseconds: 1000)
          if x > 100 { throw TooBig(value: x) }
          return x * 2
        }""")

    def test_await_in_declarations_and_expressions(self):
        self.cell(self.SLOW)
        self.cell("let a = try await slow(1)\nlet b: Int = try await slow(2)\nprint(a + b)", "6")
        self.cell("var c = 0\nc = try await slow(3)\nc", "6")
        self.cell("try await slow(4)", "8")
        self.cell('print("it is \\(try await slow(5))")', "it is 10")
        self.fails("_ = try await slow(500)", "UncaughtError", "TooBig: TooBig(value: 500)")

    def test_await_in_blocks(self):
        self.cell("let ticks = AsyncStream(Int.self) { c in\n"
                  "  (0..<3).forEach { c.yield($0) }; c.finish() }\n"
                  'for await i in ticks { print("tick", i) }', "tick 0\ntick 1\ntick 2")

    def test_the_main_actor(self):
        self.cell("@MainActor func onMain() -> Int { 5 }\n@MainActor class Model { var n = 3 }")
        self.cell("let model = await Model()\nprint(await onMain(), await MainActor.run { model.n })",
                  "5 3")

    def test_actors_and_task_groups(self):
        self.cell("actor Counter { var n = 0; func next() -> Int { n += 1; return n } }\n"
                  "let counter = Counter()\nawait counter.next()\nprint(await counter.next())", "2")
        self.cell("let sum = await withTaskGroup(of: Int.self) { group in\n"
                  "  for i in 0..<5 { group.addTask { i } }\n"
                  "  return await group.reduce(0, +)\n}\nsum", "10")

    def test_tasks_and_dispatch(self):
        self.cell('import Foundation\nfunc fetch() async -> Int { 9 }\n'
                  'Task { print("background", await fetch()) }\nThread.sleep(forTimeInterval: 0.1)',
                  "background 9")
        self.cell("DispatchQueue.concurrentPerform(iterations: 4) { _ in usleep(1000) }\nprint(4)",
                  "4")

    def test_an_await_that_cannot_run_is_refused_with_advice(self):
        self.cell(self.SLOW)
        self.fails("async let q = slow(1)\nprint(try await q)", "CompileError", "")
        self.fails('guard let g = try? await slow(1) else { fatalError() }', "CompileError",
                   "write `let x = await")


if __name__ == "__main__":
    unittest.main()
