"""The folder that is a round: its settings, its store, the files that came back.

    DIR/round.json           title, body, period, where the store is
        round.sqlite         the store (unless it is a PostgreSQL server)
        draft.xml            the draft's tree; draft-2.xml … after each carry
        notice.docx          the notice of consultation
        form.docx form.xlsx  the forms for comments
        files/ab/abcd….docx  every file that came back, named by its own SHA-256
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path

from drafting.akn import Tree, xml_to_tree
from drafting.errors import DraftingError, OutputError
from drafting.records import record
from drafting.rounds.store import Store

SETTINGS = "round.json"
SQLITE = "round.sqlite"
_VERSION = 1


@record
class RoundSettings:
    """What ``round.json`` says. Dates are ISO 8601; ``store`` is a URL without password, or ""."""

    title: str
    organ: str
    first: str
    until: str
    by: str = "article"
    store: str = ""
    schema: str = ""
    version: int = _VERSION


class Round:
    """A round in its folder. Use as a context, so that its store is let go of."""

    def __init__(self, folder: Path, settings: RoundSettings, store_url: str = "") -> None:
        self.folder = folder
        self.settings = settings
        url = store_url or settings.store or (folder / SQLITE).resolve()
        self.store = Store(url, settings.schema)

    def __enter__(self) -> Round:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def path(self, name: str) -> Path:
        """The path of a file of the folder."""
        return self.folder / name

    def keep_file(self, data: bytes, suffix: str) -> tuple[str, Path]:
        """Keep the bytes of a returned file under their own hash; return hash and path.

        Written whole and then named, so that a kill leaves no half file under its name.
        """
        digest = hashlib.sha256(data).hexdigest()
        place = self.folder / "files" / digest[:2]
        target = place / f"{digest}{suffix}"
        if not target.exists():
            place.mkdir(parents=True, exist_ok=True)
            write_whole(target, data)
        return digest, target

    @cached_property
    def newest(self) -> int:
        """The number of the newest draft."""
        from sqlalchemy import func, select

        from drafting.rounds import schema

        with self.store.read() as connection:
            return int(connection.execute(select(func.max(schema.drafts.c.no))).scalar() or 0)

    def load_draft(self, number: int) -> Tree:
        """The tree of draft ``number``, from 1."""
        from sqlalchemy import select

        from drafting.rounds import schema

        with self.store.read() as connection:
            query = select(schema.drafts.c.tree).where(schema.drafts.c.no == number)
            data = connection.execute(query).scalar()
        if data is None:
            raise DraftingError(f"{self.folder}: has no draft {number}")
        return xml_to_tree(bytes(data), f"draft {number}")


def open_folder(folder: str | Path, store_url: str = "") -> Round:
    """Open the round in ``folder``; ``store_url`` says where its store is now, password and all.

    Raises DraftingError with one line when the folder is no round or its store is not there.
    """
    path = Path(folder)
    try:
        known = json.loads((path / SETTINGS).read_text("utf-8"))
        settings = RoundSettings(**known)
    except FileNotFoundError:
        raise DraftingError(f"{folder}: is no round; make one with `drafting round open`") from None
    except (OSError, ValueError, TypeError) as error:
        raise DraftingError(f"{path / SETTINGS}: cannot be read ({error})") from None
    if settings.version != _VERSION:
        raise DraftingError(f"{folder}: is a round of version {settings.version}, not {_VERSION}")
    if not settings.store and not store_url and not (path / SQLITE).is_file():
        raise DraftingError(f"{path / SQLITE}: the round's store is missing; put it back")
    opened = Round(path, settings, store_url)
    opened.store.check()
    return opened


def save_settings(round: Round) -> None:
    """Write ``round.json``, the store's password left out."""
    shown = round.store.address if round.settings.store else ""
    settings = replace(round.settings, store=shown)
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=2)
    write_whole(round.path(SETTINGS), f"{text}\n".encode())


def write_whole(target: Path, data: bytes) -> None:
    """Write ``data`` under another name, see it onto the disk, then give it its name.

    Raises OutputError when there is no room or no right; nothing half written stays.
    """
    part = None
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(0o644)
        Path(part).replace(target)
    except OSError as error:
        if part is not None:
            Path(part).unlink(missing_ok=True)
        reason = f"cannot be written ({error.strerror})"
        raise OutputError(target, reason, "make room, or look at the rights of its folder") from None
