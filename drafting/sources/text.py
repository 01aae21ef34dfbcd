"""Text files → lines."""

from __future__ import annotations

from drafting.sources.encodings import decode
from drafting.sources.files import TEXT_LIMIT, refuse_larger
from drafting.sources.lines import Line, Source
from drafting.sources.printable import clean


def read_text(name: str, data: bytes, encoding: str | None = None) -> Source:
    """Return the lines of the text file ``data``; ``Line.number`` counts its physical lines.

    White space inside and at the start of a line stays; blank lines are skipped and counted.
    Raises SourceError when the bytes are no text, or in no readable encoding.
    """
    refuse_larger(name, len(data), TEXT_LIMIT)
    decoded = decode(name, data, encoding)
    text, notes = clean(decoded.text)
    printed = map(str.rstrip, text.splitlines())
    lines = tuple([Line(line, number) for number, line in enumerate(printed, start=1) if line])
    if decoded.guessed:
        notes = (f"read as {decoded.encoding} (found by reading it)", *notes)
    return Source(name, lines, "txt", encoding=decoded.encoding, notes=notes)
