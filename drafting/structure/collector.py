"""The garbage collector held back while a tree is built, compared or written.

Parsing makes tens of thousands of small records that all live until the tree is written, and no
cycles among them: each pass of the collector would walk them for nothing. What is not needed any
more goes by reference count as ever, so that memory stays flat (tests/benchmarks/parse_corpus.py).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hold_collector() -> Iterator[None]:
    """Keep the collector from running inside the block; leave it as it was found.

    ``@hold_collector()`` does so for each call of a function.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
