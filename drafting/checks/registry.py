"""The rules: one function a rule, its docstring being its documentation.

A rule takes the ``View`` of a text and yields ``Fault`` records. Its docstring says what the fault
is, why it matters, and shows a wrong and a right text, which tests run through parser and checker:

    @rule("N001", "article-gap", "error", norm="立法法第六十五条")
    def find_article_gaps(view: View) -> Iterator[Fault]:
        \"\"\"A number is left out: 第三条 is followed by 第五条.

        Why: a reference to the missing number leads nowhere …

        Wrong:
            第一条 …
            第三条 …

        Right:
            第一条 …
            第二条 …
        \"\"\"

In an example a line ``----`` parts a draft from its explanatory note.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Literal

from drafting.checks.findings import Severity
from drafting.checks.view import Fault, View
from drafting.records import record

RuleFunction = Callable[[View], Iterator[Fault]]
Fixable = Literal["safe", "unsafe", "both"]
FAMILIES = {
    "N": ("numbering", "编号"), "S": ("structure", "结构"), "R": ("references", "引用"),
    "T": ("terms and abbreviations", "术语简称"), "W": ("wording", "用语"),
    "P": ("punctuation and width", "标点"), "D": ("dates and quantities", "日期数量"),
    "X": ("between documents", "文件之间"),
}
MODULES = (
    "numbering", "listing", "labels", "structure", "items", "articles", "doubts", "references",
    "terms", "variants", "wording", "doubling", "punctuation", "brackets", "dates",
)
"""The modules of this package that hold rules on a text by itself."""
NOTE_MODULES = ("documents",)
"""Those that hold rules on a text and its note, loaded where there is one."""


@record
class Rule:
    """One rule. ``norm`` is where the norm stands; ``needs_note`` marks X rules."""

    code: str
    name: str
    severity: Severity
    norm: str
    fix: Fixable | None
    function: RuleFunction
    needs_note: bool = False

    @property
    def what(self) -> str:
        """The docstring's first paragraph, as one line."""
        return " ".join(_sections(self.function)[""].partition("\n\n")[0].split())

    @property
    def why(self) -> str:
        return " ".join(_sections(self.function).get("Why", "").split())

    @property
    def wrong(self) -> str:
        return _sections(self.function).get("Wrong", "")

    @property
    def right(self) -> str:
        return _sections(self.function).get("Right", "")


_RULES: dict[str, Rule] = {}


def rule(
    code: str, name: str, severity: Severity, *, norm: str, fix: Fixable | None = None
) -> Callable[[RuleFunction], RuleFunction]:
    """Register the decorated function as rule ``code`` under the name of the fault it finds."""

    def register(function: RuleFunction) -> RuleFunction:
        if code in _RULES and _RULES[code].function.__qualname__ != function.__qualname__:
            raise ValueError(f"{code} is taken by {_RULES[code].name}")
        _RULES[code] = Rule(code, name, severity, norm, fix, function, code.startswith("X"))
        return function

    return register


@lru_cache(maxsize=2)
def all_rules(with_note: bool = True) -> tuple[Rule, ...]:
    """Every rule, by family and code; those that need no note alone when there is none."""
    for module in (*MODULES, *(NOTE_MODULES if with_note else ())):
        import_module(f"drafting.checks.{module}")
    order = "".join(FAMILIES)
    found = [r for r in _RULES.values() if with_note or not r.needs_note]
    return tuple(sorted(found, key=lambda r: (order.index(r.code[0]), r.code)))


def get_rule(code: str) -> Rule | None:
    """The rule of that code or name, None when there is none."""
    wanted = code.strip()
    return next((r for r in all_rules() if wanted.upper() == r.code or wanted == r.name), None)


def rules_to_table() -> str:
    """The rules as a Markdown table, for the README."""
    rows = ["| Code | Rule | Severity | Fix | What it finds | Norm |", "|---|---|---|---|---|---|"]
    rows += [
        f"| {r.code} | {r.name} | {r.severity} | {r.fix or ''} | {r.what} | {r.norm} |"
        for r in all_rules()
    ]
    return "\n".join(rows)


def _sections(function: RuleFunction) -> dict[str, str]:
    """The docstring cut at its ``Why:``, ``Wrong:`` and ``Right:``."""
    sections: dict[str, list[str]] = {"": []}
    current = ""
    for line in inspect.getdoc(function).splitlines():  # type: ignore[union-attr]
        head, colon, rest = line.partition(":")
        if colon and head in ("Why", "Wrong", "Right"):
            current = head
            sections[current] = [rest.strip()] if rest.strip() else []
        else:
            sections[current].append(line)
    return {k: inspect.cleandoc("\n".join(v)) for k, v in sections.items()}
