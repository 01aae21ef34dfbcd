"""The counterparts found by reading, and the texts they were found in, ready to be measured.

``tests/cases/compare/A__B.tsv``: for each article of A its counterparts in B (``right``) and what
may be taken for one (``also``: neither a hit nor a fault). ``notes/note-X.tsv``: for each sentence
of a note the articles it speaks of. ``texts.tsv`` says where the texts are: the seeds stand in the
project, the others in the corpora of ../shared.
"""

from __future__ import annotations

import csv
import tarfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drafting.akn import Tree
from drafting.api import load

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "cases" / "compare"
CORPUS = ROOT.parent / "shared" / "corpus"


@dataclass(frozen=True)
class Row:
    """One line of gold: eId or sentence, the right eIds, those that may pass."""

    key: str
    right: frozenset[str]
    also: frozenset[str]

    @property
    def known(self) -> bool:
        """Whether it is plain that there is, or is not, a counterpart."""
        return bool(self.right) or not self.also


def read_gold(path: Path) -> list[Row]:
    """The rows of a gold table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [Row(key, frozenset(r.split()), frozenset(a.split())) for key, r, a in rows]


def pair_names(kind: str) -> list[str]:
    """The names A__B of gold tables of ``kind``: "peer" or "policy"."""
    names = sorted(path.stem for path in CASES.glob("*__*.tsv"))
    policies = [n for n in names if n.endswith(("opinions-2024", "plan-2023"))]
    return policies if kind == "policy" else [n for n in names if n not in policies]


NOTES = {
    "hangzhou-robot": "hangzhou-robot-draft", "beijing-digital": "beijing-digital-2022",
    "hangzhou-waste": "hangzhou-waste-2019", "shanghai-dogs": "shanghai-dogs-2011",
    "shaoxing-property": "shaoxing-property-2020", "shenzhen-ai": "shenzhen-ai-2022",
}
"""Notes with gold, and the draft of each. Only the first is a real note: the others were written
for these tests in the manners met in practice (by chapter, by subject, with citations, bare)."""


def note_path(name: str) -> Path:
    """The file of a note."""
    if name == "hangzhou-robot":
        return ROOT / "seeds" / "hangzhou-robot-note.txt"
    return CASES / "notes" / f"note-{name}.txt"


@cache
def load_text(name: str) -> Tree:
    """The tree of a text of ``texts.tsv``. Raises FileNotFoundError without the corpora."""
    place = _places()[name]
    kind, _, rest = place.partition("/")
    if kind == "seeds":
        return load(ROOT / place)
    if kind == "laws":
        path = CORPUS / place
        if not path.is_file():
            raise FileNotFoundError(path)
        return load(path)
    return load(_unpack()[rest])


@cache
def _places() -> dict[str, str]:
    lines = (CASES / "texts.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)


@cache
def _unpack() -> dict[str, Path]:
    """The wanted members of the archive of regulations, unpacked once into a temporary folder."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="drafting-compare-"))
    wanted = {
        p.partition("/")[2] for p in _places().values() if p.startswith("regulations/")
    }
    found = {}
    with tarfile.open(CORPUS / "regulations.tar.xz") as archive:
        for member in archive:
            name = member.name.partition("/")[2]
            file = archive.extractfile(member) if name in wanted else None
            if file is not None:
                found[name] = folder / Path(name).name
                found[name].write_bytes(file.read())
            if len(found) == len(wanted):
                break
    return found
