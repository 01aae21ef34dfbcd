"""File → lines: every kind of source document as ``Line`` records, in order, nothing lost.

``read`` is the one door; ``drafting.sources.docx`` is the second, for what writes back into a
Word file. Importing this package loads no reader: each is imported when its kind of file comes.
"""

from drafting.sources.files import read_bytes
from drafting.sources.lines import Line, Source
from drafting.sources.reader import read

__all__ = ["Line", "Source", "read", "read_bytes"]
