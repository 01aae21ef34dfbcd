"""Text files: every encoding offices use, physical line numbers, and no byte lost in silence."""

from __future__ import annotations

import codecs
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.errors import SourceError
from drafting.sources import read
from drafting.sources.encodings import decode, everyday_share
from drafting.sources.printable import UNPRINTABLE
from drafting.sources.text import read_text

SIMPLIFIED = "第一条　为了促进具身智能机器人产业发展，根据有关法律、行政法规，制定本条例。\n"
TRADITIONAL = "第一條　為了促進人工智慧產業發展，根據有關法律、行政法規，制定本條例。\n"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("seed", ["hangzhou-robot-draft", "shanghai-ai-draft-2022"])
def test_a_seed_reads_the_same_in_every_encoding(
    encoding: str, seed: str, seeds: Path, tmp_path: Path
) -> None:
    text = (seeds / f"{seed}.txt").read_text("utf-8")
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    source = read(path)
    assert [line.text for line in source.lines] == [
        line.rstrip() for line in text.splitlines() if line.strip()
    ]


def test_big5_is_told_from_gb18030(seeds: Path) -> None:
    text = (seeds / "shanghai-ai-draft-2022.txt").read_text("utf-8")
    data = text.encode("big5hkscs")
    found = decode("x", data)
    assert (found.text, found.encoding, found.guessed) == (text, "big5hkscs", True)


@pytest.mark.parametrize("size", [12, 30, 100])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5"), (TRADITIONAL, "gb18030"),
     (SIMPLIFIED, "utf-16-le"), (TRADITIONAL, "utf-16-be")],
)  # fmt: skip
def test_a_short_text_is_enough(text: str, encoding: str, size: int) -> None:
    assert decode("x", text[:size].encode(encoding)).text == text[:size]


RARE = (
    ("赵钱孙李\n周吴郑王\n冯陈褚卫\n蒋沈韩杨\n", "gb18030"),
    ("苯乙烯、甲硫醚、氟化氢、铬酸雾、沥青烟、硝基苯", "gb18030"),
    ("江苏南京，浙江绍兴，湖北襄阳，贵州遵义，福建莆田", "utf-16-le"),
    ("趙錢孫李\n周吳鄭王\n馮陳褚衛\n蔣沈韓楊\n", "big5"),
)


@pytest.mark.parametrize(("text", "encoding"), RARE)
def test_names_and_substances_without_everyday_words(text: str, encoding: str) -> None:
    found = decode("x", text.encode(encoding))
    assert (found.text, found.guessed) == (text, True)


def test_two_gb_characters_that_pass_for_utf8() -> None:
    assert decode("x", "联通".encode("gb18030")).text == "联通"
    assert decode("x", "é ü".encode()).text == "é ü"


def test_a_guess_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SIMPLIFIED.encode("gb18030"))
    source = read(path)
    assert source.encoding == "gb18030"
    assert source.notes == ("read as gb18030 (found by reading it)",)


def test_the_encoding_given_overrides(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("條例".encode("big5"))
    assert read(path, encoding="big5").lines[0].text == "條例"
    with pytest.raises(SourceError, match=r"a\.txt: is not valid utf-8 \(byte 0xb1 in line 1\)"):
        read(path, encoding="utf-8")
    with pytest.raises(SourceError, match="no encoding is called 'klingon'"):
        read(path, encoding="klingon")


def test_one_wrong_byte_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((SIMPLIFIED * 3).encode() + b"\xff\xfe" + SIMPLIFIED.encode())
    with pytest.raises(SourceError, match=r"neither valid UTF-8 \(byte 0xff in line 4\)") as error:
        read(path)
    assert "\n" not in str(error.value) and "--encoding" in str(error.value)


def test_line_numbers_are_physical_and_white_space_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\r\n　　第一条\t甲  乙 \r\n\r\n   \n第二条\r第三条".encode())
    assert [(line.number, line.text) for line in read(path).lines] == [
        (2, "　　第一条\t甲  乙"), (5, "第二条"), (6, "第三条"),
    ]  # fmt: skip


def test_control_characters_go_and_are_counted() -> None:
    source = read_text("x", "第一\x01条\x1a\n\ufeff第二条".encode())
    assert [line.text for line in source.lines] == ["第一条", "第二条"]
    assert source.notes == ("left out 3 control character(s) that nothing prints",)


@given(st.text())
@settings(deadline=None)
def test_utf8_text_is_given_back_but_for_control_characters(text: str) -> None:
    source = read_text("x", text.encode("utf-8", "ignore"), "utf-8")
    kept = "".join(line.text for line in source.lines)
    printed = "".join(c for c in text if not UNPRINTABLE.match(c))
    assert "".join(kept.split()) == "".join(printed.split())
    assert [line.number for line in source.lines] == sorted({line.number for line in source.lines})


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_text_or_one_clear_error(data: bytes) -> None:
    try:
        found = decode("x", data)
    except SourceError as error:
        assert "\n" not in str(error)
    else:
        marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        assert marked or found.text.encode(found.encoding) == data


def test_everyday_characters_make_up_most_of_a_regulation(seeds: Path) -> None:
    for seed in seeds.glob("*.txt"):
        text = seed.read_text("utf-8")
        assert everyday_share(text) > 0.45
        assert everyday_share(text.encode("utf-8").decode("gb18030", "ignore")) < 0.2


def test_a_hundred_thousand_characters_take_milliseconds(seeds: Path, tmp_path: Path) -> None:
    text = (seeds / "hangzhou-robot-draft.txt").read_text("utf-8")
    path = tmp_path / "a.txt"
    path.write_text(text * (100_000 // len(text) + 1), "utf-8")
    read(path)
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        read(path)
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.5  # 4-9 ms, 25 on a busy machine: the bound only catches a blunder
