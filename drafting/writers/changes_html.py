"""Changes as one HTML file to read, search and print: no network, no library, any browser.

The page works without its script (side by side, all rows); the script adds the other view, filters,
search, keys and the strip. ``content-visibility`` keeps a code of 1,260 articles quick: what is off
the screen is not laid out.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from drafting.akn.names import CONTAINERS
from drafting.comparison.changes import Changes, Segment
from drafting.comparison.lineage import Lineage, Strand
from drafting.writers.changes_view import (
    KIND_TITLES,
    QUIET,
    changes_to_rows,
    count_characters,
    count_kinds,
)
from drafting.writers.html_templates import render_html
from drafting.writers.lineage_text import LEGEND, lineage_to_rows, name_versions

if TYPE_CHECKING:
    from markupsafe import Markup

_TAGS = {"delete": "del", "insert": "ins"}


def changes_to_html(changes: Changes, lineage: Lineage | None = None) -> str:
    """Return the report on ``changes`` as one HTML page; the same changes, the same bytes.

    With ``lineage`` a table tells what became of each provision in every version.
    """
    rows = changes_to_rows(changes)
    inserted, deleted = count_characters(changes)
    return render_html(
        "report.html",
        changes=changes,
        rows=rows,
        counts=count_kinds(rows),
        titles=KIND_TITLES,
        quiet=QUIET,
        inserted=inserted,
        deleted=deleted,
        ranks=len(CONTAINERS),
        markup=segments_to_markup,
        versions=name_versions(lineage) if lineage else (),
        strands=[_link_strand(*row) for row in lineage_to_rows(lineage)] if lineage else (),
        legend=LEGEND,
    )


def _link_strand(strand: Strand, cells: list[str]) -> tuple[str, str, list[str]]:
    """Its level, the eId that leads to its row (in the last version, else the first), its cells."""
    found = strand.stages[-1].eids or strand.stages[0].eids
    return strand.level, next(iter(found), ""), cells


def segments_to_markup(segments: Iterable[Segment]) -> Markup:
    """The segments as text with ``del`` and ``ins``; what only follows has class ``follow``."""
    from markupsafe import Markup

    return Markup("".join(map(_segment_to_html, segments)))


def _segment_to_html(segment: Segment) -> str:
    text = escape(segment.text, quote=False)
    if segment.kind == "equal":
        return text
    tag = _TAGS[segment.kind]
    quiet = ' class="follow"' if segment.consequential or segment.noise else ""
    return f"<{tag}{quiet}>{text}</{tag}>"
