"""Whole texts compared: kinds, moves, splits, levels, noise, what can be rebuilt."""

from __future__ import annotations

import pytest

from drafting.comparison.diff import diff_trees

OLD = """某市数据条例
第一章　总则
第一条　为了规范数据处理活动，保障数据安全，促进数据开发利用，制定本条例。
第二条　本市行政区域内的数据处理活动，适用本条例。
第三条　市人民政府应当加强对数据工作的领导，建立工作协调机制，研究解决重大问题。
第二章　数据安全
第四条　数据处理者应当建立数据安全管理制度，落实数据安全保护责任。
数据处理者应当每年对数据安全状况开展一次风险评估，并向主管部门报送评估报告。
第五条　发生数据安全事件的，数据处理者应当在二十四小时内向主管部门报告。
第六条　主管部门应当依照本条例第五条的规定处理报告。
第七条　市网信部门负责统筹协调网络数据安全和相关监管工作。
第八条　公安机关在职责范围内承担数据安全监管职责。
第三章　附则
第九条　本条例自2022年1月1日起施行。
"""


def rows_of(changes, *kinds):
    return [row for row in changes.rows if row.kind in kinds and row.level == "article"]


def test_a_text_against_itself_has_only_unchanged_rows(to_tree):
    changes = diff_trees(to_tree(OLD), to_tree(OLD))
    assert {row.kind for row in changes.rows} == {"unchanged"}
    assert not any(row.moved or row.renumbered or row.noise for row in changes.rows)
    assert changes.warnings == () and not changes.unrelated


def test_insertion_renumbers_and_nothing_more(to_tree, inline):
    new = OLD
    for number, after in zip("九八七六五四三", "十九八七六五四", strict=True):
        new = new.replace(f"第{number}条　", f"第{after}条　")
    new = new.replace("第五条的规定", "第六条的规定").replace(
        "第二章", "第三条　数据工作坚持共享、开放、安全的原则。\n第二章"
    )
    new = new.replace("第四条　市人民政府", "第三条　市人民政府").replace(
        "第三条　数据工作", "第四条　数据工作"
    )
    changes = diff_trees(to_tree(OLD), to_tree(new))
    assert [row.new for row in rows_of(changes, "inserted")] == [("第四条",)]
    assert not rows_of(changes, "modified", "deleted", "split", "merged")
    follows = rows_of(changes, "consequential")
    assert [(row.old, row.new) for row in follows] == [(("第六条",), ("第七条",))]
    assert inline(follows[0].pairs[0].segments) == (
        "<第六条><第七条>　主管部门应当依照本条例<第五条><第六条>的规定处理报告。"
    )
    assert not any(row.moved for row in changes.rows)
    assert sum(row.renumbered for row in changes.rows) == 6


def test_reference_that_does_not_follow_is_a_warning(to_tree):
    new = OLD.replace("第五条　发生", "第六条　发生").replace("第六条　主管", "第七条　主管").replace(
        "第二章", "第五条　新增的一条规定数据分类分级保护制度和重要数据目录。\n第二章", 1
    )
    changes = diff_trees(to_tree(OLD), to_tree(new))
    assert changes.warnings == ("第七条：“第五条”所指的原第五条现为第六条，引用未随之修改",)


def test_deleted_target_is_a_warning(to_tree):
    new = OLD.replace(
        "第五条　发生数据安全事件的，数据处理者应当在二十四小时内向主管部门报告。\n", ""
    )
    changes = diff_trees(to_tree(OLD), to_tree(new))
    assert len(changes.warnings) == 1 and "已删去" in changes.warnings[0]


def test_split_and_merge(to_tree):
    split = OLD.replace("\n数据处理者应当每年", "\n第五条　数据处理者应当每年").replace(
        "第五条　发生", "第六条　发生"
    )
    changes = diff_trees(to_tree(OLD), to_tree(split))
    (row,) = rows_of(changes, "split")
    assert (row.old_eids, row.new_eids) == (("art_4",), ("art_4", "art_5"))
    assert [(p.old_eid, p.new_eid) for p in row.pairs] == [("art_4", "art_4"), ("art_4", "art_5")]
    back = diff_trees(to_tree(split), to_tree(OLD))
    (row,) = rows_of(back, "merged")
    assert (row.old_eids, row.new_eids) == (("art_4", "art_5"), ("art_4",))
    for found, old, new in ((changes, OLD, split), (back, split, OLD)):
        assert found.old_text == to_tree(old).text and found.new_text == to_tree(new).text


def test_move_crosses_the_order_and_renumbering_does_not(to_tree):
    lines = OLD.split("\n")
    eighth = next(line for line in lines if line.startswith("第八条"))
    lines.remove(eighth)
    lines.insert(3, eighth.replace("第八条", "第二条"))
    for at, line in enumerate(lines):
        for number, after in zip("二三四五六七", "三四五六七八", strict=True):
            if line.startswith(f"第{number}条") and at != 3:
                lines[at] = line.replace(f"第{number}条", f"第{after}条", 1)
                break
    changes = diff_trees(to_tree(OLD), to_tree("\n".join(lines)))
    assert [(row.old, row.new) for row in changes.rows if row.moved] == [(("第八条",), ("第二条",))]
    assert sum(row.renumbered for row in changes.rows) == 7


def test_rows_stand_in_the_order_of_the_new_text_and_deleted_where_it_stood(to_tree):
    new = OLD.replace("第七条　市网信部门负责统筹协调网络数据安全和相关监管工作。\n", "")
    changes = diff_trees(to_tree(OLD), to_tree(new))
    names = [(row.old or ("",))[0] for row in changes.rows if row.level == "article"]
    assert names == [f"第{n}条" for n in "一二三四五六七八九"]
    (row,) = rows_of(changes, "deleted")
    assert row.pairs[0].new_eid == "" and row.pairs[0].old_text.startswith("第七条")


def test_containers_are_known_by_what_they_hold(to_tree):
    new = OLD.replace("第二章　数据安全", "第二章　安全保障与监督").replace("第三章　附则", "第四章　附则")
    changes = diff_trees(to_tree(OLD), to_tree(new))
    chapters = {row.new: row for row in changes.rows if row.level == "chapter"}
    assert chapters["第二章",].kind == "modified" and chapters["第二章",].old == ("第二章",)
    assert chapters["第四章",].kind == "unchanged" and chapters["第四章",].renumbered


@pytest.mark.parametrize(("tier", "change"), [
    ("width", ("，", ",")), ("blank", ("第二条　", "第二条  ")), ("script", ("数据", "數據")),
    ("numeral", ("二十四小时", "24小时")),
])
def test_each_noise_tier_is_told_and_can_be_ignored(to_tree, tier, change):
    old, new = to_tree(OLD), to_tree(OLD.replace(*change))
    strict = diff_trees(old, new, ())
    loose = diff_trees(old, new, (tier,))
    touched = [row for row in strict.rows if row.noise]
    assert touched and all(row.noise == (tier,) for row in touched)
    assert {row.kind for row in loose.rows} == {"unchanged"}
    for changes in (strict, loose):
        assert changes.old_text == old.text and changes.new_text == new.text
    if tier != "blank":
        assert {row.kind for row in touched} == {"modified"}


def test_traditional_text_shows_only_what_changed(to_tree, inline):
    new = OLD.replace("二十四小时内", "四十八小时内").replace("数据", "數據").replace("发生", "發生")
    changes = diff_trees(to_tree(OLD), to_tree(new))
    (row,) = [row for row in changes.rows if row.kind == "modified" and row.level == "article"]
    edits = [s for s in row.pairs[0].segments if s.kind != "equal" and not s.noise]
    assert [s.text for s in edits] == ["二十四小时内", "四十八小时内"]


def test_levels_of_a_document_without_articles(to_tree):
    old = (
        "某市机器人产业行动方案\n一、总体要求\n坚持创新驱动，打造产业高地。\n二、主要任务\n"
        "（一）突破关键技术\n1、攻关具身智能。支持企业研发感知与控制算法，形成一批成果。\n"
        "2、攻关核心部件。支持减速器、伺服电机和控制器的研制与产业化应用。\n"
        "（二）拓展应用场景\n3、推进工厂应用。推动工业机器人在重点行业规模化部署。\n三、保障措施\n"
        "加强组织领导，建立协同推进机制，统筹各方资源。\n"
    )
    new = old.replace("3、推进", "4、推进").replace(
        "（二）", "3、攻关操作系统。组织研制机器人操作系统与开发工具链。\n（二）"
    ).replace("形成一批成果", "形成一批重大成果")
    changes = diff_trees(to_tree(old), to_tree(new))
    told = {row.kind: row for row in changes.rows if row.kind != "unchanged"}
    assert set(told) == {"inserted", "modified"}
    assert told["inserted"].new == ("二、（一）3、",)
    assert [row.new for row in changes.rows if row.renumbered] == [("二、（二）4、",)]
    assert changes.old_text == to_tree(old).text and changes.new_text == to_tree(new).text


def test_texts_that_are_no_versions_of_one_another(to_tree):
    other = "某市垃圾分类办法\n" + "\n".join(
        f"第{n}条　{text}" for n, text in zip("一二三", (
            "投放生活垃圾应当分类，不得混合投放厨余垃圾和有害垃圾。",
            "运输单位应当按照规定的时间和路线收运垃圾，不得沿途遗撒。",
            "违反规定的，由城市管理部门责令改正，可以处二百元罚款。",
        ), strict=True)
    )
    assert diff_trees(to_tree(OLD), to_tree(other)).unrelated
    assert not diff_trees(to_tree(OLD), to_tree(OLD)).unrelated


def test_annex_front_matter_and_furniture_are_kept(to_tree):
    text = "发布时间：2024-01-01\n" + OLD + "附件\n数据目录\n1.交通数据\n2.医疗数据\n"
    new = text.replace("2.医疗数据", "2.卫生健康数据").replace("2024-01-01", "2025-01-01")
    changes = diff_trees(to_tree(text), to_tree(new))
    assert changes.old_text == to_tree(text).text
    assert changes.new_text == to_tree(new).text


@pytest.mark.parametrize(("old", "new"), [("", ""), ("", OLD), (OLD, ""), ("只有一行", "另外一行")])
def test_empty_and_shapeless_texts(to_tree, old, new):
    changes = diff_trees(to_tree(old), to_tree(new))
    assert changes.old_text == to_tree(old).text and changes.new_text == to_tree(new).text


def test_marks_of_force(to_tree):
    new = OLD.replace("应当在二十四小时内", "可以在四十八小时内")
    changes = diff_trees(to_tree(OLD), to_tree(new))
    (row,) = [row for row in changes.rows if row.marks]
    assert row.marks == ("应当→可以", "二十四小时内→四十八小时内")
