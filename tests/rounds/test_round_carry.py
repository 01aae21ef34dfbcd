"""Comments carried to the next draft: moved, renumbered, split, merged, deleted; what is proposed."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.akn import Tree
from drafting.api import load
from drafting.errors import DraftingError
from drafting.rounds.carrying import carry_late, carry_round
from drafting.rounds.folder import open_folder
from drafting.rounds.opening import open_round
from drafting.rounds.records import load_voices

OLD = """某市测试条例（草案）
第一章 总则
第一条 为了规范测试活动，促进产业发展，根据有关法律，制定本条例。
第二条 本条例适用于本市行政区域内的机器人测试活动。
第三条 测试主体应当向主管部门备案，并提交安全评估报告。
主管部门应当在三十日内作出决定，并向社会公布备案结果。
第二章 管理
第四条 测试人员可以佩戴统一标识，在划定的区域内开展测试活动。
第五条 测试主体应当建立安全管理制度，配备专职安全员，定期开展安全检查。测试数据应当保存三年，不得擅自对外提供。
第六条 测试期间发生事故的，测试主体应当立即停止测试并报告主管部门。
第七条 测试主体应当为测试活动投保责任保险，保额由主管部门规定。
第八条 鼓励行业协会制定测试规范，开展培训和交流活动。
第九条 违反本条例规定的，由主管部门责令改正；拒不改正的，处一万元罚款。
第十条 本条例自公布之日起施行。
"""
NEW = """某市测试条例（草案二次审议稿）
第一章 总则
第一条 为了规范测试活动，促进产业发展，根据有关法律，制定本条例。
第二条 本条例适用于本市行政区域内的机器人测试活动。
第三条 鼓励行业协会制定测试规范，开展培训和交流活动。
第四条 测试主体应当向主管部门备案，并提交安全评估报告。
主管部门应当在二十日内作出决定，并向社会公布备案结果。
第二章 管理
第五条 测试人员应当佩戴统一标识，在划定的区域内开展测试活动。
第六条 测试主体应当建立安全管理制度，配备专职安全员，定期开展安全检查。
第七条 测试数据应当保存三年，不得擅自对外提供。
第八条 测试期间发生事故的，测试主体应当立即停止测试并报告主管部门。
第九条 违反本条例规定的，由主管部门责令改正；拒不改正的，处一万元以上五万元以下罚款。
第十条 主管部门应当建立投诉举报制度，公布投诉举报电话。
第十一条 本条例自公布之日起施行。
"""
LETTER = """1. 第二条建议明确机器人的范围。
2. 第三条第二款建议将“三十日”修改为“二十日”。
3. 第四条建议将“可以佩戴”修改为“应当佩戴”。
4. 第五条“测试数据应当保存三年”时间太短，建议延长。
5. 第七条建议删除。
6. 第八条很好，支持本条规定。
7. 第九条建议将“一万元罚款”改为“一万元以上五万元以下罚款”，将“责令改正”改为“予以警告”。
8. 建议增加一条：“主管部门应当建立投诉举报制度，公布投诉举报电话。”
9. 第六条建议增加“立即救治伤员”的要求。
10. 建议尽快出台。
张三
"""


def _load(folder: Path, name: str, text: str) -> Tree:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load(path)


@pytest.fixture
def draft(tmp_path) -> Tree:
    """The first draft of a small regulation, in place of the Hangzhou one."""
    return _load(tmp_path, "old.txt", OLD)


@pytest.fixture
def opened(draft, tmp_path, open_settings):
    """A fresh round on it."""
    open_round(draft, tmp_path / "round", open_settings)
    with open_folder(tmp_path / "round") as round:
        yield round


@pytest.fixture
def carried(opened, collect, tmp_path):
    """The round after the letter was collected and the second draft brought."""
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")
    assert collect(opened, letter).comments == 10
    done = carry_round(opened, _load(tmp_path, "new.txt", NEW), "2025-10-01")
    return opened, done


def _standing(voice, draft: int) -> list[tuple[str, str]]:
    return [(s.anchor.eid, s.effect) for s in voice.standings if s.draft == draft]


def test_every_comment_stands_in_the_new_draft(carried) -> None:
    opened, done = carried
    voices = load_voices(opened.store)
    assert all(_standing(v, 2) for v in voices)
    assert [_standing(v, 2)[0] for v in voices] == [
        ("art_2", "未改"),
        ("art_4__para_2", "已改"),
        ("art_5__para_1", "已改"),
        ("art_7__para_1", "已拆分"),
        ("", "已删除"),
        ("art_3", "已移动"),
        ("art_9__para_1", "已改"),
        ("", ""),
        ("art_8", "未改"),
        ("", ""),
    ]
    assert sum(done.effects.values()) == 10


def test_what_shows_in_the_text_is_proposed_and_nothing_else(carried) -> None:
    opened, done = carried
    proposals = {v.id: v.proposal for v in load_voices(opened.store)}
    assert proposals == {
        1: "", 2: "采纳", 3: "采纳", 4: "", 5: "采纳", 6: "", 7: "部分采纳", 8: "采纳", 9: "", 10: "",
    }
    assert done.proposals == {"采纳": 4, "部分采纳": 1}
    # a proposal is no answer
    assert not any(v.status for v in load_voices(opened.store))


def test_late_comments_are_carried_too(carried, collect, tmp_path) -> None:
    opened, _ = carried
    late = tmp_path / "late.txt"
    late.write_text("第三条第二款建议将“三十日”修改为“二十日”，尽快答复。\n李四", encoding="utf-8")
    collect(opened, late)
    voice = load_voices(opened.store)[-1]
    assert _standing(voice, 1) == [("art_3__para_2", "")]
    assert _standing(voice, 2) == [("art_4__para_2", "已改")]
    assert voice.proposal == "采纳"
    carry_late(opened)
    assert _standing(load_voices(opened.store)[-1], 2) == [("art_4__para_2", "已改")]


def test_a_third_draft(carried, tmp_path) -> None:
    opened, _ = carried
    third = NEW.replace("第二条 本条例适用", "第二条 本条例仅适用")
    carry_round(opened, _load(tmp_path, "third.txt", third), "2025-11-01")
    voices = load_voices(opened.store)
    assert all(_standing(v, 3) for v in voices)
    assert _standing(voices[0], 3) == [("art_2", "已改")]
    assert _standing(voices[4], 3) == [("", "已删除")]
    assert opened.load_draft(3).title == "某市测试条例（草案二次审议稿）"
    assert (opened.folder / "draft-3.xml").exists()


def test_a_merged_provision(opened, collect, tmp_path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("第六条应写明时限。\n第七条的保额过低。\n张三", encoding="utf-8")
    collect(opened, letter)
    merged = OLD.replace("并报告主管部门。\n第七条 测试主体应当为", "并报告主管部门，并应当为")
    for old, new in (("第八条", "第七条"), ("第九条", "第八条"), ("第十条", "第九条")):
        merged = merged.replace(old, new)
    carry_round(opened, _load(tmp_path, "merged.txt", merged), "2025-10-01")
    found = [_standing(v, 2)[0] for v in load_voices(opened.store)]
    assert [eid.partition("__")[0] for eid, _ in found] == ["art_6", "art_6"]
    assert {effect for _, effect in found} <= {"已合并", "已改"}


def test_the_same_draft_again_is_refused(opened, draft) -> None:
    with pytest.raises(DraftingError, match="has already"):
        carry_round(opened, draft, "2025-10-01")
    assert opened.newest == 1
