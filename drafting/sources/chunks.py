"""Documents embedded whole in a Word file (``w:altChunk``): official downloads are like this."""

from __future__ import annotations

from drafting.errors import SourceError
from drafting.sources.lines import Line
from drafting.sources.package import Package


def chunk_to_lines(
    package: Package, part: str, relationship: str, track_changes: str
) -> tuple[list[Line], list[str]]:
    """The lines of the document that ``part`` embeds by this relationship, and notes on it."""
    raise SourceError(package.name, "embeds a document", "save it anew")
