"""The readers of Word files and web pages under a fuzzer that is led by coverage (atheris).

    pip install '.[test,fuzz]'
    python tests/sources/fuzz_readers.py docx|numbering|html|mht|txt FOLDER [-max_total_time=600 …]

FOLDER keeps the inputs that reached new lines; further options are libFuzzer's. A find is written
as ``crash-…`` where the command was started, and the same command with that file runs it again.
What is held: lines or one documented error; every character in the tree; a tree that the official
schema finds valid. (Here no test: without end by nature. tests/sources/test_sources_fuzz.py holds
the same by chance, and one regression for each find.)
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["drafting"]):
    from test_sources_fuzz import MHT, PAGE, check_reading, pack, word_parts

PARTS = {"docx": "word/document.xml", "numbering": "word/numbering.xml"}
TEXT = "某市数据条例\n第一章　总则\n第一条　为了甲，制定本条例。\n第二条　乙：\n（一）丙；\n1. 丁。\n附件：表\n"


def main() -> None:
    kind, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "first").write_bytes(_first(kind))
    atheris.Setup([sys.argv[0], str(folder), *sys.argv[3:]], lambda data: _try(kind, data))
    atheris.Fuzz()


def _first(kind: str) -> bytes:
    """A whole input to begin with."""
    if kind in PARTS:
        return word_parts()[PARTS[kind]]
    return {"html": PAGE, "mht": MHT, "txt": TEXT}[kind].encode()


def _try(kind: str, data: bytes) -> None:
    if kind in PARTS:
        # The damage is done inside the archive: a broken zip would never reach the reader.
        check_reading("a.docx", pack({**word_parts(), PARTS[kind]: data}))
    else:
        check_reading(f"a.{kind}", data)


if __name__ == "__main__":
    main()
