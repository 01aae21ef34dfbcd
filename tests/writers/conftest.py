"""Records made by hand, and a headless browser, for the tests of writers."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from drafting.comparison.changes import Change, Changes, Pair, Segment, Side
from drafting.writers.table import Cell, Column, Row, Run, Table, text_to_cell


@pytest.fixture(scope="session")
def date() -> datetime:
    """The date of everything that the tests write."""
    return datetime(2025, 8, 11, 9, 0, 0)


@pytest.fixture(scope="session")
def case(root: Path) -> Path:
    """The folder of real excerpts: 反垄断法 2007 and 2022, first two chapters."""
    return root / "tests" / "cases" / "writers"


_MARKS = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}|\[~(.*?)~\]|\{~(.*?)~\}", re.DOTALL)


def pair(text: str, old: int = -1, new: int = -1) -> Pair:
    """A pair written as [-deleted-] and {+inserted+}; [~ ~] and {~ ~} only follow."""
    made, at = [], 0
    for found in _MARKS.finditer(text):
        made += [Segment("equal", text[at : found.start()])] if found.start() > at else []
        deleted, inserted, left, came = found.groups()
        side = "insert" if deleted is None and left is None else "delete"
        made.append(Segment(side, deleted or inserted or left or came, bool(left or came)))
        at = found.end()
    made += [Segment("equal", text[at:])] if text[at:] else []
    eids = [f"art_{place}" if place >= 0 else "" for place in (old, new)]
    return Pair(*eids, tuple(made), old, new)


def change(kind: str, labels: str, *pairs: Pair, level: str = "article", **flags: object) -> Change:
    """A row; ``labels`` as "第三条 → 第四条 第五条"."""
    old, new = (tuple(side.split()) for side in labels.split("→"))
    olds = tuple(dict.fromkeys(p.old_eid for p in pairs if p.old_eid))
    news = tuple(dict.fromkeys(p.new_eid for p in pairs if p.new_eid))
    return Change(level, kind, old, new, olds, news, pairs, **flags)


@pytest.fixture(scope="session")
def sample_pair():
    """``pair``, for tests that write their own."""
    return pair


@pytest.fixture(scope="session")
def sample_changes() -> Changes:
    """One row of each kind, hostile text among them."""
    rows = (
        change("unchanged", "第一章 → 第一章", pair("第一章 总则", 0, 0), level="chapter"),
        change(
            "modified", "第一条 → 第一条",
            pair("第一条 经营者[-应当-]{+可以+}申报。\n=第二款<b>&{+\n第三款+}", 1, 1),
            marks=("应当→可以",),
        ),
        change("unchanged", "第二条 → 第二条", pair("第二条 不变的文字。", 2, 2)),
        change(
            "unchanged", "第九条 → 第三条", pair("[~第九条~]{~第三条~} 移动的文字。", 8, 3),
            moved=True, renumbered=True,
        ),
        change(
            "split", "第三条 → 第四条 第五条",
            pair("[~第三条~]{~第四条~} 前半。[-后半。-]", 3, 4),
            pair("[-第三条 前半。-]{~第五条 ~}后半。{+另加。+}", 3, 5),
        ),
        change(
            "merged", "第四条 第五条 → 第六条",
            pair("[~第四条~]{~第六条~} 甲。{+乙。+}", 4, 6),
            pair("[~第五条 ~]{+第六条 甲。+}乙。", 5, 6),
        ),
        change(
            "consequential", "第六条 → 第七条",
            pair("[~第六条~]{~第七条~} 依照[~第六条~]{~第七条~}办理。", 6, 7), renumbered=True,
        ),
        change("deleted", "第七条 →", pair("[-第七条 删去的文字。-]", 7)),
        change("inserted", "→ 第八条", pair("{+第八条 增加的文字。+}", new=8)),
        change(
            "unchanged", "第十条 → 第九条", pair("[~第十条~]{~第九条~} 只改序号。", 9, 9),
            renumbered=True,
        ),
        change("modified", "→", pair("[-第1页-]{+第2页+}", 10, 10), level="furniture"),
    )
    warnings = ("第二条引用的第六条应为第七条",)
    return Changes(Side("测试条例", 10), Side("测试条例（修订草案）", 9), rows, warnings=warnings)


@pytest.fixture(scope="session")
def sample_table() -> Table:
    """Answer and hidden columns, a group, every mark, hostile text, an annex."""
    columns = (
        Column("label", "条款", 8, "center"),
        Column("text", "内容", 30),
        Column("answer", "意见", 10, answer=True, choices=("同意", "不同意")),
        Column("eid", "eId", 8, formats=("xlsx", "csv"), hidden=True),
    )
    hostile = "=1+1<&>{{ x }}{% y %}{_{\n第二款"
    marked = Cell((Run("留"), Run("删", "delete"), Run("增", "insert"), Run("随", "follow")))
    rows = (
        Row((text_to_cell("第一章 总则"),), "chp_1", group=True),
        _row("第一条", text_to_cell(hostile), "art_1"),
        _row("第一百二十条之一", marked, "art_120-1"),
    )
    annex = Table("other", "附表", (Column("text", "内容", 20),), (Row((text_to_cell("-附"),)),))
    return Table(
        "sample", "《测试条例》示例表", columns, rows, ("上方",), ("下方",), (annex,), locked=True
    )


def _row(label: str, text: Cell, eid: str) -> Row:
    return Row((text_to_cell(label), text, Cell(), text_to_cell(eid)), eid)


CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome")
     if (path := shutil.which(name))), None,
)


class Browser:
    """One page of a headless Chromium, driven over its own debugging pipe.

    No driver, no package, no port: messages are JSON ended by NUL on descriptors 3 and 4.
    """

    def __init__(self, profile: Path, size: tuple[int, int] = (1400, 900)) -> None:
        assert CHROMIUM
        (read_here, write_there), (read_there, write_here) = _pipe(), _pipe()

        def plumb() -> None:
            os.dup2(read_there, 3)
            os.dup2(write_there, 4)

        self._process = subprocess.Popen(
            [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-dev-shm-usage", "--disable-background-networking", "--hide-scrollbars",
             f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}",
             "--remote-debugging-pipe", "about:blank"],
            preexec_fn=plumb, pass_fds=(3, 4),  # noqa: PLW1509 (no threads here)
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )
        os.close(read_there)
        os.close(write_there)
        self._in, self._out = read_here, write_here
        self._rest, self._count, self._session = b"", 0, ""
        self.requests: list[str] = []
        """Every address that the pages asked for."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send one command and return its result."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            chunk = os.read(self._in, 1 << 20)
            assert chunk, "the browser has gone"
            self._rest += chunk
        message, self._rest = self._rest.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(message)
        if answer.get("method") == "Network.requestWillBeSent":
            self.requests.append(answer["params"]["request"]["url"])
        return answer

    def open(self, url: str) -> None:
        """Load ``url`` and wait until it stands."""
        self.call("Page.navigate", url=url)
        for _ in range(400):
            if self.run("document.readyState") == "complete" and self.run("location.href") == url:
                return
            time.sleep(0.025)
        raise AssertionError(f"{url} did not load")

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression (a promise is waited for)."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key as a person does."""
        text = key if len(key) == 1 else ""
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)
        self.settle()

    def settle(self) -> None:
        """Wait for three frames: scrolling and layout are done."""
        frames = "new Promise(d => { let n = 3; (function f() { n-- ? requestAnimationFrame(f)"
        self.run(f"{frames} : d(1) }})() }})")

    def picture(self, path: Path) -> None:
        """Save what the window shows."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def pdf(self, path: Path) -> None:
        """Save the page as it would be printed."""
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        path.write_bytes(base64.b64decode(answer["data"]))

    def close(self) -> None:
        """End the browser that this object began."""
        self._session = ""
        try:
            self.call("Browser.close")
            self._process.wait(10)
        except (AssertionError, OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)


def _pipe() -> tuple[int, int]:
    """A pipe well above the descriptors that the browser expects."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A headless browser; the test skips where none is installed."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium (apt-get install chromium), which is not installed")
    started = Browser(tmp_path_factory.mktemp("browser"))
    yield started
    started.close()
