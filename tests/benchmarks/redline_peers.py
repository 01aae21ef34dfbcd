"""Redlines of one large pair by this project and by other tools, in the same run.

    python redline_peers.py OLD.txt NEW.txt [--truth truth.json] [--peers PYTHON] [--runs 3]

OLD and NEW are a pair of ``generator.py`` (plan "l1200-lines": 96 word edits, articles put in and taken
out of one line each; "l1200-single": of any length; "l1200": 183 word edits). ``--peers`` is the Python of an environment
that holds python-redlines[docxodus] and, if it can be had, jubarte-redlines; LibreOffice is asked when
``soffice`` is there. Every tool gets the same two Word files (the texts as this project prints them)
and is timed as a whole process, the best of ``--runs``: wall clock (s) and processor (cpu; it hardly
depends on what else the machine does, and the ratio is of it); "text" is the whole command on the
.txt files. "hidden" counts moves whose two ends have other words without a mark on them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

from lxml import etree

from drafting.akn import Tree
from drafting.api import load
from drafting.word.document import DocumentSettings, tree_to_docx
from drafting.word.names import DEL_TEXT, REVISIONS, RPR, T, w
from drafting.word.package import read_package
from drafting.word.revisions import read_lines
from drafting.word.settings import LABEL_AUTHOR

OURS = "from drafting.cli import main; main()"
DOCXODUS = """
import sys
from python_redlines import DocxodusEngine
out = sys.argv[3]
old, new = (open(p, "rb").read() for p in sys.argv[1:3])
open(out, 'wb').write(DocxodusEngine().run_redline('peer', old, new)[0])
"""
JUBARTE = """
import sys, jubarte_redlines
old, new = (open(p, 'rb').read() for p in sys.argv[1:3])
open(sys.argv[3], 'wb').write(jubarte_redlines.compare_documents(old, new))
"""
OFFICE = """
import os, subprocess, sys, tempfile, time
from pathlib import Path
import uno
from com.sun.star.beans import PropertyValue
def value(name, it):
    made = PropertyValue(); made.Name, made.Value = name, it
    return made
old, new, out = (Path(p).resolve().as_uri() for p in sys.argv[1:4])
pipe = f'compare{os.getpid()}'
profile = tempfile.mkdtemp()
office = subprocess.Popen(['soffice', f'-env:UserInstallation={Path(profile).as_uri()}', '--headless',
    '--norestore', '--nologo', '--nodefault', f'--accept=pipe,name={pipe};urp;'])
context = uno.getComponentContext()
resolver = context.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', context)
for _ in range(200):
    try:
        remote = resolver.resolve(f'uno:pipe,name={pipe};urp;StarOffice.ComponentContext'); break
    except Exception:
        time.sleep(0.1)
manager = remote.ServiceManager
desktop = manager.createInstanceWithContext('com.sun.star.frame.Desktop', remote)
document = desktop.loadComponentFromURL(new, '_blank', 0, (value('Hidden', True),))
dispatcher = manager.createInstanceWithContext('com.sun.star.frame.DispatchHelper', remote)
dispatcher.executeDispatch(document.getCurrentController().getFrame(), '.uno:CompareDocuments', '', 0,
    (value('URL', old), value('NoAcceptDialog', True)))
document.storeToURL(out, (value('FilterName', 'MS Word 2007 XML'),))
document.close(True)
try:
    desktop.terminate()
except Exception:
    pass
office.wait(20)
"""


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = [Path(options.old), Path(options.new)]
        files = [folder / "old.docx", folder / "new.docx"]
        settings = DocumentSettings(date=datetime(2025, 1, 1), furniture=True)
        for text, file in zip(texts, files, strict=True):
            file.write_bytes(tree_to_docx(load(text), settings))
        wanted = [[n.text for n in load(text).lines] for text in texts]
        print(f"{'tool':<22}{'s':>7}{'cpu':>7}{'ratio':>7}{'ins':>8}{'del':>8}{'marks':>7}{'labels':>8}"
              f"{'moves':>7}{'hidden':>7}  both texts")
        base = 0.0
        for tool, command in _commands(options.peers, texts, files, folder):
            out = folder / "out.docx"
            seconds, used = _time(command, out, options.runs)
            base = base or used
            if seconds < 0:
                print(f"{tool:<22} did not run")
                continue
            data = out.read_bytes()
            print(f"{tool:<22}{seconds:7.2f}{used:7.2f}{used / base:7.1f}{_count(data)}  "
                  f"{_both(data, wanted)}", flush=True)
        if options.truth:
            _tell_truth(Path(options.truth), load(texts[0]), load(texts[1]))
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"largest child process: {memory // 1024} MB")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--truth")
    parser.add_argument("--peers")
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def _commands(
    peers: str | None, texts: list[Path], files: list[Path], folder: Path
) -> list[tuple[str, list[str]]]:
    out = str(folder / "out.docx")
    pair, word = [str(t) for t in texts], [str(f) for f in files]
    ours = [sys.executable, "-c", OURS, "redline"]
    commands = [
        ("drafting, text", [*ours, *pair, "-o", out, "--force"]),
        ("drafting, user's file", [*ours, *word, "-o", out, "--force"]),
    ]
    if peers:
        commands.append(("python-redlines 2", [peers, "-c", DOCXODUS, *word, out]))
        commands.append(("jubarte", [peers, "-c", JUBARTE, *word, out]))
    if shutil.which("soffice"):
        commands.append(("LibreOffice compare", ["/usr/bin/python3", "-c", OFFICE, *word, out]))
    return commands


def _time(command: list[str], out: Path, runs: int) -> tuple[float, float]:
    """The best wall-clock and processor seconds of the whole process; -1 when it fails."""
    walls, used = [], []
    for _ in range(runs):
        out.unlink(missing_ok=True)
        start, before = time.perf_counter(), _children()
        done = subprocess.run(command, capture_output=True, check=False)
        walls.append(time.perf_counter() - start)
        used.append(_children() - before)
        if done.returncode or not out.exists():
            return -1.0, -1.0
    return min(walls), min(used)


def _children() -> float:
    """Processor seconds of the processes run so far."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def _count(data: bytes) -> str:
    """Characters put in and taken out, marks, marks of labels that follow, moves."""
    root = read_package(data).document
    characters: Counter[str] = Counter()
    marks: Counter[bool] = Counter()
    for change in root.iter(*REVISIONS):
        parent = change.getparent()
        if parent is not None and parent.tag != RPR and change.tag in (w("ins"), w("del")):
            follows = change.get(w("author")) == LABEL_AUTHOR
            marks[follows] += 1
            if not follows:
                texts = change.iter(T, DEL_TEXT)
                characters[str(change.tag)] += sum(len(t.text or "") for t in texts)
    moves = {e.get(w("name")) for e in root.iter(w("moveFromRangeStart"))}
    return (f"{characters[w('ins')]:8}{characters[w('del')]:8}{marks[False]:7}{marks[True]:8}"
            f"{len(moves):7}{_count_hidden(root):7}")


def _count_hidden(root: etree._Element) -> int:
    """Moves whose unmarked words differ between both ends."""
    words: dict[str, dict[str, str]] = {}
    for side in ("From", "To"):
        name = ""
        for element in root.iter(w(f"move{side}RangeStart"), w(f"move{side}RangeEnd"), w(f"move{side}")):
            if element.tag == w(f"move{side}RangeStart"):
                name = element.get(w("name"), "")
            elif element.tag == w(f"move{side}"):
                text = "".join(t.text or "" for t in element.iter(T, DEL_TEXT))
                ends = words.setdefault(name, {"From": "", "To": ""})
                ends[side] += text
    return sum(ends["From"] != ends["To"] for ends in words.values())


def _both(data: bytes, wanted: list[list[str]]) -> str:
    got = [[line for line in read_lines(data, accept) if line.strip()] for accept in (False, True)]
    told = [name for name, a, b in zip(("old", "new"), got, wanted, strict=True) if a != b]
    return "yes" if not told else f"NOT the {' nor the '.join(told)}"


def _tell_truth(path: Path, old: Tree, new: Tree) -> None:
    """What the generator did: the least that has to be marked, in marks and characters."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    edits = [edit for link in truth["links"] for edit in link.get("edits", [])]
    gone, come = _whole(old, truth["deleted"]), _whole(new, truth["inserted"])
    marks = sum(bool(text) for edit in edits for text in edit) + len(gone) + len(come)
    taken, put = (sum(len(edit[side]) for edit in edits) for side in (0, 1))
    moved = sum(bool(link["moved"]) for link in truth["links"])
    print(f"generator: {len(edits)} word edits, {moved} moves, {len(truth['inserted'])} articles put in, "
          f"{len(truth['deleted'])} taken out; at least {marks} marks, "
          f"{put + sum(map(len, come))} characters put in, {taken + sum(map(len, gone))} taken out")


def _whole(tree: Tree, numbers: list[str]) -> list[str]:
    """The lines of whole articles: each is one mark."""
    wanted = {f"art_{number}" for number in numbers}
    return [line.text for unit in tree.units if unit.eid in wanted for line in unit.lines]


if __name__ == "__main__":
    main()
