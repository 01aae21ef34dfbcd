"""Accept all and reject all in LibreOffice: run by the system's Python, which has ``uno``.

    /usr/bin/python3 office_resolver.py FILE.docx…

prints one JSON line a file: {"file", "redlines", "accepted": […], "rejected": […]}, the paragraphs of
body and tables in order. Starts an office of its own with a private profile and stops it; an office
that dies is started anew.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

COMMANDS = {
    "accepted": ".uno:AcceptAllTrackedChanges", "rejected": ".uno:RejectAllTrackedChanges",
}


class Office:
    """One LibreOffice process behind a pipe."""

    def __enter__(self):
        self.profile = tempfile.mkdtemp(prefix="office-")
        pipe = f"drafting{os.getpid()}{time.monotonic_ns()}"
        self.process = subprocess.Popen(
            ["soffice", f"-env:UserInstallation={Path(self.profile).as_uri()}", "--headless",
             "--norestore", "--nologo", "--nodefault", "--nolockcheck",
             f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", context
        )
        self.context = self._connect(resolver, f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        manager = self.context.ServiceManager
        self.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)
        self.dispatcher = manager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", self.context
        )
        return self

    def _connect(self, resolver, address):
        for _ in range(240):
            try:
                return resolver.resolve(address)
            except Exception:
                time.sleep(0.25)
        raise SystemExit("LibreOffice does not start")

    def __exit__(self, *_):
        with contextlib.suppress(Exception):
            self.desktop.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.profile, ignore_errors=True)

    def resolve(self, path, command):
        """(paragraphs, number of redlines) of a private copy after ``command``."""
        copy = Path(self.profile) / f"{time.monotonic_ns()}.docx"
        shutil.copyfile(path, copy)
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", True
        document = self.desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, (hidden,))
        document.RecordChanges = False
        redlines = sum(1 for _ in iterate(document.getRedlines()))
        frame = document.getCurrentController().getFrame()
        self.dispatcher.executeDispatch(frame, command, "", 0, ())
        paragraphs = list(paragraphs_of(document.getText()))
        document.close(True)
        return paragraphs, redlines


def iterate(container):
    """What a UNO enumeration holds."""
    entries = container.createEnumeration()
    while entries.hasMoreElements():
        yield entries.nextElement()


def paragraphs_of(text):
    """The paragraphs of a text, those of its tables cell by cell."""
    for paragraph in iterate(text):
        if not paragraph.supportsService("com.sun.star.text.TextTable"):
            yield paragraph_text(paragraph)
            continue
        for name in sorted(paragraph.getCellNames(), key=cell_order):
            yield from paragraphs_of(paragraph.getCellByName(name))


def paragraph_text(paragraph):
    """The text without the anchors of notes."""
    portions = (p for p in iterate(paragraph) if p.TextPortionType in ("Text", "TextField"))
    return "".join(portion.getString() for portion in portions)


def cell_order(name):
    """A2 before B2 before A3."""
    digits = "".join(c for c in name if c.isdigit())
    return int(digits or 0), name


def main(paths):
    office = Office().__enter__()
    try:
        for path in paths:
            for attempt in range(3):
                try:
                    found = {key: office.resolve(path, c) for key, c in COMMANDS.items()}
                    break
                except Exception:
                    if attempt == 2:
                        raise
                    office.__exit__()
                    office = Office().__enter__()
            record = {key: lines for key, (lines, _) in found.items()}
            record["file"], record["redlines"] = str(path), found["accepted"][1]
            print(json.dumps(record, ensure_ascii=False), flush=True)
    finally:
        office.__exit__()


if __name__ == "__main__":
    main(sys.argv[1:])
