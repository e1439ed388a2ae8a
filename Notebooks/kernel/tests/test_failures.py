"""What ends a cell, and what is left after it."""
import os
import signal
import threading
import time
import unittest

from .support import CellTestCase


class Errors(CellTestCase):
    def test_a_compile_error_names_cell_line_and_column(self):
        self.fails("let ok = 1\nlet wrong: Int = nowhere + ok", "CompileError", ":2:18: error:")
        self.fails("func outer() {\n  print(1)\n", "CompileError", "In[")
        self.cell("print(1)", "1")

    def test_a_failed_cell_declares_nothing(self):
        self.fails("let first = 1\nfatalError()", "Trap")
        self.fails("first", "CompileError", "cannot find 'first'")

    def test_a_caught_error(self):
        self.cell("enum Failure: Error { case bad }\n"
                  'do { throw Failure.bad } catch { print("caught", error) }', "caught bad")

    def test_an_uncaught_error_keeps_the_state(self):
        self.cell("enum Failure: Error { case bad }\nvar list = [1]")
        self.fails('print("before")\nthrow Failure.bad', "UncaughtError",
                   "Uncaught error: Failure: bad")
        self.assertEqual(self.written, "before\n")
        self.cell("list", "[1]")

    def test_an_error_with_several_lines_and_a_very_long_one(self):
        self.cell("struct Long: Error, CustomStringConvertible { var description: String }")
        self.fails('throw Long(description: "one\\ntwo")', "UncaughtError", "Long: one\ntwo")
        self.fails('throw Long(description: String(repeating: "é", count: 9000))', "UncaughtError",
                   "éééé")
        self.cell("1 + 1", "2")


class Traps(CellTestCase):
    def test_a_trap_names_its_line_and_keeps_the_state(self):
        self.cell("var list = [1, 2, 3]")
        self.fails('let here = 1\nprint("about to")\nlet element = list[Int("5")!]\nprint(element)',
                   "Trap", ":3")
        self.assertIn("about to\n", self.written)
        self.assertIn("Index out of range", self.written)
        self.cell("list.count", "3")

    def test_a_trap_in_the_library_names_the_line_that_called_it(self):
        self.cell("import Latents")
        self.fails("let picture = Picture(width: 2, height: 2)\n_ = picture[x: 5, y: 0]", "Trap",
                   ":2")
        self.assertIn("The pixel (5, 0) is outside a picture of 2 × 2.", self.written)

    def test_endless_recursion(self):
        self.cell("let kept = 5")
        self.fails("func deep(_ n: Int) -> Int { n == -1 ? 0 : deep(n + 1) + 1 }\nprint(deep(0))",
                   "Trap", "SIG")
        self.cell("kept", "5")

    def test_a_trap_on_the_main_actor_is_told_as_lost_state(self):
        self.fails('await MainActor.run { fatalError("main") }', "StateLost", "main actor")
        self.cell('print(await MainActor.run { "served again" })', "served again")

    def test_the_end_of_the_process_is_told(self):
        self.cell("import Foundation\nlet gone = 1")
        self.fails("exit(3)", "StateLost", "exit status 3")
        self.cell('print("fresh")', "fresh")
        self.fails("gone", "CompileError")


class Interrupts(CellTestCase):
    def interrupted(self, code):
        """Runs a cell and interrupts it, as Jupyter does, when it has begun."""
        def emit(kind, payload):
            threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()

        with self.assertRaises(KeyboardInterrupt):
            self.session.execute('print("begun")\n' + code, emit)

    def test_a_busy_loop(self):
        self.cell("var list = [1, 2]")
        self.interrupted("var spins = 0\nwhile true { spins &+= 1 }")
        self.cell('print("alive", list.count)', "alive 2")

    def test_a_sleep(self):
        self.cell("import Foundation")
        self.interrupted("Thread.sleep(forTimeInterval: 60)")
        self.cell("1 + 1", "2")

    def test_what_is_awaited_is_cancelled(self):
        self.cell("import Foundation\nfinal class Flag: @unchecked Sendable { var up = false }\n"
                  "let flag = Flag()")
        self.interrupted("for _ in 0..<1 {\n"
                         "  try? await Task.sleep(nanoseconds: 60_000_000_000)\n"
                         "  flag.up = Task.isCancelled\n}")
        time.sleep(0.2)
        self.cell("flag.up", "true")


if __name__ == "__main__":
    unittest.main()
