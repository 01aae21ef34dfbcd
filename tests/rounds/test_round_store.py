"""The store: the same on SQLite and PostgreSQL, whole after a kill, shared by two at once."""

from __future__ import annotations

import csv
import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from drafting.akn import Tree, tree_to_xml, xml_to_tree
from drafting.errors import DraftingError
from drafting.rounds import schema
from drafting.rounds.answerbook import AnswerSettings
from drafting.rounds.answering import answer_round
from drafting.rounds.carrying import carry_round
from drafting.rounds.collecting import CollectSettings, collect_files
from drafting.rounds.folder import Round, open_folder
from drafting.rounds.opening import open_round
from drafting.rounds.records import load_files, load_log, load_voices
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
    halves = (files[:9], files[:2:-1])
    running = [_start(_collect_here, round_folder, half) for half in halves]
    for process in running:
        process.join(120)
        assert process.exitcode == 0
    with open_folder(round_folder) as opened:
        assert _count(opened) == (12, 240, 0, 0)
        pairs = [(v.file_id, v.comment.place) for v in load_voices(opened.store)]
        assert len(set(pairs)) == 240


def _collect_here(folder: Path, files: list[Path]) -> None:
    with open_folder(folder) as opened:
        settings = CollectSettings("2025-09-11T09:00:00", 1)
        collect_files(opened, [str(f) for f in files], settings)


def _answer_here(folder: Path, table: Path) -> None:
    with open_folder(folder) as opened:
        answer_round(opened, str(table), AnswerSettings("王芳", "2025-09-20"))


def _carry_here(folder: Path, number: int) -> None:
    with open_folder(folder) as opened:
        carry_round(opened, _next_draft(opened.load_draft(1), number), "2025-10-01")


def _next_draft(tree: Tree, number: int) -> Tree:
    """The draft with some words of its own: no two numbers give the same text."""
    data = tree_to_xml(tree).replace("应当".encode(), f"应当{'再' * number}".encode())
    return xml_to_tree(data)


def _start(work: Callable[..., None], *arguments: object) -> ForkProcess:
    # a fork has everything imported: what is killed is the work, not the start of Python
    process = get_context("fork").Process(target=work, args=arguments)
    process.start()
    return process


def _kill(delay: float, work: Callable[..., None], *arguments: object) -> bool:
    """Let ``work`` run in a process of its own and kill it; whether it was still at work."""
    process = _start(work, *arguments)
    process.join(delay)
    alive = process.is_alive()
    process.kill()
    process.join()
    return alive


DELAYS = (0.0, 0.01, 0.02, 0.04, 0.06, 0.09, 0.13, 0.18, 0.25, 0.35)
"""Seconds until each kill: before the store is open, between transactions, in the midst of one."""


def test_killed_at_any_moment_a_collect_goes_on_where_it_was(round_folder, tmp_path) -> None:
    files = _letters(tmp_path / "in", 24, 20)
    killed = []
    for delay in DELAYS:
        killed.append(_kill(delay, _collect_here, round_folder, files))
        with open_folder(round_folder) as opened:
            found, comments, unanchored, _ = _count(opened)
        # a file is there with all of its comments or not at all
        assert comments == found * 20
        assert not unanchored
    assert any(killed)
    _collect_here(round_folder, files)
    with open_folder(round_folder) as opened:
        assert _count(opened) == (24, 480, 0, 0)
        kept = [p for p in (round_folder / "files").rglob("*") if p.is_file()]
        assert len([p for p in kept if not p.name.startswith(".part-")]) == 24


def test_killed_at_any_moment_answers_are_all_kept_or_none(round_folder, tmp_path) -> None:
    files = _letters(tmp_path / "in", 10, 48)
    _collect_here(round_folder, files)
    killed = []
    for number, delay in enumerate(DELAYS):
        with open_folder(round_folder) as opened:
            table = _answer_table(opened, tmp_path, f"第{number}次答复")
            before = len(load_log(opened.store))
        killed.append(_kill(delay, _answer_here, round_folder, table))
        with open_folder(round_folder) as opened:
            told = {v.answer for v in load_voices(opened.store)}
            log = load_log(opened.store)
        assert len(told) == 1
        assert len(log) - before in (0, 480)
        assert (told == {f"第{number}次答复"}) == (len(log) > before)
    assert any(killed)


def _answer_table(opened: Round, folder: Path, answer: str) -> Path:
    path = folder / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("意见标识", "意见编号", "处理意见", "处理理由", "原状态"))
        writer.writerows(
            (f"c{v.id}", v.id, "采纳", answer, v.status) for v in load_voices(opened.store)
        )
    return path


def test_killed_at_any_moment_a_carry_is_whole_or_nothing(round_folder, tmp_path) -> None:
    _collect_here(round_folder, _letters(tmp_path / "in", 10, 48))
    killed = []
    for number, delay in enumerate(DELAYS, 1):
        killed.append(_kill(delay * 2, _carry_here, round_folder, number))
        with open_folder(round_folder) as opened:
            newest = opened.newest
            standing = {len({s.draft for s in v.standings}) for v in load_voices(opened.store)}
        assert standing == {newest}
    assert any(killed)
    _carry_here(round_folder, len(DELAYS) + 1)
    with open_folder(round_folder) as opened:
        assert (round_folder / f"draft-{opened.newest}.xml").is_file()


def test_no_room_is_one_clear_line_and_nothing_half_written(opened, tmp_path, monkeypatch) -> None:
    """A disk that fills up: as the limit on the size of a file shows it to a process."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000));" + CODE
    )
    big = tmp_path / "big.txt"
    big.write_text("第八条建议删去。\n" * 10_000, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, "round", "collect", str(tmp_path / "round"), str(big)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent.parent)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "make room" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "round" / "files").rglob(".part-*"))
    assert _count(opened)[:2] == (0, 0)


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
