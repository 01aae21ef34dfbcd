"""A draft beside other texts: its drafting note, regulations of other places, policies.

Each other text is taken for what it is (``entries.tree_to_kind``) and set beside the draft:

    regulation   its articles, n:m, by what they say, their headings, chapters, place; penalty
                 articles through the articles that they cite (``likeness``)
    policy       its items in the same way, without regard to order
    note         its claims, by words, citations, lists and chapters (``notes``), and what it
                 promises and no article keeps (``promises``)

All of them give candidates with a calibrated confidence (``calibration``), none where there is
none, and what they have and the draft has not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from drafting.akn import Tree
from drafting.comparison.calibration import PEERS, POLICIES, Pair, Weights, calibrate
from drafting.comparison.entries import Entry, Kind, tree_to_entries, tree_to_kind
from drafting.comparison.likeness import Likeness
from drafting.comparison.matches import Candidate, Match, Matches, Unmatched
from drafting.comparison.notes import Note
from drafting.comparison.promises import find_unkept, find_unkept_sentences
from drafting.records import record
from drafting.text.script import is_traditional, to_simplified


@record
class CompareSettings:
    """``most`` candidates for each article and text; ``limit`` is the least confidence shown

    (None: the calibrated one of each kind of text).
    """

    most: int = 5
    limit: float | None = None


_MATCHED = 0.4
"""A fainter candidate does not settle that the draft has the thing: it is told as lacking too."""
DEFAULTS = CompareSettings()


@dataclass(frozen=True)
class _Beside:
    """What one other text gave: by article of the draft, and what the draft has not."""

    candidates: Mapping[int, list[Candidate]]
    unmatched: list[Unmatched]


def compare_trees(
    draft: Tree, others: Sequence[Tree], settings: CompareSettings = DEFAULTS
) -> Matches:
    """Return for every article of ``draft`` the passages of ``others`` that speak of the same.

    Articles stand in the order of the draft (of a text without 条: its items), candidates best
    first, whatever text they are from; ``unmatched`` in the order of ``others``.
    """
    entries = tree_to_entries(draft)
    names = tuple(_short_names([draft, *others]))[1:]
    kinds = tuple(tree_to_kind(other) for other in others)
    jobs = [
        _Job(draft, entries, other, name, kind, settings)
        for other, name, kind in zip(others, names, kinds, strict=True)
    ]
    found = [job.run() for job in jobs]
    matches = tuple(
        Match(entry.label, entry.eid, _best_first(found, at)) for at, entry in enumerate(entries)
    )
    unmatched = tuple(item for beside in found for item in beside.unmatched)
    return Matches(draft.title or draft.source.name, names, matches, unmatched, kinds)


@dataclass(frozen=True)
class _Job:
    """One other text to set beside the draft."""

    draft: Tree
    entries: Sequence[Entry]
    other: Tree
    name: str
    kind: Kind
    settings: CompareSettings

    def run(self) -> _Beside:
        return self._run_note() if self.kind == "note" else self._run_entries()

    def _run_entries(self) -> _Beside:
        theirs = tree_to_entries(self.other)
        regulations = bool(self.draft.articles) and self.kind == "regulation"
        weights = PEERS if regulations else POLICIES
        likeness = Likeness(self.entries, theirs)
        pairs = likeness.pairs()
        links = self._links(calibrate(pairs, weights, likeness.places), weights)
        candidates = {
            i: [self._candidate(theirs[j], found, likeness.passage(i, j)) for j, found in row]
            for i, row in links.items()
        }
        matched = {j for row in links.values() for j, found in row if found >= _MATCHED}
        lacking = [self._unmatched(e, e.text) for j, e in enumerate(theirs) if j not in matched]
        if self.kind == "policy":
            lacking += self._unkept_sentences([theirs[j] for j in sorted(matched)])
        return _Beside(candidates, sorted(lacking, key=lambda item: _place(theirs, item.eid)))

    def _run_note(self) -> _Beside:
        note = Note(self.draft, self.entries, self.other)
        claims = [claim.entry for claim in note.claims]
        links = self._links(note.confidences(), note.weights)
        candidates = {
            i: [self._candidate(claims[c], found, note.passage(i, c)) for c, found in row]
            for i, row in links.items()
        }
        articles = [f"{entry.title}\n" + "\n".join(entry.words) for entry in self.entries]
        unkept = find_unkept(note.claims, articles)
        return _Beside(candidates, [self._unmatched(claims[c], phrase) for c, phrase in unkept])

    def _links(
        self, confidences: Mapping[Pair, float], weights: Weights
    ) -> dict[int, list[tuple[int, float]]]:
        """By article the candidates that reach the limit, best first."""
        least = weights.limit if self.settings.limit is None else self.settings.limit
        links: dict[int, list[tuple[int, float]]] = {}
        for (i, j), found in sorted(confidences.items(), key=lambda item: (-item[1], item[0])):
            row = links.setdefault(i, [])
            if found >= least and len(row) < self.settings.most:
                row.append((j, found))
        return links

    def _candidate(self, entry: Entry, confidence: float, passage: str) -> Candidate:
        label = self._label(entry)
        # Nothing read by machine is certain.
        confidence = min(round(confidence, 2), 0.99)
        return Candidate(
            self.name, label, entry.eid, entry.text, confidence, passage, entry.heading
        )

    def _unmatched(self, entry: Entry, text: str) -> Unmatched:
        context = entry.text if text != entry.text else ""
        return Unmatched(self.name, self._label(entry), entry.eid, text, context)

    def _unkept_sentences(self, items: Sequence[Entry]) -> Iterator[Unmatched]:
        """Sentences of items that became an article, but which themselves became none."""
        articles = [f"{entry.title}\n" + "\n".join(entry.words) for entry in self.entries]
        for at, sentence in find_unkept_sentences([item.paragraphs for item in items], articles):
            yield self._unmatched(items[at], sentence)

    def _label(self, entry: Entry) -> str:
        """第六十七条 also for 第六十七條: the address as the readers of the draft write it."""
        if is_traditional(entry.label) and self.draft.data("script") != "Hant":
            return to_simplified(entry.label)
        return entry.label


def _best_first(found: Sequence[_Beside], at: int) -> tuple[Candidate, ...]:
    candidates = [candidate for beside in found for candidate in beside.candidates.get(at, ())]
    return tuple(sorted(candidates, key=lambda candidate: -candidate.confidence))


def _place(entries: Sequence[Entry], eid: str) -> int:
    return next((at for at, entry in enumerate(entries) if entry.eid == eid), len(entries))


def _short_names(trees: Sequence[Tree]) -> Iterator[str]:
    """The file's name without suffix (else the title); a name met again gets a number."""
    seen: dict[str, int] = {}
    for tree in trees:
        name = PurePath(tree.source.name).stem or tree.title or "text"
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"
