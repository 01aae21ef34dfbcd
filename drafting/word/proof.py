"""The proof that a redline in the user's own file says what it should: it is read back."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.records import record
from drafting.sources.docx import Package, open_package
from drafting.sources.wordlines import package_to_lines
from drafting.text.script import fold
from drafting.word.carrier import Carrier
from drafting.word.script import Block, script_to_places


@record
class WrongLabel:
    """A number that Word prints as ``got`` where the new text has ``want`` (in its ``line``)."""

    line: int | None
    got: str
    want: str

    @property
    def alike(self) -> bool:
        """Whether they differ in the width of their signs only: （一） and (一)."""
        return fold(self.got) == fold(self.want)


@record
class Proof:
    """What reading the written file back has shown. ``faults`` say where it is not the texts that
    were wanted; ``labels`` are numbers that Word prints otherwise than the new text has them.
    """

    faults: tuple[str, ...] = ()
    labels: tuple[WrongLabel, ...] = ()

    def choose_typed(self, every: bool = False) -> list[int]:
        """Lines whose labels to write as text next, for Word's count to come out right.

        Those with 之 first, which Word cannot count; then the first that is wrong, since the ones
        after it may only follow from it; with ``every`` all that are wrong.
        """
        wrong = [(n.line, n.want) for n in self.labels if n.line is not None and not n.alike]
        counted = [line for line, want in wrong if "之" in want]
        if counted and not every:
            return counted
        return [line for line, _ in (wrong if every else wrong[:1])]


def prove(
    data: bytes, carrier: Carrier, blocks: Sequence[Block], silent: bool = False
) -> Proof:
    """Read a written redline back: accepting all must give the new text, rejecting all the old
    file.
    """
    faults: list[str] = []
    package = open_package("-", data)
    accepted = package_to_lines(package, "accept").lines
    wanted = script_to_places(blocks, "insert")
    labels = []
    if len(accepted) != len(wanted):
        faults.append(f"accepting gives {len(accepted)} lines instead of {len(wanted)}")
    for got, (line, want) in zip(accepted, wanted, strict=False):
        wanted_words, rest = _squeeze(want), _squeeze(got.text[len(got.label) :])
        if _squeeze(got.label) + rest == wanted_words:
            continue
        if got.label and wanted_words.endswith(rest):
            label = wanted_words[: len(wanted_words) - len(rest)]
            labels.append(WrongLabel(line, got.label, label))
        else:
            shown = slice(max(_first_difference(got.text, want) - 8, 0), None)
            faults.append(
                f"accepting gives {got.text[shown][:20]!r} instead of {want[shown][:20]!r}"
            )
    if not silent:
        faults += _prove_rejected(package, carrier)
    return Proof(tuple(faults), tuple(labels))


def _prove_rejected(package: Package, carrier: Carrier) -> list[str]:
    wanted = [_squeeze(text) for text in carrier.rejected]
    got = [_squeeze(line.text) for line in package_to_lines(package, "reject").lines]
    if wanted == got:
        return []
    at = next((n for n, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), len(got))
    return [f"rejecting gives other words from line {at + 1} on"]


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _squeeze(text: str) -> str:
    return "".join(text.split())
