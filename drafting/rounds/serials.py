"""Numbers in cells of .xlsx, as text: 45000 with a date format is 2023-03-15, 3.0 is 3."""

from __future__ import annotations

from datetime import datetime, timedelta

import regex as re

from drafting.rounds.packages import Package, local

# ECMA-376 18.8.30: formats built in that show a date (27–36, 50–58 in Chinese locales)
_BUILT_IN = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def find_date_styles(package: Package) -> frozenset[int]:
    """Return the indexes of cell formats that show dates."""
    if not package.has("xl/styles.xml"):
        return frozenset()
    root = package.read_xml("xl/styles.xml")
    custom = {}
    styles: list[int] = []
    for element in root.iter():
        if local(element) == "numFmt":
            custom[element.get("numFmtId")] = element.get("formatCode") or ""
        elif local(element) == "cellXfs":
            styles = [int(xf.get("numFmtId") or 0) for xf in element if local(xf) == "xf"]
    return frozenset(i for i, n in enumerate(styles) if n in _BUILT_IN or _shows_date(custom, n))


def _shows_date(custom: dict[str | None, str], number: int) -> bool:
    code = _QUOTED.sub("", custom.get(str(number), "")).lower()
    return "y" in code or "d" in code or ("m" in code and "h" in code)


def serial_to_text(value: str, is_date: bool, since_1904: bool) -> str:
    """Return what the number ``value`` stands for; the number itself when it is no date."""
    try:
        number = float(value)
    except ValueError:
        return value
    if is_date and 0 < number < 2_958_466:
        start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
        moment = start + timedelta(days=number)
        whole = moment.replace(microsecond=0)
        return whole.date().isoformat() if number == int(number) else whole.isoformat()
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else value
