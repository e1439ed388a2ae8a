"""Where a cell's top-level statements begin and end.

Not a parser: it knows comments, string literals with their interpolations, brackets, and which line
breaks do not end a statement. Whatever it gets wrong, the compiler reports."""
import re

STRING = re.compile(r'(#*)("""|")')
REGEX = re.compile(r"(#+)/")
IMPORT = re.compile(r"^[ \t]*(?:@\w+(?:\([^)]*\))?[ \t]+)*import[ \t]+[\w. \t]+", re.M)

# A line that begins like this goes on with the statement before it.
CONTINUES = re.compile(
    r"\s*(\.[A-Za-z_]|[?:]\s|\?\?|&&|\|\||[-+*/%<>=|&^]\s|[-+*/<>=!&|]="
    r"|else\b|catch\b|as\b|is\b|\{)")
# A statement that ends like this goes on with the next line.
UNFINISHED = re.compile(r"(^|[^+\-])[=+\-*/<>&|,:?]$|->$")
ATTRIBUTES_ONLY = re.compile(r"\s*(@\w+(\([^)]*\))?\s*)+")


class Scan:
    """`text` is the code with comments and the contents of strings blanked, at the same offsets;
    `depth` is the number of brackets around each character."""

    def __init__(self, code):
        self.code = code
        self._text = list(code)
        self.depth = [0] * (len(code) + 1)
        self._open = 0
        self._code(0)
        self.text = "".join(self._text)

    def _blank(self, start, end):
        for i in range(start, min(end, len(self.code))):
            self.depth[i] = self._open
            if self.code[i] != "\n":
                self._text[i] = " "
        return end

    def _code(self, i, interpolated=False):
        """Reads code to its end, or to the bracket that closes an interpolation."""
        code, outside = self.code, self._open
        while i < len(code):
            string, regex = STRING.match(code, i), REGEX.match(code, i)
            if code.startswith("//", i):
                end = code.find("\n", i)
                i = self._blank(i, len(code) if end < 0 else end)
            elif code.startswith("/*", i):
                i = self._blank(i, self._end_of_comment(i))
            elif string:
                i = self._string(i, string.end(), string[1], string[2])
            elif regex and code.find("/" + regex[1], regex.end()) > 0:
                end = code.find("/" + regex[1], regex.end()) + 1 + len(regex[1])
                i = self._blank(i, end)
            else:
                if code[i] in ")]}":
                    self._open -= 1
                self.depth[i] = self._open
                if code[i] in "([{":
                    self._open += 1
                i += 1
                if interpolated and self._open < outside:
                    return i
        self.depth[len(code)] = self._open
        return i

    def _end_of_comment(self, i):
        code, nested = self.code, 0
        while i < len(code):
            if code.startswith("/*", i):
                nested, i = nested + 1, i + 2
            elif code.startswith("*/", i):
                nested, i = nested - 1, i + 2
                if nested == 0:
                    break
            else:
                i += 1
        return i

    def _string(self, start, i, hashes, quote):
        """Reads a string literal; its quotes stay, as an expression that begins and ends there."""
        code, escape, opening = self.code, "\\" + hashes, i
        self.depth[start] = self._open
        self._blank(start + 1, opening)
        while i < len(code):
            if code.startswith(quote + hashes, i):
                end = i + len(quote) + len(hashes)
                self._blank(i, end)
                self._text[end - 1] = '"'
                break
            if code.startswith(escape + "(", i):
                self._blank(i, i + len(escape) + 1)
                self._open += 1
                i = self._code(i + len(escape) + 1, interpolated=True)
            elif code.startswith(escape, i):
                i = self._blank(i, i + len(escape) + 1)
            else:
                i = self._blank(i, i + 1)
        else:
            end = len(code)
        self._text[start] = '"'
        return end

    def statements(self):
        """The start and end of each top-level statement."""
        text, spans, start = self.text, [], 0
        for i in range(len(text) + 1):
            if i < len(text) and not (text[i] in "\n;" and self.depth[i] == 0):
                continue
            if i < len(text) and text[i] == "\n" and self._goes_on(text[start:i], text[i:]):
                continue
            body = text[start:i].strip()
            if body:
                first = start + text[start:i].index(body)
                spans.append((first, first + len(body)))
            start = i + 1
        return spans

    @staticmethod
    def _goes_on(before, after):
        before = before.strip()
        repeats = before.startswith("repeat") and re.match(r"\s*while\b", after)
        return bool(CONTINUES.match(after) or UNFINISHED.search(before) or repeats
                    or ATTRIBUTES_ONLY.fullmatch(before))


def imports_of(code):
    """The import declarations in a cell, as written."""
    return [match.group().strip() for match in IMPORT.finditer(Scan(code).text)]
