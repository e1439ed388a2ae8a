"""Runs notebooks without Jupyter.

    python3 -m swift_latents_kernel.run NOTEBOOK…           run, keep the outputs in the files
    python3 -m swift_latents_kernel.run --check NOTEBOOK…   run, compare with the outputs kept

Text is compared byte for byte, pictures by their pixels. Exit status: 0, or 1 when a cell failed
that is not tagged `raises-exception`, or an output differs, or 2 for wrong use."""
import argparse
import sys
from pathlib import Path

from . import notebook as files
from .errors import CellError
from .session import Session


def outputs_of(session, source):
    """Runs a cell; its outputs as a notebook file holds them."""
    outputs, live = [], {}

    def emit(kind, payload):
        if kind == "update" and payload[0] in live:
            live[payload[0]]["data"] = files.stored(payload[1])
        elif kind in ("display", "update"):
            forms = payload if kind == "display" else payload[1]
            outputs.append({"data": files.stored(forms), "metadata": {},
                            "output_type": "display_data"})
            if kind == "update":
                live[payload[0]] = outputs[-1]
        elif outputs and outputs[-1].get("name") == kind:
            outputs[-1]["text"] += payload
        else:
            outputs.append({"name": kind, "output_type": "stream", "text": payload})

    try:
        session.execute(source, emit)
    except CellError as error:
        outputs.append({"ename": error.name, "evalue": str(error), "output_type": "error",
                        "traceback": error.lines})
    for output in outputs:
        if output["output_type"] == "stream":
            output["text"] = output["text"].splitlines(True)
    return outputs


def run(path, check):
    """Runs one notebook; returns what is wrong, as lines."""
    notebook, wrong = files.read(path), []
    session = Session(path.parent, notice=sys.stderr.write)
    try:
        for number, (cell, source) in enumerate(files.code_cells(notebook), 1):
            outputs = outputs_of(session, source)
            errors = [output for output in outputs if output["output_type"] == "error"]
            if errors and "raises-exception" not in cell["metadata"].get("tags", []):
                lines = [line for error in errors for line in error["traceback"]]
                return wrong + [f"{path}: cell {number} failed", *lines]
            if check:
                found = files.differences(cell["outputs"], outputs)
                if cell["execution_count"] != number:
                    found.append("it was not kept after a run from top to bottom")
                wrong += [f"{path}: cell {number} differs", *found] if found else []
            cell["outputs"], cell["execution_count"] = outputs, number
    finally:
        session.close()
    if not check:
        files.write(notebook, path)
    return wrong


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="python3 -m swift_latents_kernel.run", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="+", metavar="NOTEBOOK", type=Path)
    parser.add_argument("--check", action="store_true",
                        help="compare with the outputs in the files and leave the files alone")
    options, failed = parser.parse_args(arguments), False
    for path in options.notebooks:
        try:
            wrong = run(path, options.check)
        except CellError as error:             # before any cell: no toolchain, no package
            wrong = [f"{path}: {error}", *error.lines]
        except (OSError, ValueError, KeyError) as error:
            wrong = [f"{path}: not a notebook that can be read or written: {error}"]
        print("\n".join(wrong) if wrong else f"{path}: {'as kept' if options.check else 'run'}")
        failed = failed or bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
