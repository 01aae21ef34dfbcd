"""Old and other office files (.doc .wps .rtf .odt) → .docx by LibreOffice, where it is installed.

LibreOffice runs apart from the user's own: a profile made for this one call, no macros, no links
followed, a proxy that leads nowhere, and an end after ``TIMEOUT`` seconds.
"""

from __future__ import annotations

import dataclasses
import io
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from pathlib import Path

from drafting.errors import SourceError
from drafting.sources.files import BROKEN_ZIP
from drafting.sources.lines import Source
from drafting.sources.package import open_package, refuse_bombs

NOWHERE = "http://127.0.0.1:9"
"""A proxy that leads nowhere: nothing is ever fetched."""
TIMEOUT = 120
"""Seconds that a conversion may take (a thousand pages take about twenty)."""
MEMORY = 6 << 20
"""Kilobytes of address space that LibreOffice may take, where the system can limit it."""
PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
"""What LibreOffice is asked to write, by suffix."""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read_office(name: str, data: bytes, kind: str, track_changes: str = "accept") -> Source:
    """Return the lines of an office file of ``kind`` ("doc", "wps", "rtf", "odt").

    Its lines have no origin: what is written back goes into a .docx. Raises SourceError when
    LibreOffice is not there, cannot read the file, or takes too long.
    """
    from drafting.sources.docx import read_docx

    if _is_encrypted(data):
        raise SourceError(name, "is encrypted", "save it without a password")
    if data.startswith(b"PK"):
        refuse_bombs(open_package(name, data))
    converted = convert(name, data, kind, find_soffice(name))
    source = read_docx(name, converted, track_changes)
    lines = tuple(line._replace(origin=None) for line in source.lines)
    notes = (f"read through LibreOffice ({kind} to docx)", *source.notes)
    return dataclasses.replace(source, lines=lines, format=kind, notes=notes)


def find_soffice(name: str) -> str:
    """The path of LibreOffice. Raises SourceError for the source ``name`` when there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    found = found or next((place for place in PLACES if Path(place).is_file()), None)
    if found is None:
        raise SourceError(
            name,
            "needs LibreOffice, which is not installed here",
            "install it, or save the file as .docx",
        )
    return found


def convert(name: str, data: bytes, kind: str, soffice: str, to: str = "docx") -> bytes:
    """The .docx (or .xlsx: ``to``) that LibreOffice makes of ``data``. Raises SourceError."""
    with tempfile.TemporaryDirectory(prefix="drafting-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / f"source.{kind}").write_bytes(data)
        _write_profile(place / "profile")
        command = [
            soffice,
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
            *("--convert-to", FILTERS[to], "--outdir", str(place / "out")),
            str(place / f"source.{kind}"),
        ]
        _run(name, command)
        made = place / "out" / f"source.{to}"
        if not made.is_file():
            raise SourceError(
                name, "LibreOffice cannot read it (damaged or encrypted)", f"save it as .{to}"
            )
        return made.read_bytes()


def _run(name: str, command: list[str]) -> None:
    environment = os.environ | dict.fromkeys(("http_proxy", "https_proxy"), NOWHERE)
    if os.name == "posix":
        command = ["/bin/sh", "-c", f'ulimit -v {MEMORY} 2>/dev/null; exec "$@"', "sh", *command]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise SourceError(name, f"LibreOffice does not start ({error})", "mend it") from None
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        raise SourceError(
            name, f"LibreOffice took more than {TIMEOUT} seconds", "save it as .docx"
        ) from None
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End what we started, and what that started, if it still runs."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _write_profile(profile: Path) -> None:
    items = "".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _SETTINGS)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )


def _is_encrypted(data: bytes) -> bool:
    """Whether an OpenDocument's manifest or an old Word document's header says so.

    The header (FIB) begins with 0xA5EC at a sector; bit 0x0100 of its flags is fEncrypted
    ([MS-DOC] 2.5.2).
    """
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(
                "META-INF/manifest.xml"
            ) as manifest:
                return b"encryption-data" in manifest.read(1 << 20)
        except (*BROKEN_ZIP, KeyError, RuntimeError):
            return False
    sectors = range(512, min(len(data), 1 << 20), 512)
    at = next((at for at in sectors if data[at : at + 2] == b"\xec\xa5"), None)
    return at is not None and int.from_bytes(data[at + 10 : at + 12], "little") & 0x0100 != 0
