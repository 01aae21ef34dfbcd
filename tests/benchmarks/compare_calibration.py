"""Fits the weights of ``drafting.comparison.calibration`` anew and prints what they are worth.

    python tests/benchmarks/compare_calibration.py

Every text is judged by weights fitted on the others (leave one out), so that the figures are those
to expect on texts never seen. At the end stand the weights fitted on all, which the package has.
About two minutes, pure Python.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent.parent)]

from compare_gold import CASES, NOTES, load_text, note_path, pair_names, read_gold  # noqa: E402

from drafting.api import load  # noqa: E402
from drafting.comparison import calibration  # noqa: E402
from drafting.comparison.calibration import score  # noqa: E402
from drafting.comparison.entries import split_sentences, tree_to_entries  # noqa: E402
from drafting.comparison.likeness import Likeness  # noqa: E402
from drafting.comparison.notes import Note  # noqa: E402
from drafting.comparison.similarity import score_pairs, texts_to_vectors  # noqa: E402

Pair = tuple[int, int]
Vector = Sequence[float]
UNORDERED = (1, 1, 1, 1, 1, 0, 0, 1)
"""Policies have chapters and an order of their own: those traits count nothing there."""


@dataclass
class Case:
    """A pair of texts: traits of pairs by (article, candidate), and what is right."""

    name: str
    traits: dict[Pair, Vector]
    right: set[Pair]
    also: set[Pair]
    known: list[int]
    rows: int
    baseline: dict[Pair, float] = field(default_factory=dict)
    note: Note | None = None
    places: Mapping[Pair, Pair] = field(default_factory=dict)
    examples: list[tuple[Vector, bool]] = field(default_factory=list)


def fit(examples: Sequence[tuple[Vector, bool]], ridge: float = 1.0) -> list[float]:
    """Logistic regression by Newton's method; the last weight is the constant."""
    rows = [((*x, 1.0), float(y)) for x, y in examples]
    width = len(rows[0][0])
    weights = [0.0] * width
    for _ in range(30):
        gradient = [-ridge * w for w in weights[:-1]] + [0.0]
        hessian = [[ridge * (i == j < width - 1) for j in range(width)] for i in range(width)]
        for x, y in rows:
            inner = sum(a * b for a, b in zip(x, weights, strict=True))
            p = 1 / (1 + exp(-max(-30, min(30, inner))))
            gradient = [g + (y - p) * a for g, a in zip(gradient, x, strict=True)]
            curve = p * (1 - p)
            if curve > 1e-5:
                for i, a in enumerate(x):
                    if a:
                        line = hessian[i]
                        for j, b in enumerate(x):
                            line[j] += curve * a * b
        step = solve(hessian, gradient)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return weights


def solve(matrix: list[list[float]], values: Sequence[float]) -> list[float]:
    """The solution of a small linear system, by elimination."""
    size = len(values)
    rows = [[*line, value] for line, value in zip(matrix, values, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(size):
            if k != i and rows[k][i]:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def pair_case(name: str, mask: Sequence[int] | None = None) -> Case:
    """A draft and a peer or policy, with gold."""
    ones, others = (tree_to_entries(load_text(part)) for part in name.split("__"))
    at = {e.eid: i for i, e in enumerate(ones)}
    there = {e.eid: j for j, e in enumerate(others)}
    gold = read_gold(CASES / f"{name}.tsv")
    right = {(at[row.key], there[eid]) for row in gold for eid in row.right}
    also = {(at[row.key], there[eid]) for row in gold for eid in row.also}
    likeness = Likeness(ones, others)
    pairs = likeness.pairs()
    traits = {
        p: t if mask is None else tuple(a * b for a, b in zip(t, mask, strict=True))
        for p, t in pairs.items()
    }
    vectors = texts_to_vectors(*(["".join(e.words) for e in side] for side in (ones, others)))
    case = Case(
        name, traits, right, also, [at[r.key] for r in gold if r.known], len(ones),
        score_pairs(*vectors, least=0.0), places=likeness.places,
    )
    case.examples = [(t, p in right) for p, t in sorted(traits.items()) if p not in also]
    return case


def note_case(name: str) -> Case:
    """A draft and its note; columns are claims, examples sentences and clauses."""
    draft = load_text(NOTES[name])
    entries = tree_to_entries(draft)
    note = Note(draft, entries, load(note_path(name)))
    at = {e.eid: i for i, e in enumerate(entries)}
    gold = {row.key: row for row in read_gold(CASES / "notes" / f"note-{name}.tsv")}
    case = Case(name, note.traits, set(), set(), [], len(entries), note=note)
    for c, claim in enumerate(note.claims):
        for row in filter(None, map(gold.get, split_sentences(claim.entry.text))):
            case.right |= {(at[eid], c) for eid in row.right}
            case.also |= {(at[eid], c) for eid in row.also}
    case.also -= case.right
    case.known = list(range(len(entries)))
    case.examples = list(_statement_examples(note, gold, at))
    return case


def _statement_examples(note, gold, at):  # type: ignore[no-untyped-def]
    """Of a sentence that speaks of an article, its best clause; else all clauses, as wrong."""
    sentence: dict[int, str] = {}
    for s in note.statements:
        sentence.setdefault(s.sentence, s.entry.text)
    groups: dict[tuple[int, int], list[Vector]] = {}
    for (i, s), traits in note.traits.items():
        groups.setdefault((i, note.statements[s].sentence), []).append(traits)
    for (i, n), found in sorted(groups.items()):
        row = gold.get(sentence[n])
        if row and i in {at[eid] for eid in row.right}:
            yield max(found, key=lambda t: t[0] + t[2] + t[7] + t[9] + t[10]), True
        elif not row or i not in {at[eid] for eid in row.also}:
            yield from ((traits, False) for traits in found)


def beside_rivals(case: Case, alone: Sequence[float]) -> dict[Pair, Vector]:
    """What the second step sees of each pair."""
    if case.note is not None:
        case.note.__dict__.pop("scores", None)
        object.__setattr__(case.note, "weights", _Alone(tuple(alone)))
        return dict(case.note.pool())
    scores = {pair: score(t, alone) for pair, t in case.traits.items()}
    return calibration.beside_rivals(scores, case.places)


@dataclass
class _Alone:
    """Weights of the first step only, while fitting."""

    alone: tuple[float, ...]


def fit_case(cases: Sequence[Case]) -> tuple[list[float], list[float]]:
    """The weights of both steps."""
    alone = fit([example for case in cases for example in case.examples])
    examples = [
        (values, pair in case.right)
        for case in cases
        for pair, values in sorted(beside_rivals(case, alone).items())
        if pair not in case.also
    ]
    return alone, fit(examples)


def judge(case: Case, weights: tuple[list[float], list[float]]) -> dict[Pair, float]:
    """The confidences of a case."""
    alone, rivals = weights
    found = beside_rivals(case, alone)
    return {p: 1 / (1 + exp(-max(-30, min(30, score(v, rivals))))) for p, v in found.items()}


def ranks(case: Case, values: dict[Pair, float]) -> tuple[int, int, int]:
    """Of the articles with a counterpart: best is right, right among three, how many."""
    rows: dict[int, list[tuple[float, int]]] = {}
    for (i, j), value in values.items():
        rows.setdefault(i, []).append((-value, j))
    having = sorted({i for i, _ in case.right})
    best = three = 0
    for i in having:
        order = [j for _, j in sorted(rows.get(i, []))]
        best += bool(order) and (i, order[0]) in case.right | case.also
        three += any((i, j) in case.right for j in order[:3])
    return best, three, len(having)


def links(case: Case, values: dict[Pair, float], limit: float) -> tuple[int, int, int, int]:
    """Links shown that are right or may pass, links shown, right ones among them, right ones."""
    shown = {pair for pair, value in values.items() if value >= limit}
    passed = len(shown & (case.right | case.also))
    return passed, len(shown), len(shown & case.right), len(case.right)


def having(case: Case, values: dict[Pair, float], limit: float) -> tuple[int, int, int]:
    """Articles rightly given a candidate, given one, that have one; those in doubt left out."""
    best: dict[int, float] = {}
    for (i, _), value in values.items():
        best[i] = max(value, best.get(i, 0.0))
    given = {i for i in case.known if best.get(i, 0.0) >= limit}
    true = {i for i, _ in case.right} & set(case.known)
    return len(given & true), len(given), len(true)


def curve(cases: Sequence[Case], judged: Sequence[dict[Pair, float]]) -> str:
    """How many pairs were right of those at each confidence."""
    bins: list[list[float]] = [[0.0, 0.0, 0.0] for _ in range(10)]
    for case, values in zip(cases, judged, strict=True):
        for pair, value in values.items():
            if pair not in case.also:
                cell = bins[min(int(value * 10), 9)]
                cell[0] += 1
                cell[1] += value
                cell[2] += pair in case.right
    return "  ".join(f"{s / n:.2f}→{r / n:.2f}({n:.0f})" for n, s, r in bins[1:] if n)


def report(title: str, cases: Sequence[Case], extra: Sequence[Case], limit: float) -> None:
    """Judge each case by the others and print figures and weights."""
    print(f"\n## {title}")
    judged = []
    for case in cases:
        others = [c for c in (*cases, *extra) if c is not case]
        judged.append(judge(case, fit_case(others)))
        best, three, n = ranks(case, judged[-1])
        shown = links(case, judged[-1], limit)
        plain = ranks(case, case.baseline)[:2] if case.baseline else ("", "")
        print(
            f"{case.name}: best right {best}/{n}, in three {three}/{n} (bigram blend alone "
            f"{plain[0]}, {plain[1]}); links at {limit}: P {shown[0] / max(1, shown[1]):.2f} "
            f"R {shown[2] / shown[3]:.2f}"
        )
    tops = [ranks(c, v) for c, v in zip(cases, judged, strict=True)]
    print("all: best right {}/{n}, in three {}/{n}".format(
        *(sum(t[k] for t in tops) for k in (0, 1)), n=sum(t[2] for t in tops)))
    for least in (0.2, 0.25, 0.3, 0.4, 0.5):
        together = list(zip(cases, judged, strict=True))
        shown = [sum(x) for x in zip(*(links(c, v, least) for c, v in together), strict=True)]
        has = [sum(x) for x in zip(*(having(c, v, least) for c, v in together), strict=True)]
        print(
            f"  limit {least}: links P {shown[0] / shown[1]:.3f} R {shown[2] / shown[3]:.3f}; "
            f"has a counterpart P {has[0] / has[1]:.3f} R {has[0] / has[2]:.3f}"
        )
    losses = [
        -log(max(1e-9, v if p in c.right else 1 - v))
        for c, values in zip(cases, judged, strict=True)
        for p, v in values.items() if p not in c.also
    ]
    print(f"  log loss per article {sum(losses) / sum(c.rows for c in cases):.3f}")
    print(f"  confidence→right(pairs): {curve(cases, judged)}")
    alone, rivals = fit_case([*cases, *extra])
    print("  alone ", ", ".join(f"{w:.2f}" for w in alone))
    print("  rivals", ", ".join(f"{w:.2f}" for w in rivals))


def main() -> None:
    """Print everything."""
    build: Callable[[str], list[Case]] = lambda kind: [pair_case(n) for n in pair_names(kind)]  # noqa: E731
    report("Peers", build("peer"), [], 0.3)
    masked = [pair_case(name, UNORDERED) for name in pair_names("policy")]
    report("Policies", masked, [pair_case(n, UNORDERED) for n in pair_names("peer")], 0.2)
    report("Notes", [note_case(name) for name in NOTES], [], 0.3)


if __name__ == "__main__":
    main()
