"""Bytes of a source: found, not empty, readable, within limits; else one clear line."""

from __future__ import annotations

import stat
import struct
import sys
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from drafting.errors import SourceError

BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, NotImplementedError,
    ValueError,
)  # fmt: skip
"""What ``zipfile`` raises on archives that are broken in one way or another."""
MEGABYTE = 1 << 20
TEXT_LIMIT = 32 * MEGABYTE
"""Largest text (.txt .md .html): some 11 million characters, a hundred times the 民法典."""
FILE_LIMIT = 128 * MEGABYTE
"""Largest file of any other kind (a .docx or .pdf carries pictures)."""


def read_bytes(path: str | Path, limit: int = FILE_LIMIT) -> bytes:
    """Return the content of ``path`` ("-" is standard input).

    Raises SourceError when it is missing, a folder, empty, unreadable or larger than ``limit``
    bytes; no more than that is ever held in memory.
    """
    name = source_name(path)
    piped = str(path) == "-"
    data = _read_stream(sys.stdin.buffer, limit) if piped else _read_file(Path(path), limit)
    if not data:
        raise SourceError(name, "is empty", "give a file that holds a text")
    refuse_larger(name, len(data), limit)
    return data


def refuse_larger(name: str, size: int, limit: int) -> None:
    """Raise SourceError when ``size`` is above ``limit``."""
    if size > limit:
        raise SourceError(
            name,
            f"is larger than the {limit // MEGABYTE} MB that are read",
            "split it, or take the pictures out",
        )


def source_name(path: str | Path) -> str:
    """The name that messages show: the path as given, "standard input" for "-"."""
    return "standard input" if str(path) == "-" else str(path)


def is_file(path: Path) -> bool:
    """Whether ``path`` is an ordinary file; False for a path that no system accepts."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _read_file(path: Path, limit: int) -> bytes:
    try:
        told = path.stat()
        if stat.S_ISDIR(told.st_mode):
            raise SourceError(path, "is a folder", "name a file in it")
        with path.open("rb") as stream:
            if not stat.S_ISREG(told.st_mode):
                return _read_stream(stream, limit)
            refuse_larger(str(path), told.st_size, limit)
            return _read_stream(stream, limit, told.st_size)
    except FileNotFoundError:
        raise SourceError(path, "there is no such file", "check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path is malformed"
        raise SourceError(path, f"cannot be read ({reason})", "check path and rights") from None


def _read_stream(stream: BinaryIO, limit: int, size: int = 0) -> bytes:
    """All of ``stream``, ``limit`` + 1 bytes at most; ``size`` is what it is said to hold (0: unknown).

    What is asked for is set aside at once: the limit would be 128 MB for every file. A file that
    holds more than was said (it grows as it is read) is read on to its end.
    """
    size = size or limit
    data = stream.read(size + 1)
    return data if len(data) <= size else data + stream.read(limit - size)
