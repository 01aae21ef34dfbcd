"""Write the golden outlines anew: python tests/structure/update_outlines.py CORPUS_FOLDER"""

from __future__ import annotations

import sys
from pathlib import Path

from drafting.api import load
from drafting.writers.tree_text import tree_to_outline


def main(corpus: Path) -> None:
    """Parse the text that each golden file names in its first line, and replace the rest of it."""
    folder = Path(__file__).parent.parent / "cases" / "outlines"
    for golden in sorted(folder.glob("*.txt")):
        head = golden.read_text(encoding="utf-8").partition("\n")[0]
        outline = tree_to_outline(load(corpus / head.removeprefix("# ")))
        golden.write_text(f"{head}\n{outline}", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
