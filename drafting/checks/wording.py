"""W: words that laws write one way, with the exceptions that usage shows (notes on norms, 3.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from drafting.checks.findings import Edit, Severity
from drafting.checks.registry import rule
from drafting.checks.view import Fault, Spot, View
from drafting.records import record

TECHNIQUE_1 = "立法技术规范（试行）（一）"
TECHNIQUE_2 = "立法技术规范（试行）（二）"


def _replace_all(
    view: View, pattern: re.Pattern[str], new: str | Callable[[str], str], message: str
) -> Iterator[Fault]:
    """A safe fix wherever ``pattern`` (its group 1, if it has one) stands in the text."""
    group = 1 if pattern.groups else 0
    for match in pattern.finditer(view.body):
        spot = view.spot(*match.span(group))
        if spot.row.role == "title" or is_quoted(spot):
            continue
        word = new(spot.plain) if callable(new) else new
        told = message.format(old=spot.words, new=word)
        yield Fault(spot, told, (spot.replace(_in_script(spot, word)),), "safe")


def _in_script(spot: Spot, word: str) -> str:
    """The replacement in the script of the text: 其它 → 其他, in Traditional text as well."""
    if spot.row.plain == spot.row.text:
        return word
    from opencc import OpenCC

    return str(OpenCC("s2t").convert(word))


def is_quoted(spot: Spot) -> bool:
    """Whether the words stand in the name of another text: 《会计帐簿管理办法》, “…”."""
    before = spot.row.plain[: spot.start]
    return before.count("《") > before.count("》") or before.count("“") > before.count("”")


_ZUOCHU = re.compile(
    r"(做出)(?!(?:[了过]|[^，。；]{0,16}?(?:贡献|成绩|成就|成果|业绩|牺牲|努力|榜样|表率|功绩)))"
)


@rule("W010", "zuochu", "info", norm=f"{TECHNIQUE_2}作出、做出", fix="safe")
def find_zuochu(view: View) -> Iterator[Fault]:
    """做出 of a decision, which laws write 作出.

    Why: 作出多与决定、解释等词语搭配; 做出突出贡献 and the like stay.

    Wrong:
        第一条 主管部门应当自受理之日起五日内做出决定。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 主管部门应当自受理之日起五日内作出决定。
        第二条 对做出突出贡献的单位和个人给予表彰。
        第三条 本办法自公布之日起施行。
    """
    yield from _replace_all(view, _ZUOCHU, "作出", "“{old}”与决定等搭配时应为“{new}”")


_ZHANG = re.compile(r"帐(?:(?=[户号簿目册款务本面单])|(?<=[记转结做入建查对报销坏呆]帐)(?!篷))")


@rule("W011", "zhang", "info", norm=f"{TECHNIQUE_1}账、帐", fix="safe")
def find_zhang(view: View) -> Iterator[Fault]:
    """帐户, 帐簿, 记帐, which are written 账.

    Why: 账用于货币、货物出入的记载; 帐 is a tent or a curtain.

    Wrong:
        第一条 企业应当依法设置会计帐簿。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 企业应当依法设置会计账簿。
        第二条 本办法自公布之日起施行。
    """
    yield from _replace_all(view, _ZHANG, "账", "“帐”用于账目时应为“{new}”")


@rule("W012", "qita", "warning", norm="立法用语通例", fix="safe")
def find_qita(view: View) -> Iterator[Fault]:
    """其它, which laws write 其他.

    Why: of 33,638 uses in promulgated texts 152 say 其它.

    Wrong:
        第一条 企业、科研机构和其它组织可以提出申请。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 企业、科研机构和其他组织可以提出申请。
        第二条 本办法自公布之日起施行。
    """
    yield from _replace_all(view, re.compile("其它"), "其他", "“{old}”应为“{new}”")


@rule("W013", "yinggai", "warning", norm=f"{TECHNIQUE_1}14 应当、必须", fix="safe")
def find_yinggai(view: View) -> Iterator[Fault]:
    """应该, 须要, which laws write 应当.

    Why: “应当”与“必须”的含义没有实质区别，法律在表述义务性规范时，一般用“应当”.

    Wrong:
        第一条 申请人应该提交申请书。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 申请人应当提交申请书。
        第二条 本办法自公布之日起施行。
    """
    yield from _replace_all(view, re.compile("应该"), "应当", "义务性规范一般用“{new}”，现为“{old}”")


@rule("W014", "bixu", "info", norm=f"{TECHNIQUE_1}14 应当、必须")
def find_bixu(view: View) -> Iterator[Fault]:
    """必须 and 应当 stand side by side; 必须 is for what admits no exception.

    Why: 义务性规范一般用“应当”，不用“必须”. One finding counts them all.

    Wrong:
        第一条 申请人应当提交申请书，必须附具身份证明。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 申请人应当提交申请书，并附具身份证明。
        第二条 本办法自公布之日起施行。
    """
    if view.is_act:
        return
    spots = [view.spot(*m.span()) for m in re.finditer("必须", view.prose)]
    if spots and "应当" in view.prose:
        many = len(spots)
        yield Fault(spots[0], f"全文有{many}处“必须”，义务性规范一般用“应当”，请确认是否必要")


@rule("W015", "yanjin", "info", norm=f"{TECHNIQUE_1}15 不得、禁止", fix="unsafe")
def find_yanjin(view: View) -> Iterator[Fault]:
    """严禁, which laws write 禁止 or 不得.

    Why: 不再使用“不准”“不应”“不能”“严禁”等与“不得”“禁止”相近的词语.

    Wrong:
        第一条 严禁伪造检测报告。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 禁止伪造检测报告。
        第二条 本办法自公布之日起施行。
    """
    for match in re.finditer("严禁", view.prose):
        spot = view.spot(*match.span())
        message = "禁止性规范用“禁止”或者“不得”，现为“严禁”"
        yield Fault(spot, message, (spot.replace("禁止"),), "unsafe")


_CASE = re.compile(
    r"有(?:下列|以下|前款所列|上述)[\u4e00-\u9fff]{0,6}?(?:情形|行为|情况|条件)之一"
    r"(?P<end>，)(?![^：。\n]{0,80}的[，：])"
)


@rule("W016", "case-without-de", "info", norm=f"{TECHNIQUE_1}8 下列情形之一的", fix="unsafe")
def find_cases_without_de(view: View) -> Iterator[Fault]:
    """有下列情形之一 without 的 before its consequence.

    Why: 表述为“有下列情形之一的”“有下列行为之一的”: 的 makes a condition of the words.

    Wrong:
        第一条 有下列情形之一，不予受理：
        （一）材料不全；
        （二）逾期提交。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 有下列情形之一的，不予受理：
        （一）材料不全；
        （二）逾期提交。
        第二条 本办法自公布之日起施行。
    """
    for match in _CASE.finditer(view.prose):
        spot = view.spot(match.start(), match.start("end"))
        at = Spot(spot.row, spot.end, spot.end)
        yield Fault(spot, f"“{spot.words}”之后应当有“的”", (at.replace("的"),), "unsafe")


# A pattern that begins with the word itself, its look-behind after it, is ten times as fast.
_BUT = re.compile(r"但(?<=[，；。]但)(?!是|书|愿|丁)(?![^。；\n]{0,80}?(?:除外|不在此限))")


@rule("W017", "but-without-shi", "info", norm=f"{TECHNIQUE_1}16 但是、但", fix="unsafe")
def find_but_without_shi(view: View) -> Iterator[Fault]:
    """但 alone where laws write 但是; 但…除外 stays.

    Why: “但是”“但”二者的含义相同，只是运用习惯的不同，一般用“但是”; “但……除外” is the fixed form.

    Wrong:
        第一条 当事人可以撤回申请，但应当说明理由。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 当事人可以撤回申请，但是应当说明理由。
        第二条 依法不得公开的，从其规定，但法律另有规定的除外。
        第三条 本办法自公布之日起施行。
    """
    if view.is_act:
        return
    spots = [view.spot(*m.span()) for m in _BUT.finditer(view.prose)]
    if spots:
        edits = tuple(Spot(s.row, s.end, s.end).replace("是") for s in spots)
        yield Fault(spots[0], f"全文有{len(spots)}处但书用“但”，一般用“但是”", edits, "unsafe")


_ANZHAO = re.compile(
    r"(按照)(?=(?:《[^》\n]{2,40}》|本(?:法|条例|规定|办法)|(?:有关)?法律|行政法规)(?:第[^，。；\n]{1,14}?)?的?规定)"
)


@rule("W018", "anzhao-law", "info", norm=f"{TECHNIQUE_1}18 依照、按照、参照", fix="unsafe")
def find_anzhao_law(view: View) -> Iterator[Fault]:
    """按照 before a law, where 依照 is usual.

    Why: 规定以法律法规作为依据的，一般用“依照”；“按照”一般用于对约定、章程、规定、份额、比例等的表述.

    Wrong:
        第一条 违反规定的，按照《中华人民共和国治安管理处罚法》的规定处罚。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 违反规定的，依照《中华人民共和国治安管理处罚法》的规定处罚。
        第二条 当事人应当按照约定履行义务。
        第三条 本办法自公布之日起施行。
    """
    if view.is_act:
        return
    spots = [view.spot(*m.span(1)) for m in _ANZHAO.finditer(view.prose)]
    if spots:
        edits = tuple(s.replace("依照") for s in spots)
        yield Fault(spots[0], f"全文有{len(spots)}处以法律法规为依据而用“按照”，一般用“依照”", edits, "unsafe")


@record
class Slip:
    """A word that is regularly mistaken for another: ``old`` between ``before`` and ``after``."""

    old: str
    new: str
    before: str = ""
    after: str = ""
    why: str = ""
    severity: Severity = "warning"

    def iter_matches(self, text: str) -> Iterator[re.Match[str]]:
        """Where it stands: the word first, which is found fast, then what is around it."""
        pattern = re.compile(self.before + self.old + self.after)
        for found in re.finditer(self.old, text):
            match = pattern.match(text, found.start())
            if match is not None:
                yield match


_SLIPS = (
    Slip("部份", "部分", after="(?!额)"), Slip("按装", "安装", after="(?![机备卸载入运])"),
    Slip("布署", "部署", after="(?!名)"), Slip("松驰", "松弛"), Slip("渡假", "度假"),
    Slip("既使", "即使", after="(?!用)"), Slip("做为", "作为", before="(?<![叫看])"),
    Slip("座落", "坐落"), Slip("凭籍", "凭借", after="(?!贯)"), Slip("帐蓬", "帐篷"),
    Slip("截止", "截至", "(?<![为防制])", r"(?=(?:目前|\d{4}年|[一二三四五六七八九十]{1,3}月))", "截止之后不带时间"),
    Slip("亊", "事"), Slip("巳", "已", after="(?=[经达有])"), Slip("人民政俯", "人民政府"),
    Slip("己", "已", "(?<![自知利异])", "(?=经[\u4e00-\u9fff]{2})"),
    Slip("末", "未", "(?<![期年月周本学])", "(?=经(?:批准|许可|登记|备案|同意|审核))"),
    Slip("份之", "分之", "(?<=[百千万])", "(?=[一二三四五六七八九十])"),
    Slip("政府部们", "政府部门"), Slip("责令改证", "责令改正"), Slip("追纠", "追究"),
    Slip("处于", "处以", after=r"(?=[\d一二三四五六七八九十百千万]+元以[上下])"),
    Slip("迳行", "径行", severity="info"),
    Slip("以至", "以致", after="(?=(?:造成|发生|引起)[^，。；]{0,8}(?:后果|损失|事故))", severity="info"),
    Slip("抵消", "抵销", "", "(?=(?:债务|债权|税款|应纳))", f"{TECHNIQUE_1}抵销、抵消", "info"),
    Slip("交纳", "缴纳", "", "(?=(?:税款|税费|罚款|滞纳金|社会保险费))", f"{TECHNIQUE_1}交纳、缴纳", "info"),
    Slip("谋取暴利", "牟取暴利", "", "", f"{TECHNIQUE_2}谋取、牟取", "info"),
    Slip("颁布", "公布", "", "(?=之日起)", f"{TECHNIQUE_2}公布、发布、公告", "info"),
)


_ANY_SLIP = re.compile("|".join(slip.old for slip in _SLIPS))


@rule("W019", "misspelled", "warning", norm="现代汉语词典；立法技术规范（试行）", fix="both")
def find_misspelled(view: View) -> Iterator[Fault]:
    """A word that is regularly mistaken for another: 部份, 布署, 巳经.

    Why: one of the pair is wrong, or laws use them for different things.

    Wrong:
        第一条 有关部门应当做好布署，未完成的部份限期完成。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 有关部门应当做好部署，未完成的部分限期完成。
        第二条 本办法自公布之日起施行。
    """
    body = view.body
    present = set(_ANY_SLIP.findall(body))  # one scan for all
    for slip in _SLIPS:
        for match in slip.iter_matches(body) if slip.old in present else ():
            spot = view.spot(*match.span())
            if is_quoted(spot):
                continue
            fix = "safe" if slip.severity == "warning" else "unsafe"
            why = f"（{slip.why}）" if slip.why else ""
            edits: tuple[Edit, ...] = (spot.replace(_in_script(spot, slip.new)),)
            message = f"“{spot.words}”应为“{slip.new}”{why}"
            yield Fault(spot, message, edits, fix, slip.severity)  # type: ignore[arg-type]
