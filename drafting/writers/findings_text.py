"""Findings as text: one a paragraph, its words shown where they stand.

    draft.txt:140 第二十九条 error W001 词语重复：“成果”连写两次 [--fix]
        …搭建产业合作平台,组织科技成果成果转化、产业链对接、创新产品展示…
                          ~~~~~~~~
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import east_asian_width

from drafting.akn import Tree
from drafting.checks.findings import Finding, Severity

_CONTEXT = 24
_COLOURS: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_FIXES = {"safe": " [--fix]", "unsafe": " [--unsafe-fixes]", None: ""}
Lines = Mapping[int, str]


def findings_to_text(findings: Iterable[Finding], trees: Mapping[str, Tree]) -> str:
    """Return the findings as plain text; ``trees`` (by ``Finding.source``) give the lines' words."""
    lines = {name: source_lines(tree) for name, tree in trees.items()}
    parts: list[str] = []
    for finding in findings:
        parts.append(_head(finding) + " " + finding.message + _FIXES[finding.fix])
        shown = _excerpt(finding, lines.get(finding.source, {}))
        if shown is not None:
            before, words, after = shown
            parts.append("    " + before + words + after)
            parts.append("    " + " " * _columns(before) + "~" * max(1, _columns(words)))
    return "".join(p + "\n" for p in parts)


def print_findings(findings: Iterable[Finding], trees: Mapping[str, Tree]) -> None:
    """Print the findings on a terminal, coloured, their words underlined."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    lines = {name: source_lines(tree) for name, tree in trees.items()}
    for finding in findings:
        text = Text(f"{finding.source}:{finding.line} {finding.label} ".replace("  ", " "))
        text.append(f"{finding.severity} {finding.code}", _COLOURS[finding.severity])
        text.append(" " + finding.message)
        text.append(_FIXES[finding.fix], "green")
        console.print(text)
        shown = _excerpt(finding, lines.get(finding.source, {}))
        if shown is not None:
            before, words, after = shown
            console.print(Text.assemble("    ", (before, "dim"), (words, "underline"), (after, "dim")))


def source_lines(tree: Tree) -> dict[int, str]:
    """The text of each source line; what the tree cuts into several is joined again."""
    lines: dict[int, str] = {}
    number = 0
    for line in tree.lines:
        number = line.number or number
        lines[number] = lines.get(number, "") + line.text
    return lines


def _head(finding: Finding) -> str:
    place = f"{finding.source}:{finding.line}"
    parts = (place, finding.label, finding.severity, finding.code)
    return " ".join(p for p in parts if p)


def _excerpt(finding: Finding, lines: Lines) -> tuple[str, str, str] | None:
    """What stands before the words, the words, what follows; None where they cannot be shown."""
    text = lines.get(finding.line, "")
    start = finding.start
    if start < 0 or not text.startswith(finding.words, start):
        return None
    end = start + len(finding.words)
    words = finding.words if len(finding.words) <= 60 else finding.words[:58] + "……"
    low, high = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    before = ("…" if low else "") + text[low:start]
    after = text[end:high] + ("…" if high < len(text) else "")
    return before, words, after


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def findings_to_summary(findings: Iterable[Finding]) -> str:
    """One line: how many of each severity, how many can be fixed."""
    found = list(findings)
    if not found:
        return "no findings"
    counts = Counter(f.severity for f in found)
    parts = [f"{counts[s]} {s}{'s' if counts[s] != 1 and s != 'info' else ''}"
             for s in _severities() if counts[s]]
    fixes = Counter(f.fix for f in found)
    told = ", ".join(parts)
    if fixes["safe"]:
        told += f"; {fixes['safe']} can be fixed (--fix)"
    if fixes["unsafe"]:
        told += f"; {fixes['unsafe']} by guess (--unsafe-fixes)"
    return told


def _severities() -> Iterator[Severity]:
    yield "error"
    yield "warning"
    yield "info"
