"""One text, several comments: numbered items, lines that each ask for something.

    1.建议删除第二款。2.建议明确主管部门。     two comments
    修改为：“（一）…；（二）…。”              one: what is quoted is wording, not numbering
"""

from __future__ import annotations

from collections.abc import Iterator

import regex as re

from drafting.text.numerals import read_numeral

_N = "[0-9０-９]{1,2}"
_C = "[一二三四五六七八九十]{1,3}"
_STYLES = (
    rf"(?P<n>{_N})\s*[.．、](?!\d)", rf"(?P<n>{_N})\s*[）)]", rf"[（(]\s*(?P<n>{_N})\s*[）)]",
    rf"(?P<n>{_C})\s*[、.．]", rf"[（(]\s*(?P<n>{_C})\s*[）)]、?", rf"第(?P<n>{_C})[，,、：:]",
    rf"(?P<n>{_C})是", rf"(?:建议|意见)(?P<n>{_N}|{_C})\s*[：:、.]", "(?P<n>[①-⑳])",
)  # fmt: skip
_MARKERS = tuple(re.compile(rf"(?:(?<=^|[\n。；;：:！!？?])\s*){style}\s*") for style in _STYLES)
_NUMBERED = re.compile("[1１①一]\\s*[.．、）)是，,：:]|[①]|第一|(?:建议|意见)[1１一]")
"""What every numbering has: a first number. Most cells have none."""
_PLAIN_STYLES = (style.replace("?P<n>", "?:") for style in _STYLES)
_LEADING = re.compile("|".join(rf"(?:{style})" for style in _PLAIN_STYLES) + r"|[-•·●○◆■]\s*")
_DIGITS, _CHINESE = re.compile("[0-9０-９]+|[①-⑳]"), re.compile("[一二三四五六七八九十]+")
_WORDING_FOLLOWS = re.compile(
    r"(?:改为|改成|表述为|调整为|增加.{0,20}|内容为|如下|即)\s*[：:]?\s*$"
)
_STARTS = re.compile(
    r"(?:建议|应当?|请|将|把|删|增|修改|补充|明确|第[\d一二三四五六七八九十]+[条款项]|对|关于"
    r"|不同意|反对|同意|支持)"
)
_OPENING, _CLOSING = "“「『《（(【", "”」』》）)】"
_SENTENCE_ENDS = "。！？!?；;\n"


def split_comments(text: str, shortest: int = 4) -> list[str]:
    """Return the comments that one cell holds: numbered items, else lines that each ask.

    The whole text is returned as one where neither is certain, or where a part would have fewer
    than ``shortest`` characters.
    """
    for marker in _MARKERS if _NUMBERED.search(text) else ():
        parts = _split_at(text, list(marker.finditer(text)), shortest)
        if len(parts) > 1:
            return parts
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(_STARTS.match(line) for line in lines):
        return lines
    return [text]


def strip_marker(line: str) -> tuple[str, str]:
    """Part a line from the number it begins with: "2.建议…" → ("2.", "建议…")."""
    found = _LEADING.match(line)
    if found is None or found.end() == len(line):
        return "", line
    return found[0], line[found.end() :].lstrip()


def marker_style(marker: str) -> str:
    """What a marker looks like, its number aside: "3." and "12." are one style; "" for none."""
    return str(_DIGITS.sub("1", _CHINESE.sub("一", "".join(marker.split()))))


def split_sentences(text: str) -> list[str]:
    """Return the sentences of ``text``, their signs kept; what is quoted is never cut."""
    return list(_iter_sentences(text))


def is_quoted(text: str, at: int) -> bool:
    """Whether place ``at`` of ``text`` stands inside “ ” (or 「 」, " ")."""
    before = text[:at]
    opened = before.count("“") + before.count("「") - before.count("”") - before.count("」")
    return opened > 0 or before.count('"') % 2 == 1


def _split_at(text: str, found: list[re.Match[str]], shortest: int) -> list[str]:
    """``text`` cut at the markers 1, 2, 3 … that stand outside of quotes; what precedes stays."""
    chosen: list[re.Match[str]] = []
    for match in found:
        wanted = len(chosen) + 1
        if _number(match["n"]) == wanted and not is_quoted(text, match.start("n")):
            chosen.append(match)
    if len(chosen) < 2 or _WORDING_FOLLOWS.search(text[: chosen[0].start()]):
        return [text]
    ends = [m.start() for m in chosen[1:]] + [len(text)]
    parts = [text[m.end() : end].strip() for m, end in zip(chosen, ends, strict=True)]
    head = text[: chosen[0].start()].strip()
    if min(map(len, parts)) < shortest:
        return [text]
    return [f"{head}\n{parts[0]}" if head else parts[0], *parts[1:]]


def _number(printed: str) -> int:
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    return read_numeral(printed) or 0


def _iter_sentences(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in _SENTENCE_ENDS and not depth:
            if text[start : at + 1].strip():
                yield text[start : at + 1]
            start = at + 1
    if text[start:].strip():
        yield text[start:]
