"""Changed text is cut by the listed words as rjieba cuts it by all of its own."""

from __future__ import annotations

import subprocess
import sys
from itertools import accumulate
from pathlib import Path

import pytest
import rjieba

from drafting.comparison.vocabulary import Segmenter, segmenter

SENTENCES = (
    "国务院自然资源主管部门依照本法规定应当及时向社会公布不动产登记信息",
    "经营者不得滥用市场支配地位，排除、限制竞争",
    "结婚年龄，男不得早于二十二周岁，女不得早于二十周岁",
    "行政机关应当自收到申请之日起二十个工作日内作出决定",
    "一次性告知申请人需要补正的全部内容，逾期不告知的，自收到申请材料之日起即为受理",
    "支持企业牵头组建创新联合体，推动人工智能芯片研发与智能机器人整机制造",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_cuts_as_the_whole_dictionary_does(sentence: str) -> None:
    assert segmenter().cut(sentence) == rjieba.cut(sentence)


def test_cuts_the_seeds_as_the_whole_dictionary_does(seeds: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted(seeds.glob("*.txt"))]
    lines = [line for text in texts for line in text.splitlines()]
    ours, theirs = ([set(accumulate(map(len, cut(line)))) for line in lines]
                    for cut in (segmenter().cut, rjieba.cut))
    same = sum(len(a & b) for a, b in zip(ours, theirs, strict=True))
    assert same >= 0.995 * sum(map(len, theirs))
    assert all("".join(segmenter().cut(line)) == line for line in lines)


def test_what_was_cut_before_makes_no_difference() -> None:
    lines = ["一217830 下63 下子45", "子3", "下5"]
    one, other = Segmenter(lines), Segmenter(lines)
    other.cut("一下")
    assert one.cut("一下子下") == other.cut("一下子下") == ["一下子", "下"]
    assert one.cut("") == []
    assert one.cut("子") == ["子"]


def test_reads_no_whole_dictionary_and_leaves_the_package_usable() -> None:
    code = (
        "import sys; from drafting.comparison.vocabulary import segmenter;"
        "print(segmenter().cut('应当及时公布'), 'rjieba' in sys.modules);"
        "import rjieba; print(rjieba.cut('应当及时公布'))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "['应当', '及时', '公布'] False\n['应当', '及时', '公布']\n"
