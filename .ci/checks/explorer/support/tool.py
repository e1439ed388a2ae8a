"""The command line tool that is checked against, and what a check is started with."""

import pathlib
import subprocess
import sys


def arguments():
    """The tool and the folder of pages: the two words after a script's name."""
    tool, pages = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    return tool, pages


def run(tool, *words, folder):
    """What the tool prints; its complaint is the check's failure."""
    words = [str(word) for word in words]
    done = subprocess.run([tool, *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"latent {' '.join(words)}: {done.stderr}"
    return done.stdout
