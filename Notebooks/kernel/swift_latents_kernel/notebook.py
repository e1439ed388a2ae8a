"""Notebook files: read, write, and say how two lists of outputs differ."""
import base64
import difflib
import json
import os

from . import pixels
from .outputs import is_binary

LANGUAGE = {"codemirror_mode": "swift", "file_extension": ".swift", "mimetype": "text/x-swift",
            "name": "swift", "pygments_lexer": "swift"}
KERNEL = {"display_name": "Swift (swift-latents)", "language": "swift", "name": "swift-latents"}


def read(path):
    """A notebook file of format 4; raises ValueError for anything else."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:
        raise ValueError("it is not of notebook format 4")
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise ValueError("it has no list of cells")
    return notebook


def write(notebook, path):
    """Writes as Jupyter does, so that files made here and there differ in nothing."""
    notebook["metadata"].update(kernelspec=KERNEL, language_info=LANGUAGE)
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def code_cells(notebook):
    """The cells to run, with their sources."""
    for cell in notebook["cells"]:
        source = joined(cell["source"])
        if cell["cell_type"] == "code" and source.strip():
            yield cell, source


def joined(text):
    """A text of a notebook, which is stored as one string or as a list of lines."""
    return "".join(text)


def stored(forms):
    """The forms of what is shown, as the file format holds them."""
    return {mime: data if is_binary(mime) else data.splitlines(True)
            for mime, data in forms.items()}


def differences(before, after):
    """In words, how outputs differ: text byte for byte, pictures by pixels. Empty when they do not.

    Front ends split streams by the moment a piece arrives, and two streams have no order between
    them; so standard error is compared as a whole."""
    old, new = _normal(before), _normal(after)
    found = []
    if [kind for kind, _ in old] != [kind for kind, _ in new]:
        found.append(f"was {_kinds(old)}; is {_kinds(new)}")
    for (kind, was), (other, now) in zip(old, new):
        if kind == other == "display":
            found += _compare_forms(was, now)
        elif kind == other and was != now:
            found += difflib.unified_diff(was.splitlines(), now.splitlines(),
                                          f"stored {kind}", f"new {kind}", lineterm="", n=1)
    return found


def _kinds(outputs):
    return ", ".join(kind for kind, _ in outputs) or "nothing"


def _normal(outputs):
    """[(kind, content)]: stdout and things shown in order, then all of stderr."""
    found, errors = [], ""
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream" and output["name"] == "stderr":
            errors += joined(output["text"])
        elif kind == "stream" and found and found[-1][0] == "stdout":
            found[-1] = ("stdout", found[-1][1] + joined(output["text"]))
        elif kind == "stream":
            found.append(("stdout", joined(output["text"])))
        elif kind == "error":
            lines = [output["ename"], output["evalue"], *output["traceback"]]
            found.append(("error", "\n".join(lines)))
        else:
            found.append(("display", output["data"]))
    return found + ([("stderr", errors)] if errors else [])


def _compare_forms(old, new):
    if sorted(old) != sorted(new):
        return [f"was shown as {', '.join(sorted(old))}; now as {', '.join(sorted(new))}"]
    found = []
    for mime in sorted(old):
        was, now = joined(old[mime]), joined(new[mime])
        if is_binary(mime):
            text = pixels.difference(base64.b64decode(was), base64.b64decode(now))
            found += [f"{mime}: {text}"] if text else []
        elif was != now:
            found += difflib.unified_diff(was.splitlines(), now.splitlines(), f"stored {mime}",
                                          f"new {mime}", lineterm="", n=1)
    return found
