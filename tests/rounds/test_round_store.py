"""The store: the same on SQLite and PostgreSQL, whole after a kill, shared by two at once."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from drafting.errors import DraftingError
from drafting.rounds import schema
from drafting.rounds.folder import Round, open_folder
from drafting.rounds.opening import open_round
from drafting.rounds.records import load_files, load_voices
from drafting.rounds.store import Store

CODE = "from drafting.cli import main; main()"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Where the store is: "" for SQLite in the folder."""
    if request.param == "sqlite":
        return ""
    found: str = request.getfixturevalue("postgresql")
    return found


@pytest.fixture
def round_folder(url, draft, tmp_path, open_settings):
    """A fresh round on either kind of store; its schema goes with it."""
    settings = dataclasses.replace(open_settings, store=url)
    open_round(draft, tmp_path / "round", settings)
    yield tmp_path / "round"
    if url:
        with open_folder(tmp_path / "round") as opened, opened.store.write() as connection:
            connection.execute(text(f'DROP SCHEMA "{opened.store.schema}" CASCADE'))


def _collect(folder: Path, *files: Path) -> subprocess.Popen[bytes]:
    root = Path(__file__).parent.parent.parent
    return subprocess.Popen(
        [sys.executable, "-c", CODE, "round", "collect", str(folder), *map(str, files)],
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )


def _letters(folder: Path, count: int, lines: int = 3) -> list[Path]:
    folder.mkdir(exist_ok=True)
    made = []
    for number in range(count):
        said = "\n".join(f"{n}. 第{n % 48 + 1}条建议补充{number}号内容甲{n}。" for n in range(lines))
        path = folder / f"letter-{number:03}.txt"
        path.write_text(f"{said}\n市民 王小明\n", encoding="utf-8")
        made.append(path)
    return made


def _count(round: Round) -> tuple[int, int, int, int]:
    """Files, comments, comments without an anchor, comments without a group."""
    with round.store.read() as connection:
        def one(query: object) -> int:
            return int(connection.execute(query).scalar() or 0)  # type: ignore[call-overload]

        comments = schema.comments
        anchored = select(schema.anchors.c.comment_id)
        return (
            one(select(func.count()).select_from(schema.files)),
            one(select(func.count()).select_from(comments)),
            one(select(func.count()).where(comments.c.id.not_in(anchored))),
            one(select(func.count()).where(comments.c.group_id.is_(None))),
        )


def test_round_trip_on_either_store(round_folder, collect, tmp_path) -> None:
    files = _letters(tmp_path / "in", 3)
    with open_folder(round_folder) as opened:
        first = collect(opened, *files)
        again = collect(opened, *files)
        assert (first.comments, again.comments) == (9, 0)
        assert [o.status for o in again.outcomes] == ["known"] * 3
        voices = load_voices(opened.store)
        assert [v.comment.anchors[0].eid for v in voices[:3]] == ["art_1", "art_2", "art_3"]
        assert {v.comment.proposer for v in voices} == {"王小明"}
        assert [f.comments for f in load_files(opened.store)] == [3, 3, 3]


def test_two_collects_at_once_lose_and_double_nothing(round_folder, tmp_path) -> None:
    files = _letters(tmp_path / "in", 12, 20)
    # the second half is in both, in opposite order
    running = [_collect(round_folder, *files[:9]), _collect(round_folder, *reversed(files[3:]))]
    for process in running:
        assert process.wait(120) == 0, process.stderr.read().decode()  # type: ignore[union-attr]
    with open_folder(round_folder) as opened:
        assert _count(opened) == (12, 240, 0, 0)
        pairs = [(v.file_id, v.comment.place) for v in load_voices(opened.store)]
        assert len(set(pairs)) == 240


def test_killed_at_any_moment_it_goes_on_where_it_was(round_folder, tmp_path) -> None:
    files = _letters(tmp_path / "in", 30, 40)
    with open_folder(round_folder) as opened:
        for committed in (1, 14):
            process = _collect(round_folder, *files)
            while _count(opened)[0] < committed and process.poll() is None:
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
            process.wait()
            found, comments, unanchored, _ = _count(opened)
            # a file is there with all of its comments or not at all
            assert comments == found * 40
            assert not unanchored
    assert _collect(round_folder, *files).wait(120) == 0
    with open_folder(round_folder) as opened:
        assert _count(opened) == (30, 1200, 0, 0)
        kept = [p for p in (round_folder / "files").rglob("*") if p.is_file()]
        assert len([p for p in kept if not p.name.startswith(".part-")]) == 30


def test_rounds_of_one_server_do_not_meet(draft, tmp_path, postgresql, open_settings) -> None:
    settings = dataclasses.replace(open_settings, store=postgresql)
    open_round(draft, tmp_path / "one", settings)
    with pytest.raises(DraftingError, match="holds this round already"):
        open_round(draft, tmp_path / "two", settings)
    later = dataclasses.replace(settings, first=settings.first.replace(day=12))
    open_round(draft, tmp_path / "three", later)
    with open_folder(tmp_path / "one") as one, open_folder(tmp_path / "three") as three:
        assert one.store.schema != three.store.schema


def test_a_password_is_not_written_down(draft, tmp_path, open_settings, monkeypatch) -> None:
    from drafting.rounds.folder import RoundSettings, save_settings

    settings = RoundSettings("题", "", "2025-08-11", "2025-09-10", store="x", schema="s")
    url = "postgresql+psycopg://somebody:secret@localhost/rounds"
    with Round(tmp_path, dataclasses.replace(settings, store=url)) as opened:
        save_settings(opened)
        assert "secret" not in opened.store.shown
    written = (tmp_path / "round.json").read_text("utf-8")
    assert "secret" not in written
    assert "somebody@localhost" in written


@pytest.mark.parametrize(
    ("url", "reason"),
    [("mysql://x/y", "use sqlite or postgresql"), ("nonsense", "write postgresql"),
     ("postgresql+psycopg://nobody@/x?host=/nowhere", "check the store")],
)
def test_a_store_that_is_none_is_one_clear_line(url: str, reason: str) -> None:
    with pytest.raises(DraftingError, match=reason) as caught:
        Store(url).create()
    assert "\n" not in str(caught.value)


def test_a_store_of_another_version_is_refused(opened, tmp_path) -> None:
    with opened.store.write() as connection:
        connection.execute(schema.settings.update().values(value="0"))
    with pytest.raises(DraftingError, match="version 0"):
        open_folder(tmp_path / "round")


def test_no_round_no_store_no_folder(tmp_path, opened) -> None:
    with pytest.raises(DraftingError, match="is no round"):
        open_folder(tmp_path)
    (tmp_path / "round" / "round.sqlite").unlink()
    with pytest.raises(DraftingError, match="store is missing"):
        open_folder(tmp_path / "round")
