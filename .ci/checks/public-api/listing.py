"""Reads symbol graphs of the public modules; checks their doc comments and compares their listing.

    listing.py GRAPHS LISTING [--record]

GRAPHS is a folder of `*.symbols.json`, LISTING the committed text file: one public symbol a line. With
`--record` the file is written instead of compared.
"""

import difflib
import json
import re
import sys
from pathlib import Path

MODULES = ["LatentSpace", "LatentData", "LatentVAE", "LatentGallery"]
LONGEST_ABSTRACT = 150
# Every type conforms to these unless it says otherwise, so that they tell nothing.
SILENT = {"Copyable", "Escapable", "SendableMetatype", "BitwiseCopyable"}
# What a conformance brings with it and need not be named.
IMPLIED = [
    ({"Equatable"}, {"Hashable"}),
    ({"Sequence", "Collection", "BidirectionalCollection"}, {"RandomAccessCollection"}),
    ({"LatentEncoder", "LatentDecoder"}, {"LatentModel"}),
    ({"LatentSampler"}, {"LatentDensity"}),
]


def abstract(comment):
    """The first paragraph of a doc comment, as one line."""
    lines = []
    for line in comment["lines"]:
        text = line["text"].strip()
        if not text:
            break
        lines.append(text)
    return " ".join(lines)


def complaints(symbol, module):
    """What is wrong with the doc comment of a symbol."""
    comment = symbol.get("docComment")
    if comment is None:
        return ["has no doc comment"]
    # A witness without a comment has its protocol's; the standard library's are not ours to shorten.
    if comment.get("module", module) not in MODULES:
        return []
    text = abstract(comment)
    found = []
    if len(text) > LONGEST_ABSTRACT:
        found.append(f"has an abstract of {len(text)} characters, more than {LONGEST_ABSTRACT}: {text}")
    if "``" in text:
        found.append(f"names a symbol in its abstract: {text}")
    if not text.endswith((".", "?", "…", ":")):
        found.append(f"has an abstract that is no sentence: {text}")
    return found


def declaration(symbol, conformances):
    """A symbol's declaration on one line, a type's with the protocols it conforms to."""
    text = "".join(part["spelling"] for part in symbol["declarationFragments"])
    text = re.sub(r"\s+", " ", text)
    protocols = set(conformances.get(symbol["identifier"]["precise"], ()))
    if symbol["kind"]["identifier"] == "swift.protocol" or not protocols:
        return text
    for implied, by in IMPLIED:
        if by <= protocols:
            protocols -= implied
    if {"Decodable", "Encodable"} <= protocols:
        protocols = protocols - {"Decodable", "Encodable"} | {"Codable"}
    return f"{text} [{', '.join(sorted(protocols))}]"


def main():
    graphs, listing = Path(sys.argv[1]), Path(sys.argv[2])
    wrong, text = [], []
    for module in MODULES:
        lines = []
        # Extensions of other modules' types have graphs of their own.
        for file in sorted(graphs.glob(f"{module}.symbols.json")) + sorted(graphs.glob(f"{module}@*.json")):
            graph = json.loads(file.read_text())
            conformances = {}
            for relation in graph["relationships"]:
                if relation["kind"] == "conformsTo":
                    name = relation.get("targetFallback") or relation["target"]
                    name = name.rsplit(".", 1)[-1] if relation.get("targetFallback") else None
                    if name is None:
                        name = next(
                            (".".join(other["pathComponents"]) for other in graph["symbols"]
                             if other["identifier"]["precise"] == relation["target"]), "?")
                    if name not in SILENT:
                        conformances.setdefault(relation["source"], set()).add(name)
            for symbol in graph["symbols"]:
                path = ".".join(symbol["pathComponents"])
                lines.append(f"{path}  {declaration(symbol, conformances)}")
                where = symbol.get("location", {})
                place = re.sub(r"^file://.*/Sources/", "Sources/", where.get("uri", module))
                line = where.get("position", {}).get("line", -1) + 1
                wrong += [f"{place}:{line}: {path} {what}" for what in complaints(symbol, module)]
        if not lines:
            sys.exit(f"There is no symbol graph of {module} in {graphs}.")
        text += [f"# {module}", *sorted(lines), ""]
    text = "\n".join(text)

    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        sys.exit(f"{len(wrong)} of the public symbols' doc comments are not as they should be.")
    if "--record" in sys.argv:
        listing.write_text(text)
    committed = listing.read_text() if listing.exists() else ""
    if committed != text:
        difference = difflib.unified_diff(
            committed.splitlines(), text.splitlines(), str(listing), "the sources", lineterm="", n=0)
        print("\n".join(difference), file=sys.stderr)
        sys.exit("The public interface has changed. If it was meant to: "
                 "`bash .ci/checks/public-api.sh --record`, and a line in CHANGELOG.md.")
    print(f"{text.count(chr(10)) - 2 * len(MODULES)} public symbols, as listed, each with a doc comment")


main()
