"""Matches for the terminal: each article of the draft, what the others say of it, and the counts.

    第三十二条 保险服务
      shanghai-ai-draft-2022 第三十四条  0.98
        本市鼓勵相關保險機構按照國家規定開發適應人工智能產業特點的保險產品…
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from drafting.akn import Provision, Tree
from drafting.comparison.matches import Candidate, Match, Matches
from drafting.writers.terminal import clip, wrap

_KINDS = {"regulation": "法规", "note": "起草说明", "policy": "政策文件"}
_BOLD, _FAINT, _RESET = "\033[1m", "\033[2m", "\033[0m"


@dataclass(frozen=True)
class MatchTextSettings:
    """How to show: columns of the window, colours, lines of a passage shown (0: all of it)."""

    width: int = 80
    colour: bool = False
    lines: int = 2


def matches_to_text(
    matches: Matches, draft: Tree, settings: MatchTextSettings | None = None
) -> str:
    """The comparison as text: article by article, then what the draft lacks, then the counts.

    ``draft`` gives the headings of the articles.
    """
    page = _Page(settings or MatchTextSettings(), draft)
    blocks = [page.heading(matches)]
    blocks += ["\n".join(page.match(match)) for match in matches.matches]
    blocks += ["\n".join(page.lacking(matches))] if matches.unmatched else []
    blocks.append("\n".join(page.counts(matches)))
    return "\n\n".join(blocks) + "\n"


class _Page:
    """Text as wide as the settings say."""

    def __init__(self, settings: MatchTextSettings, draft: Tree) -> None:
        self.settings = settings
        self.draft = draft

    def heading(self, matches: Matches) -> str:
        kinds = matches.kinds or ("",) * len(matches.sources)
        beside = (
            f"  {name}（{_KINDS.get(kind, kind)}）"
            for name, kind in zip(matches.sources, kinds, strict=True)
        )
        return "\n".join((f"{self._bold(matches.draft or '（无标题）')} 对照：", *beside))

    def match(self, match: Match) -> Iterator[str]:
        article = self.draft.by_eid.get(match.draft_eid)
        title = article.bare_heading if isinstance(article, Provision) else ""
        yield self._bold(f"{match.draft} {title}".strip())
        for candidate in match.candidates:
            yield from self._candidate(candidate)
        if not match.candidates:
            yield self._faint("  （无相近内容）")

    def lacking(self, matches: Matches) -> Iterator[str]:
        yield self._bold("其他文件有而草案未见的内容：")
        for source, items in groupby(matches.unmatched, key=lambda item: item.source):
            yield f"  {source}"
            for item in items:
                yield f"    {item.label}".rstrip()
                yield from self._passage(item.text)

    def counts(self, matches: Matches) -> Iterator[str]:
        """How many articles have something beside them, and which have nothing from each text."""
        total = len(matches.matches)
        with_any = sum(bool(match.candidates) for match in matches.matches)
        yield f"{total}条，其中{with_any}条有相近内容，{total - with_any}条没有。"
        for source in matches.sources:
            silent = [
                match.draft for match in matches.matches
                if all(candidate.source != source for candidate in match.candidates)
            ]
            lacking = sum(item.source == source for item in matches.unmatched)
            yield f"  {source}：与{total - len(silent)}条相近，另有{lacking}处草案未见。"
            if 0 < len(silent) < total:
                told = f"未涉及：{'、'.join(silent)}"
                yield from (f"    {line}" for line in wrap(told, max(self.settings.width - 4, 20)))

    def _candidate(self, candidate: Candidate) -> Iterator[str]:
        found = f"{candidate.confidence:.2f}"
        named = f"{candidate.label} {candidate.heading}".strip()
        yield f"  {candidate.source} {named}  {self._faint(found)}"
        yield from self._passage(candidate.passage or candidate.text)

    def _passage(self, text: str) -> Iterator[str]:
        width = max(self.settings.width - 6, 20)
        lines = list(wrap(" ".join(text.split()), width))
        most = self.settings.lines or len(lines)
        if len(lines) > most:
            lines = [*lines[: most - 1], clip(lines[most - 1], width - 2) + "…"]
        return (f"      {line}" for line in lines)

    def _bold(self, text: str) -> str:
        return f"{_BOLD}{text}{_RESET}" if self.settings.colour else text

    def _faint(self, text: str) -> str:
        return f"{_FAINT}{text}{_RESET}" if self.settings.colour else text
