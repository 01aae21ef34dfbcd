"""Collect: returned files, read side by side, kept one transaction a file.

A file is known by its content: the same bytes under another name add nothing. What cannot be read
is kept as such with the reason, and the others go on; once it can be read (LibreOffice installed,
say) collecting it again takes its record over.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import field
from multiprocessing import get_context
from pathlib import Path

from drafting.akn import tree_to_xml, xml_to_tree
from drafting.errors import DraftingError, SourceError
from drafting.records import record
from drafting.rounds.carrying import carry_late
from drafting.rounds.comments import Reading
from drafting.rounds.folder import Round
from drafting.rounds.grouping import update_groups
from drafting.rounds.places import Places
from drafting.rounds.records import Incoming, is_collected, save_file
from drafting.rounds.returned import read_returned, refuse_empty
from drafting.sources.files import MEGABYTE, read_bytes

_SMALL = 4 * MEGABYTE
"""Files that together are smaller are read here: starting processes would take longer."""


@record
class Outcome:
    """What became of one file: "read", "known" (collected before) or "unreadable" with why."""

    name: str
    status: str
    reading: Reading | None = None
    reason: str = ""


@record
class Collected:
    """What one collect did, file by file, and how many comments are in groups now."""

    outcomes: tuple[Outcome, ...]

    @property
    def comments(self) -> int:
        """Comments added."""
        return sum(len(o.reading.comments) for o in self.outcomes if o.reading)

    def named(self, status: str) -> list[Outcome]:
        """The outcomes of that status."""
        return [o for o in self.outcomes if o.status == status]


@record
class CollectSettings:
    """``received`` stamps the files; ``jobs`` processes read (0: as many as there are cores);

    ``draft`` is the number of the draft that was sent out; ``tell`` is called with what is done,
    how much of it, and of how much (0: not known).
    """

    received: str
    jobs: int = 0
    draft: int = 1
    tell: Callable[[str, int, int], None] = field(default=lambda *_: None)


@record
class _Kept:
    """A file whose bytes are kept: its name when it came, hash, size, and where it is."""

    name: str
    sha256: str
    size: int
    path: str


def collect_files(round: Round, names: Sequence[str], settings: CollectSettings) -> Collected:
    """Read ``names`` (files, or folders with files in them) into ``round`` and group anew."""
    number = settings.draft
    places = Places(round.load_draft(number))
    outcomes: list[Outcome] = []
    waiting: list[_Kept] = []
    paths = list_files(names)
    for path in paths:
        kept = _keep(round, path)
        if isinstance(kept, _Kept):
            waiting.append(kept)
        else:
            outcomes.append(kept)
    fresh = _leave_out_known(round, waiting, outcomes)
    for kept, read in zip(fresh, _iter_readings(places, fresh, settings.jobs), strict=True):
        outcomes.append(_save(round, kept, read, (number, places, settings.received)))
        settings.tell("files read", len(outcomes), len(paths))
    settle_round(round, lambda done: settings.tell("comments grouped", done, 0))
    return Collected(tuple(outcomes))


def settle_round(round: Round, tell: Callable[[int], None] = lambda _: None) -> None:
    """Finish what an interrupted command left: groups, and the way to the newest draft."""
    update_groups(round.store, tell)
    carry_late(round)


def list_files(names: Sequence[str]) -> list[str]:
    """The files named, folders opened (sorted by name; hidden and lock files left out)."""
    paths: list[str] = []
    for name in names:
        if Path(name).is_dir():
            inside = sorted(p for p in Path(name).rglob("*") if p.is_file())
            paths += [str(p) for p in inside if not p.name.startswith((".", "~$"))]
        else:
            paths.append(name)
    return paths


def show_name(path: str) -> str:
    """A file's name as text: bytes that are no UTF-8 are read as GB 18030, else spelled out."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def _keep(round: Round, path: str) -> _Kept | Outcome:
    """Keep the bytes of a file in the round's folder before anything is read from them."""
    try:
        data = read_bytes(path)
    except SourceError as error:
        shown = show_name(path)
        return Outcome(shown, "unreadable", reason=str(error).replace(path, shown))
    suffix = Path(path).suffix.lower()
    if not suffix.isascii() or len(suffix) > 10:
        suffix = ""
    digest, target = round.keep_file(data, suffix)
    return _Kept(show_name(Path(path).name), digest, len(data), str(target))


def _leave_out_known(
    round: Round, waiting: Sequence[_Kept], outcomes: list[Outcome]
) -> list[_Kept]:
    fresh: dict[str, _Kept] = {}
    for kept in waiting:
        if kept.sha256 in fresh or is_collected(round.store, kept.sha256):
            outcomes.append(Outcome(kept.name, "known"))
        else:
            fresh[kept.sha256] = kept
    return list(fresh.values())


_Where = tuple[int, Places, str]


def _save(round: Round, kept: _Kept, read: Reading | str, where: _Where) -> Outcome:
    number, places, received = where
    reading, reason = (read, "") if isinstance(read, Reading) else (None, read)
    incoming = Incoming(kept.name, kept.sha256, kept.size, received, reading, reason)
    if not save_file(round.store, incoming, number, places) and reading is not None:
        return Outcome(kept.name, "known")
    if reading is None:
        return Outcome(kept.name, "unreadable", reason=reason)
    return Outcome(kept.name, "read", reading)


def _iter_readings(
    places: Places, files: Sequence[_Kept], jobs: int
) -> Iterator[Reading | str]:
    """What each file gave, in order: a reading, or the line that says why there is none."""
    count = min(jobs or os.cpu_count() or 1, len(files))
    if count < 2 or (not jobs and sum(f.size for f in files) < _SMALL):
        yield from (_read_one(places, kept) for kept in files)
        return
    data = tree_to_xml(places.tree)
    with ProcessPoolExecutor(count, get_context("spawn"), _begin_worker, (data,)) as pool:
        yield from pool.map(_read_in_worker, files)


_WORKER: dict[str, Places] = {}


def _begin_worker(data: bytes) -> None:
    _WORKER["places"] = Places(xml_to_tree(data))


def _read_in_worker(kept: _Kept) -> Reading | str:
    return _read_one(_WORKER["places"], kept)


def _read_one(places: Places, kept: _Kept) -> Reading | str:
    """Read one file. Whatever is wrong with it stays its own matter: the others go on."""
    try:
        return refuse_empty(read_returned(Path(kept.path), kept.name, places), kept.name)
    except DraftingError as error:
        return str(error).replace(kept.path, kept.name)
    except (MemoryError, RecursionError, ArithmeticError, LookupError, ValueError, TypeError) as e:
        return f"{kept.name}: is broken in a way no reader knows ({type(e).__name__}: {e})"
