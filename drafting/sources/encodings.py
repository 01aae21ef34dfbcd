"""Bytes → text, strictly: BOM, UTF-8, UTF-16, GB18030, Big5, then a guess that is checked.

No byte is ever replaced in silence: what cannot be decoded is one error that names the place.
The certain cases come first (a BOM; valid UTF-8). The others are told apart by reading the text
in each candidate encoding and counting everyday characters: a text read in the wrong one turns
into rare characters (锛岀, 撣), so the right one wins by far. Where none wins,
``charset-normalizer`` is asked, and believed only if what it says reads as Chinese.
"""

from __future__ import annotations

import codecs

from drafting.errors import SourceError
from drafting.records import record

EVERYDAY = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過"
    "子说說产產种種面而方后後多定行学學法所民得经經十三之进進等部度家电電力里如水化高自二理起小物现現实實加量都两兩体體制"
    "机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心"
    "第条條章节節规規例市区區县縣府人员員单單位依照违違责責任管公共安全服务務负負督检檢查查项項款令施办辦部门門请請批准设設立"
    "登记記处處罚罰者五六七八九百零及或者并並当當向按交通信息技术術智能支持促保护護障企建融资資金研创創新标標准準据據"
)
"""Characters that make up at least two fifths of any regulation, in both scripts."""
PUNCTUATION = frozenset("，。、；：（）《》“”　！？〔〕【】—…「」『』")
FALLBACKS = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 1 << 16
"""How much of a text the counting looks at, in characters."""
SURE = 0.30
"""The share of everyday characters from which a reading is believed (right ones: 0.45-0.7)."""
CHINESE_CODECS = frozenset(
    ("gb2312", "gbk", "gb18030", "big5", "cp950", "big5hkscs", "utf_16_le", "utf_16_be")
)


@record
class Decoded:
    """A text, the Python name of the encoding it was in, and whether that is a guess."""

    text: str
    encoding: str
    guessed: bool = False


def decode(name: object, data: bytes, encoding: str | None = None) -> Decoded:
    """Decode ``data`` of the source called ``name``, in ``encoding`` when that is given.

    Raises SourceError for an unknown encoding name, bytes that are not text, and text that no
    encoding reads without loss.
    """
    if encoding:
        return _decode_as(name, data, encoding)
    for bom, codec in BOMS:
        if data.startswith(bom):
            return _decode_as(name, data, codec)
    if not _has_many_nulls(data):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return _or_short_gb(data, text)
    return _guess(name, data)


def everyday_share(text: str) -> float:
    """The share of everyday Chinese among the characters of ``text`` that are not ASCII."""
    wide = [c for c in text[:SAMPLE] if c > "\x7f" and c not in PUNCTUATION]
    return sum(c in EVERYDAY for c in wide) / len(wide) if wide else 0.0


def _decode_as(name: object, data: bytes, encoding: str) -> Decoded:
    try:
        codec = codecs.lookup(encoding)
        text = data.decode(encoding)
    except UnicodeError as error:
        raise SourceError(
            name,
            f"is not valid {encoding}{_place(data, error)}",
            "leave --encoding out, or name the right one",
        ) from None
    except (LookupError, ValueError):
        raise SourceError(
            name, f"no encoding is called {encoding!r}", "try utf-8, gb18030, big5 or utf-16"
        ) from None
    return Decoded(text.removeprefix("\ufeff"), codec.name)


def _place(data: bytes, error: UnicodeError) -> str:
    start = getattr(error, "start", None)
    if start is None:
        return ""
    line = data.count(b"\n", 0, start) + 1
    return f" (byte 0x{data[start]:02x} in line {line})" if start < len(data) else ""


def _or_short_gb(data: bytes, text: str) -> Decoded:
    """A few GB bytes pass for UTF-8 (联通 does): then the text has no character above U+07FF."""
    if len(text) > 1000 or text.isascii() or max(text) > "\u07ff":
        return Decoded(text, "utf-8")
    try:
        other = data.decode("gb18030")
    except UnicodeDecodeError:
        return Decoded(text, "utf-8")
    if everyday_share(other) >= SURE:
        return Decoded(other, "gb18030", guessed=True)
    return Decoded(text, "utf-8")


def _guess(name: object, data: bytes) -> Decoded:
    readings = [(everyday_share(t), codec, t) for codec, t in _readings(data)]
    best = max(readings, default=(0.0, "", ""))
    if best[0] >= SURE:
        return Decoded(best[2], best[1], guessed=True)
    asked = _ask_normalizer(data)
    if asked is not None:
        return asked
    if looks_binary(data):
        raise SourceError(name, "is not a text (binary data)", "give a text or a document")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place(data, error)
    else:
        place = ""
    raise SourceError(
        name,
        f"is neither valid UTF-8{place} nor readable as GB18030, Big5 or UTF-16",
        "name its encoding with --encoding, or save it as UTF-8",
    )


def _readings(data: bytes) -> list[tuple[str, str]]:
    found = []
    for codec in FALLBACKS:
        if codec.startswith("utf-16") and len(data) % 2:
            continue
        if not codec.startswith("utf-16") and _has_many_nulls(data):
            continue
        try:
            found.append((codec, data.decode(codec)))
        except UnicodeDecodeError:
            continue
    return found


def _has_many_nulls(data: bytes) -> bool:
    """Whether there are more NUL bytes than slips: then the text is UTF-16, or none."""
    head = data[:SAMPLE]
    return head.count(0) > max(1, len(head) // 200)


def _ask_normalizer(data: bytes) -> Decoded | None:
    """What charset-normalizer makes of a text without everyday words (names, substances)."""
    from charset_normalizer import from_bytes

    for match in from_bytes(data[: SAMPLE // 8]):
        if match.encoding in CHINESE_CODECS:
            try:
                text = data.decode(match.encoding)
            except UnicodeDecodeError:
                continue
            if _is_common(text):
                return Decoded(text, match.encoding, guessed=True)
    return None


def _is_common(text: str) -> bool:
    """Whether most characters are among the 3,755 commonest (GB 2312 level 1, 0xB0-0xD7) or
    the 5,401 of Big5 level 1 (0xA4-0xC6): a wrong encoding gives less than half of them."""
    wide = [c for c in text[:SAMPLE] if c > "\x7f" and c not in PUNCTUATION and not c.isspace()]
    common = sum(
        b"\xb0" <= c.encode("gb2312", "ignore")[:1] <= b"\xd7"
        or b"\xa4" <= c.encode("big5", "ignore")[:1] <= b"\xc6"
        for c in wide
    )
    return bool(wide) and common >= 0.6 * len(wide)


def looks_binary(data: bytes) -> bool:
    """Whether ``data`` holds control bytes that no text in a one- or two-byte encoding has."""
    head = data[:SAMPLE]
    controls = sum(head.count(bytes((b,))) for b in (*range(9), *range(14, 26), 28, 29, 30, 31))
    return controls > len(head) // 200
