"""Spelling of the documents' prose and of the sources' doc comments.

    words.py LIST [--accept]

Takes words without code, formulas and addresses, asks hunspell (British English), and prints each word that
neither it nor LIST knows, with the places where it stands. Ends with status 1 when there is one. With
`--accept` the words are put into LIST instead: read them first.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
NOT_PROSE = [
    r"^## latent .*",  # names of commands
    r'"[^"]{20,}"',  # quotations, which keep their spelling
    r"``?[^`]*``?",  # code
    r"\]\([^)]*\)",  # where links lead
    r"<?https?://\S+",
    r"<!--.*?-->|</?\w[^>]*>",
    r"\S+@\S+|[\w./-]+\.(?:md|txt|png|json|npy|csv|sh|swift|html|js|svg|ipynb|safetensors)\b",
    r"\S*[\d_=^‖Σ∂√∥∇ᵀα-ωΓΔΘΛΠΣΦΨΩ]\S*",  # formulas, and words with digits
    r"\b[A-Z]{2,}s?\b",  # abbreviations
]


def lines_of(path):
    """The lines of prose of a document or of a source's doc comments, with their numbers."""
    is_comment = path.suffix == ".swift"
    is_code = is_open = False
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if is_comment:
            line = line.strip()
            if not line.startswith("///"):
                is_open = False
                continue
            line = line[3:]
            if line.startswith("     "):  # code by indentation
                continue
        if line.lstrip().startswith("```"):
            is_code = not is_code
            continue
        if is_code or not line.strip():
            is_open = False
            continue
        # A span of code may go on in the next line.
        if is_open:
            line = "`" + line
        is_open = line.count("`") % 2 == 1
        yield number, line + "`" if is_open else line


def files():
    yield from (ROOT / name for name in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
    for folder, ending in [("docs", "md"), ("Samples", "md"), ("Notebooks", "md"), ("Sources", "swift")]:
        for path in sorted((ROOT / folder).rglob(f"*.{ending}")):
            if not {".build", ".venv"} & set(path.parts):
                yield path


def main():
    places = {}
    for path in files():
        for number, line in lines_of(path):
            for pattern in NOT_PROSE:
                line = re.sub(pattern, " ", line)
            for word in WORD.findall(line):
                # Two letters are an abbreviation; a capital inside makes a name of code or of a program.
                if len(word) > 2 and not re.search(r"[a-z][A-Z]", word):
                    word = word.replace("’", "'").removesuffix("'s")
                    places.setdefault(word, []).append(f"{path.relative_to(ROOT)}:{number}")

    answer = subprocess.run(
        ["hunspell", "-d", "en_GB", "-i", "utf-8", "-l"], input="\n".join(places), text=True,
        capture_output=True, check=True)
    listing = Path(sys.argv[1])
    accepted = set(listing.read_text().split())
    known = {word.lower() for word in accepted}
    unknown = sorted({word for word in answer.stdout.split() if word.lower() not in known})
    for word in unknown:
        print(f"{word}: {', '.join(places.get(word, ['part of a word'])[:4])}")
    if "--accept" in sys.argv:
        listing.write_text("\n".join(sorted(accepted | set(unknown), key=str.lower)) + "\n")
        return
    print(f"{len(places)} words, {len(unknown)} unknown")
    if unknown:
        sys.exit("Mend them, or put those that are right into .ci/words.txt.")


main()
