"""drafting: the structure of Chinese regulations, compared, checked and written to Word.

The library has the verbs of the command line; each is imported when first asked for::

    import drafting

    draft = drafting.load("draft.docx")
    for finding in drafting.check(draft):
        print(finding.label, finding.message)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from drafting.errors import DraftingError, OutputError, SourceError, StructureError

if TYPE_CHECKING:
    from drafting.api import (
        annotate,
        check,
        compare,
        diff,
        fix,
        load,
        open_round,
        redline,
        renumber,
        table,
    )

VERBS = (
    "load", "check", "fix", "renumber", "diff", "compare", "redline", "annotate", "table",
    "open_round",
)
"""What the library does, each verb the twin of a command."""

__all__ = [
    "DraftingError", "OutputError", "SourceError", "StructureError", "annotate", "check",
    "compare", "diff", "fix", "load", "open_round", "redline", "renumber", "table",
]


def __getattr__(name: str) -> Any:
    if name in VERBS:
        return getattr(import_module("drafting.api"), name)
    raise AttributeError(f"module 'drafting' has no attribute {name!r}")
