"""T: one body or thing under several names in one text.

    市、区(县)人民政府 · 区、县(市)人民政府 · 市、区(县、市)人民政府
    市经济和信息化部门 · 市经济和信息化主管部门
    个人信息 · 个人数据 · 个人隐私数据;  高校 · 高等院校 · 院校
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from drafting.checks.findings import Severity
from drafting.checks.registry import rule
from drafting.checks.view import Fault, View
from drafting.checks.wording import is_quoted
from drafting.records import record

SAME_NAME = "立法技术规范（试行）：同一概念用同一词语"
Places = dict[str, list[int]]


def _tell(view: View, what: str, forms: Places, advice: str) -> Fault:
    """One finding for all forms, at the first use of the rarest."""
    ranked = sorted(forms.items(), key=lambda item: (-len(item[1]), item[1][0]))
    parts = [f"“{form}”{len(at)}处（{_where(view, at[0])}）" for form, at in ranked]
    rarest, places = ranked[-1]
    spot = view.spot(places[0], places[0] + len(rarest))
    severity: Severity | None = "info" if view.is_act else None
    return Fault(spot, f"{what}有{len(forms)}种写法：{'、'.join(parts)}，{advice}", severity=severity)


def _where(view: View, at: int) -> str:
    node = view.row_at(at).node
    if node is None:
        return "前文"
    article = node.article
    return (article or node).element.label or "前文"


# --- governments ------------------------------------------------------------------------------

_GOVERNMENT = re.compile(r"人民政府")
_BEFORE = re.compile(r"[区县市旗省州盟自治直辖设的、（）()和及]{1,24}$")
_LAST = frozenset("区县市旗）)")
_ZONES = frozenset("划园山地社库林牧景护发胜水矿灾战")
"""规划区, 园区, 景区 …: zones, not districts with a government."""


@rule("T007", "government-varies", "warning", norm=SAME_NAME)
def find_varying_governments(view: View) -> Iterator[Fault]:
    """Governments of the county level are named in several ways: 区、县（市） and 县（市、区）.

    Why: a reader asks which counties each of them takes in.

    Wrong:
        第一条 市、区（县）人民政府应当安排资金。
        第二条 区、县（市）人民政府负责本区域的管理工作。
        第三条 本办法自公布之日起施行。

    Right:
        第一条 市、区、县（市）人民政府应当安排资金。
        第二条 区、县（市）人民政府负责本区域的管理工作。
        第三条 本办法自公布之日起施行。
    """
    forms: dict[str, Places] = {}
    text = view.prose
    for match in _GOVERNMENT.finditer(text):
        if text[match.start() - 1] not in _LAST or "县" not in text[
            max(0, match.start() - 24) : match.start()
        ]:
            continue
        before = _BEFORE.search(text, max(0, match.start() - 24), match.start())
        if before is None:
            continue
        printed = before[0]
        if printed[0] == "区" and text[before.start() - 1] in _ZONES:
            printed = printed[1:]  # 规划区|和县（市）人民政府所在地
        printed = printed.lstrip("的和及、，")
        county = _county(printed)
        if county is not None:
            at = match.start() - len(printed)
            by_form = forms.setdefault(county, {})
            by_form.setdefault(printed + "人民政府", []).append(at)
    if len(forms) > 1:
        firsts = {form: at for group in forms.values() for form, at in _commonest(group)}
        yield _tell(view, "县级人民政府", firsts, "应当统一")


_WIDTH = str.maketrans("()", "（）")


def _county(printed: str) -> str | None:
    """The county level as named, the city above it left out: 市、区（县） → 区（县）.

    None when what is printed does not name districts and counties in one.
    """
    name = printed.translate(_WIDTH)
    name = re.sub(r"^(?:(?:省|自治区|.{0,2}区的市|市|州|盟)[、和]?)+(?=[区县])", "", name)
    # 县（市） leaves the districts out on purpose: only what names both is the same set
    if name.count("（") == name.count("）") == 1 and {"县", "区"} <= set(name):
        return name
    return None


def _commonest(group: Places) -> list[tuple[str, list[int]]]:
    """The form most used, its count being that of all forms of the same county level."""
    best = max(group, key=lambda f: len(group[f]))
    return [(best, sorted(at for places in group.values() for at in places))]


# --- departments ------------------------------------------------------------------------------

_NO_RUN = re.compile(r".*[^\u4e00-\u9fff]", re.DOTALL)
"""All up to the last character that is not Chinese: what follows is the run before 部门."""
_SUFFIX = re.compile(r"(?:行政主管|主管|行政管理|行政)$")
_SPLIT = re.compile(
    r".*(?:会同|以及|或者|应当|人民政府|国务院|有关|相关|其他|其它|所在地|本级|同级|上级|下级|各级|以上|地方|国家|"
    r"[由向或与及各的将])"
)
_LEVEL = re.compile(r"^(?:本?[省市县区州]|自治区|设区的市)(?=[\u4e00-\u9fff]{2,})(?!场)")
_GENERIC = frozenset(
    "业务 工作 行业 管理 政府 职能 所属 下属 综合 监管 监督 监督管理 保护 执法 行政 内设 党政 专业 保障 审批 批准 发证".split()
)


@rule("T008", "department-varies", "warning", norm=SAME_NAME)
def find_varying_departments(view: View) -> Iterator[Fault]:
    """One department is named with and without 主管: 市经济和信息化部门, …主管部门.

    Why: two names suggest two departments.

    Wrong:
        第一条 市经济和信息化部门应当制定目录。
        第二条 市经济和信息化主管部门应当开展统计。
        第三条 市经济和信息化部门应当发布结果。
        第四条 本办法自公布之日起施行。

    Right:
        第一条 市经济和信息化部门应当制定目录。
        第二条 市经济和信息化部门应当开展统计。
        第三条 市经济和信息化部门应当发布结果。
        第四条 本办法自公布之日起施行。
    """
    text = view.prose
    if "主管部门" not in text and "行政部门" not in text:
        return
    forms: dict[str, Places] = {}
    for match in re.finditer("部门", text):
        low = max(0, match.start() - 20)
        cut = _NO_RUN.match(text, low, match.start())
        run = text[cut.end() if cut is not None else low : match.start()]
        if len(run) > 1:
            name, full = _read_department(run)
            if name:
                at = match.end() - len(full)
                forms.setdefault(name, {}).setdefault(full, []).append(at)
    for places in forms.values():
        if len(places) > 1:
            yield _tell(view, "同一部门", places, "应当统一")


@lru_cache(maxsize=4096)
def _read_department(run: str) -> tuple[str, str]:
    """What stands before 部门: the name alone (经济和信息化), and the full form; "" for none."""
    cut = _SPLIT.match(run)
    rest = run[cut.end() :] if cut is not None else run
    level = _LEVEL.match(rest)
    rest = rest[level.end() :] if level is not None else rest
    name = _SUFFIX.sub("", rest)
    if len(name) < 2 or name in _GENERIC or name.endswith("等"):
        return "", ""
    return name, rest + "部门"


# --- near synonyms ----------------------------------------------------------------------------


@record
class Family:
    """Names for one thing; ``forms`` are patterns, longest first, so that none takes another's."""

    what: str
    forms: tuple[str, ...]


_FAMILIES = (
    Family("高等学校", ("高等院校", "高等学校", "高校(?<!小高校)", "院校(?<![等业研专技事治警官民科学医军]院校)")),
    Family("个人信息", ("个人隐私数据", "个人隐私信息", "个人敏感数据", "个人信息", "个人数据")),
    Family("科研机构", ("科研院所", "科研机构", "科学研究机构")),
    Family("企业事业单位", ("企业、事业单位", "企业事业单位", "企事业单位(?<!公共企事业单位)")),
    Family("乡镇人民政府", (
        r"乡（镇）人民政府", r"乡、镇人民政府", r"乡镇人民政府", r"镇（乡）人民政府", r"镇、乡人民政府", r"乡\(镇\)人民政府",
    )),
    Family("公民、法人和其他组织", ("公民、法人和其他组织", "公民、法人和非法人组织", "单位和个人、其他组织")),
    Family("国有企业", ("国有企业", "国企")),
    Family("互联网", ("国际互联网络", "互联网", "因特网")),
    Family("残疾人", ("残疾人", "残障人士", "残障者")),
    Family("村（居）民委员会", (
        r"村（居）民委员会", r"村\(居\)民委员会", "村民委员会、居民委员会", "居民委员会、村民委员会", r"村（社区）居民委员会",
    )),
)


@rule("T009", "synonyms-mixed", "warning", norm=SAME_NAME)
def find_mixed_synonyms(view: View) -> Iterator[Fault]:
    """One thing under two near names: 个人信息 and 个人数据, 高校 and 高等院校.

    Why: 同一概念用同一词语; a reader takes two words for two things, and so may a court.

    Wrong:
        第一条 单位和个人应当建立个人信息保护制度。
        第二条 对外提供个人数据的，应当进行去标识化处理。
        第三条 本办法自公布之日起施行。

    Right:
        第一条 单位和个人应当建立个人信息保护制度。
        第二条 对外提供个人信息的，应当进行去标识化处理。
        第三条 本办法自公布之日起施行。
    """
    if view.profile == "document":
        return
    present = set(_ANY_WORD.findall(view.prose))
    for family, words in zip(_FAMILIES, _BARE, strict=True):
        if len(present & words) > 1:
            forms = _find_forms(view, family)
            if len(forms) > 1:
                yield _tell(view, f"“{family.what}”", forms, "所指相同的应当统一")


# One scan for all families: few texts have two forms of any. The forms without what must not stand
# before them, which is said last: what begins with a look-behind makes ``re`` stop everywhere.
_BARE = tuple(frozenset(re.sub(r"\(\?.*?\)|\\", "", w) for w in f.forms) for f in _FAMILIES)
_ANY_WORD = re.compile(
    "|".join(re.escape(w) for words in _BARE for w in sorted(words, key=len, reverse=True))
)


def _find_forms(view: View, family: Family) -> Places:
    forms: Places = {}
    for match in re.finditer("|".join(family.forms), view.prose):
        if not is_quoted(view.spot(*match.span())):
            forms.setdefault(match[0], []).append(match.start())
    return forms
