"""Other words for one thing, and standard provisions known by their formula."""

from __future__ import annotations

import pytest

from drafting.comparison.terms import Weigher, all_cosines, cosine, text_to_terms
from drafting.text import words
from drafting.text.script import fold
from drafting.text.words import find_concepts, find_functions


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("设立市具身智能机器人专家库", "设立战略咨询专家委员会"),
        ("支持高等院校与企业合作", "支持高校与企业合作"),
        ("村（居）民委员会应当协助", "居民委员会应当协助"),
        ("投放易腐垃圾", "投放厨余垃圾"),
        ("首台（套）重大技术装备", "软件首版次"),
        ("市市场监督管理部门", "市市场监管部门"),
    ],
)
def test_two_words_are_one_thing(one: str, other: str) -> None:
    assert set(find_concepts(fold(one))) & set(find_concepts(fold(other)))


def test_no_word_stands_for_two_things() -> None:
    listed = [word for line in words._CONCEPTS.splitlines() for word in line.split()]
    assert len(listed) == len(set(listed)) > 500
    assert all(len(word) > 1 for word in listed)


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("为了促进产业发展，根据有关法律，结合本市实际，制定本条例。", "purpose"),
        ("本条例所称物业管理，是指业主通过选聘物业服务企业的方式…", "definition"),
        ("本市行政区域内的养犬行为，适用本条例。", "scope"),
        ("生活垃圾管理遵循政府推动、全民参与、城乡统筹的原则。", "principle"),
        ("市人民政府应当加强对人工智能产业发展工作的领导。", "government"),
        ("市财政、教育等部门按照各自职责，做好相关工作。", "departments"),
        ("违反本条例规定的行为，法律、法规已有处罚规定的，从其规定。", "fallback"),
        ("工作人员玩忽职守、滥用职权的，依法给予处分。", "officials"),
        ("本条例自2021年12月1日起施行。", "date"),
        ("由公安机关责令改正，可以处五十元罚款。", "penalty"),
    ],
)
def test_functions_are_known_by_their_formula(text: str, function: str) -> None:
    assert function in find_functions(text)
    assert function not in find_functions("支持开展芯片的研制和应用。")


def test_references_are_no_terms() -> None:
    assert text_to_terms("违反第十二条第二款") == text_to_terms("违反第九十条")


def test_what_every_article_says_tells_little() -> None:
    side = [text_to_terms(f"市人民政府应当{what}") for what in ("种树", "修路", "办学", "养老")]
    weigher = Weigher([side, side[:3]], [(), ()])
    assert weigher.rarity["政府"] < weigher.rarity["种树"]
    one, other = (weigher.weigh(text_to_terms(f"市人民政府应当{w}")) for w in ("种树", "修路"))
    assert cosine(one, one) == pytest.approx(1)
    assert cosine(one, other) < 0.3


def test_the_index_finds_what_pairwise_comparison_finds() -> None:
    texts = ["分类投放生活垃圾", "生活垃圾处理收费", "物业服务收费", "施行日期"]
    weigher = Weigher([[text_to_terms(t) for t in texts]], [()])
    vectors = [weigher.weigh(text_to_terms(t)) for t in texts]
    rows = all_cosines(vectors, vectors)
    for i, one in enumerate(vectors):
        for j, other in enumerate(vectors):
            assert rows[i].get(j, 0.0) == pytest.approx(cosine(one, other))
