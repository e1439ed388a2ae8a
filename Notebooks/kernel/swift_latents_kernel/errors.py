"""What can go wrong with a cell, in the words the notebook shows."""


class CellError(Exception):
    """`name` is the kind of error, the text one line, `lines` all there is to show."""

    def __init__(self, name, text, lines=()):
        super().__init__(text)
        self.name = name
        self.lines = list(lines) or [f"{name}: {text}"]
