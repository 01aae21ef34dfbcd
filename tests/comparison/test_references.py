"""References through a renumbering: what follows, what ought to have followed."""

from __future__ import annotations

import pytest

from drafting.comparison.diff import diff_trees
from drafting.comparison.passages import units_to_passages
from drafting.comparison.references import find_cited

HEAD = "某市条例\n第一条　为了规范活动，制定本条例。\n"


def article(tree, number):
    return next(p for p in units_to_passages(tree.units) if p.number == number)


@pytest.mark.parametrize(("text", "want"), [
    ("依照本条例第三条第二款的规定", [("article", "3"), ("article", "3", "2")]),
    ("依照本法第三条、第五条至第七条的规定", [("article", n) for n in "357"]),
    ("有本条第一款第（三）项情形", [("article", "2"), ("article", "2", "1"), ("article", "2", "1", "3")]),
    ("依照前条的规定", [("article", "1")]),
    ("依照第三章第二节的规定", [("chapter", "3"), ("section", "3", "2")]),
    ("依照《刑法》第三条和民法典第五条的规定", []),
    ("第一百二十条之一规定的行为", [("article", "120-1")]),
])
def test_places_and_addresses(to_tree, text, want):
    passage = article(to_tree(HEAD + f"第二条　{text}处理。\n"), "2")
    found = find_cited(passage, "1")
    assert [cited.address for cited in found] == want
    for cited in found:
        assert passage.text[cited.start : cited.end] in text


def change(to_tree, old, new, number):
    rows = diff_trees(to_tree(old), to_tree(new)).rows
    return next(row for row in rows if row.new == (number,))


BASE = HEAD + (
    "第二条　经营者应当公平竞争，不得实施垄断行为。\n"
    "第三条　禁止经营者达成固定价格的协议。\n禁止经营者达成分割市场的协议。\n"
    "第四条　违反本条例第二条、第三条第一款规定的，责令改正，处十万元以下罚款。\n"
)
SHIFTED = HEAD + (
    "第二条　本市设立公平竞争审查制度，政策措施出台前应当审查。\n"
    "第三条　经营者应当公平竞争，不得实施垄断行为。\n"
    "第四条　禁止经营者联合抵制交易。\n禁止经营者达成固定价格的协议。\n禁止经营者达成分割市场的协议。\n"
    "第五条　违反本条例第三条、第四条第二款规定的，责令改正，处十万元以下罚款。\n"
)


def test_articles_and_paragraphs_follow(to_tree, inline):
    row = change(to_tree, BASE, SHIFTED, "第五条")
    assert row.kind == "consequential"
    assert inline(row.pairs[0].segments) == (
        "<第四条><第五条>　违反本条例<第二条><第三条>、<第三条><第四条><第一款><第二款>规定的，"
        "责令改正，处十万元以下罚款。"
    )


def test_a_number_that_means_another_article_is_substance(to_tree, inline):
    row = change(to_tree, BASE, SHIFTED.replace("第三条、第四条第二款", "第一条、第四条第二款"), "第五条")
    assert row.kind == "modified"
    assert "本条例[-第二条-]{+第一条+}、" in inline(row.pairs[0].segments)


def test_change_beside_a_following_reference_is_substance(to_tree, inline):
    row = change(to_tree, BASE, SHIFTED.replace("十万元", "五十万元"), "第五条")
    assert row.kind == "modified"
    assert "处[-十万元以下-]{+五十万元以下+}罚款" in inline(row.pairs[0].segments)


def test_foreign_numbers_never_follow(to_tree):
    old = BASE.replace("本条例第二条、第三条第一款", "《反垄断法》第二条")
    new = SHIFTED.replace("本条例第三条、第四条第二款", "《反垄断法》第三条")
    assert change(to_tree, old, new, "第五条").kind == "modified"


def test_ranges_and_chapters_follow(to_tree):
    old = (
        "某市条例\n第一章　总则\n第一条　为了规范活动，制定本条例。\n第二章　措施\n"
        "第二条　经营者应当公平竞争。\n第三条　禁止固定价格的协议。\n第三章　罚则\n"
        "第四条　违反第二条至第三条规定的，依照本条例第二章处理。\n"
    )
    new = (
        "某市条例\n第一章　总则\n第一条　为了规范活动，制定本条例。\n"
        "第二章　审查\n第二条　政策措施出台前应当进行公平竞争审查。\n第三章　措施\n"
        "第三条　经营者应当公平竞争。\n第四条　禁止固定价格的协议。\n第四章　罚则\n"
        "第五条　违反第三条至第四条规定的，依照本条例第三章处理。\n"
    )
    assert change(to_tree, old, new, "第五条").kind == "consequential"


def test_item_numbers_follow_an_inserted_item(to_tree, inline):
    old = HEAD + "第二条　申请人应当提交：\n（一）申请书；\n（二）身份证明；\n（三）其他材料。\n"
    new = HEAD + (
        "第二条　申请人应当提交：\n（一）申请书；\n（二）营业执照；\n（三）身份证明；\n（四）其他材料。\n"
    )
    row = change(to_tree, old, new, "第二条")
    assert inline(row.pairs[0].segments) == (
        "第二条　申请人应当提交：/（一）申请书；/{+（二）营业执照；/+}<（二）><（三）>身份证明；/"
        "<（三）><（四）>其他材料。"
    )


def test_previous_article_that_is_another_now_is_a_warning(to_tree):
    old = HEAD + "第二条　应当备案。\n第三条　违反前条规定的，责令改正并予以通报批评。\n"
    new = HEAD + (
        "第二条　应当备案。\n第三条　应当每年报告上一年度的活动情况。\n"
        "第四条　违反前条规定的，责令改正并予以通报批评。\n"
    )
    changes = diff_trees(to_tree(old), to_tree(new))
    assert changes.warnings == ("第四条：“前条”所指的原第二条现为第二条，而今指第三条",)
