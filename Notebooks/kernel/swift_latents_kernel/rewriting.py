"""The two things a notebook adds to Swift: the last expression is shown, and a top-level `await`
does not end the process (the compiler's own entry point for it calls `exit`). Lines never move."""
import re

from .scanner import Scan

KEYWORDS = frozenset("""
    actor associatedtype async break case class continue convenience default defer deinit do enum
    extension fallthrough fileprivate final for func guard if import indirect infix init internal
    lazy let macro mutating nonisolated open operator override package postfix precedencegroup
    prefix private protocol public repeat required return static struct subscript switch throw
    typealias unowned var weak while""".split())
BLOCKS = frozenset("do for if repeat switch while".split())
DECLARATION = re.compile(r"(let|var)\b[^=]*?=(?!=)\s*")
ASSIGNMENT = re.compile(r"[\w.\[\]]+\s*=(?!=)\s*")
ASSIGNS = re.compile(r"(?<![=!<>+\-*/%&|^~.])=(?!=)")
SHOWS_ITSELF = re.compile(r"(print|display|debugPrint|dump)\s*\(")


def rewrite(code, show_last):
    """The code to compile; `show_last` asks for the value of the last expression too."""
    scan = Scan(code)
    spans = scan.statements()
    edits = []
    for start, end in spans:
        edits += _edits(scan, start, end, show_last and (start, end) == spans[-1])
    for position, text in sorted(edits, key=lambda edit: edit[0], reverse=True):
        code = code[:position] + text + code[position:]
    return code


def _edits(scan, start, end, show):
    text = scan.text[start:end]
    word = re.match(r"[A-Za-z_]\w*|", text).group()
    is_expression = word not in KEYWORDS and not text.startswith(("@", "#", "{"))

    def wrap(opening, offset=0):
        return [(start + offset, opening + "{ "), (end, " }")]

    awaits = [match.start() for match in re.finditer(r"\bawait\b", text)]
    if awaits:
        declared = DECLARATION.match(text)
        in_the_open = any(text.count("{", 0, i) == text.count("}", 0, i) for i in awaits)
        if word in BLOCKS:
            return wrap("try _await ")
        if not in_the_open:                 # in a closure or a body, which may await by itself
            return []
        if declared:
            return wrap("try _await ", declared.end())
        assigned = ASSIGNMENT.match(text)
        if is_expression and assigned:
            return wrap("try _await ", assigned.end())
        if is_expression and show:
            return [(start, "_show(try _await { "), (end, " })")]
        return wrap("try _await ") if is_expression else []
    if show and is_expression and not SHOWS_ITSELF.match(text) and not _assigns(scan, start, end):
        return [(start, "_show("), (end, ")")]
    return []


def _assigns(scan, start, end):
    outside = (scan.text[i] for i in range(start, end) if scan.depth[i] == scan.depth[start])
    return bool(ASSIGNS.search("".join(outside)))
