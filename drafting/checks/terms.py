"""T: abbreviations that a text declares, and terms that it defines."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from drafting.checks.findings import Severity
from drafting.checks.registry import rule
from drafting.checks.view import Fault, Spot, View
from drafting.records import record

TECHNIQUE_2 = "立法技术规范（试行）2 定义条款、6 引用法律名称"
# Found by its 下, which is rarer than a bracket.
_DECLARED = re.compile(
    r"下(?:(?<=[（(]以下)|(?<=[（(]下)[同文])[^（）()\n]{0,10}?(?:简称|统称|(?<!所)称)为?[：:]?[“\"‘「]?"
    r"(?P<short>[^（）()“”\"‘’「」，。；\n]{1,20})[”\"’」]?(?P<more>[^（）()\n]{0,20})[）)]"
)


@record
class Abbreviation:
    """以下简称X: the short form, where it is declared, what stands before the bracket."""

    short: str
    spot: Spot
    start: int
    end: int
    before: str


def _find_abbreviations(view: View) -> list[Abbreviation]:
    def work() -> list[Abbreviation]:
        found = []
        body = view.body
        for match in _DECLARED.finditer(body):
            spot = view.spot(*match.span("short"))
            start = match.start() - (2 if body[match.start() - 1] == "以" else 1)
            before = body[max(0, start - 40) : start].rpartition("\n")[2]
            short = match["short"].strip()
            if spot.row.role not in ("annex", "table") and short:
                found.append(Abbreviation(short, spot, start, match.end(), before))
        return found

    return view.share("abbreviations", work)


_AND = re.compile("[、和及与]")
"""以下统称新兴技术及新兴技术产业: either of the two may be what is used."""


@rule("T001", "abbreviation-unused", "warning", norm=TECHNIQUE_2)
def find_unused_abbreviations(view: View) -> Iterator[Fault]:
    """An abbreviation is declared (以下简称X) and never used after that.

    Why: the declaration is for nothing, or the text goes on under another name.

    Wrong:
        第一条 市经济和信息化主管部门（以下简称经信部门）负责管理工作。
        第二条 市经济和信息化主管部门应当制定目录。
        第三条 本办法自公布之日起施行。

    Right:
        第一条 市经济和信息化主管部门（以下简称经信部门）负责管理工作。
        第二条 经信部门应当制定目录。
        第三条 本办法自公布之日起施行。
    """
    for item in _find_abbreviations(view):
        # 一级…, 二级… are taken up together: 一、二级…
        short = item.short[1:] if item.short[0] in "一二三四五六" else item.short
        parts = [short, *(p for p in _AND.split(short) if len(p) > 3)]
        if all(view.text.find(part, item.end) < 0 for part in parts):
            yield Fault(item.spot, f"声明了简称“{item.spot.words}”，此后没有使用")


@rule("T002", "abbreviation-early", "info", norm=TECHNIQUE_2)
def find_early_abbreviations(view: View) -> Iterator[Fault]:
    """An abbreviation is used before it is declared.

    Why: at its first use the reader does not know what it means.

    Wrong:
        第一条 经信部门应当制定目录。
        第二条 市经济和信息化主管部门（以下简称经信部门）负责管理工作，经信部门可以委托他人。
        第三条 本办法自公布之日起施行。

    Right:
        第一条 市经济和信息化主管部门（以下简称经信部门）负责管理工作。
        第二条 经信部门应当制定目录。
        第三条 本办法自公布之日起施行。
    """
    for item in _find_abbreviations(view):
        if len(item.short) < 3 or item.short in item.before:
            continue
        at = view.prose.find(item.short, 0, item.start)
        if at >= 0 and item.short not in view.title:
            message = f"“{item.spot.words}”在此处先行使用，其后才声明为简称"
            yield Fault(view.spot(at, at + len(item.short)), message)


@rule("T003", "abbreviation-twice", "warning", norm=TECHNIQUE_2)
def find_double_abbreviations(view: View) -> Iterator[Fault]:
    """One abbreviation is declared twice.

    Why: for two things it is ambiguous, for one thing once is enough.

    Wrong:
        第一条 市经济和信息化主管部门（以下简称主管部门）负责管理工作。
        第二条 市科学技术主管部门（以下简称主管部门）负责推广工作，主管部门可以委托他人。
        第三条 本办法自公布之日起施行。

    Right:
        第一条 市经济和信息化主管部门（以下简称经信部门）负责管理工作，经信部门可以委托他人。
        第二条 市科学技术主管部门（以下简称科技部门）负责推广工作，科技部门可以委托他人。
        第三条 本办法自公布之日起施行。
    """
    seen: dict[str, Abbreviation] = {}
    for item in _find_abbreviations(view):
        first = seen.setdefault(item.short, item)
        if first is not item:
            row = first.spot.row
            where = row.node.element.label if row.node is not None else ""
            told = f"简称“{item.spot.words}”在{where or '前文'}已经声明过"
            yield Fault(item.spot, told)


# --- terms in quotation marks -----------------------------------------------------------------

_QUOTED = re.compile(r"“([^“”\n]{2,12})”")
_DEFINES = re.compile(r"^(?:[，,]?(?:是|系|即|包括)|[，,]?指|[：:])")
_NAMING = re.compile(
    r"(?:所称|所称的|称为?|简称|统称|下称|标明|注明|标注|冠以|使用|载明|印有|字样|名称|命名|授予|评选|定为|"
    r"简称为|称号|即|写明|标有|写有|加盖|盖有|公布为|确定为)$"
)
_NOUNS = re.compile(
    r"[期制区人物品书证金额度表单库码章机件权费税库版层级类型域点链]$|(?:机制|制度|平台|系统|清单|名单|目录|数据|信息|模式|标准|期间|措施)$"
)


@rule("T004", "quoted-term-undefined", "info", norm=TECHNIQUE_2)
def find_undefined_terms(view: View) -> Iterator[Fault]:
    """A term in quotation marks carries a legal effect and is nowhere defined: “观察期”.

    Why: quotation marks tell the reader that the word is meant in a special sense; which one, how
    long or for whom must be said. Told of drafts, for terms that the text builds on.

    Wrong:
        第一条 在保障安全的前提下，可以给予合理的执法“观察期”，“观察期”内优先采取教育提醒等方式。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 本办法所称“观察期”，是指自新产品首次销售之日起六个月的期间；“观察期”内优先采取教育提醒等方式。
        第二条 本办法自公布之日起施行。
    """
    if view.is_act or view.profile == "document":
        return
    found: dict[str, list[tuple[int, int]]] = {}
    for match in _QUOTED.finditer(view.prose):
        found.setdefault(match[1], []).append(match.span())
    for term, places in found.items():
        if _NOUNS.search(term) and not _is_defined(view, term, places):
            times = f"（用了{len(places)}次）" if len(places) > 1 else ""
            severity: Severity | None = "warning" if len(places) > 1 else None
            message = f"“{term}”加引号使用{times}，但全文没有界定其含义"
            yield Fault(view.spot(*places[0]), message, severity=severity)


def _is_defined(view: View, term: str, places: list[tuple[int, int]]) -> bool:
    text = view.prose
    for start, end in places:
        if _NAMING.search(text, max(0, start - 6), start) or _DEFINES.search(text[end : end + 4]):
            return True
    defined = re.compile(rf"{re.escape(term)}[，,]?(?:是|系)指")
    return defined.search(text) is not None


# --- defined terms ----------------------------------------------------------------------------

_DEFINITION = re.compile(
    r"本[\u4e00-\u9fff]{1,6}?(?:所)?称的?[“「]?(?P<term>[\u4e00-\u9fff、（）()]{2,24}?)[”」]?[，,]?"
    r"(?:，)?(?:(?:是|系)?指|包括)"
)


_SHORT_FORM = re.compile(r"[（(]以下.*")


def find_definitions(view: View) -> list[tuple[str, Spot]]:
    """The terms that the text defines (本条例所称X，是指…) and where."""

    def work() -> list[tuple[str, Spot]]:
        found = []
        for match in _DEFINITION.finditer(view.prose):
            term = _SHORT_FORM.sub("", match["term"])
            if not term.startswith(("的", "下列")) and "本" not in term:
                found.append((term, view.spot(match.start("term"), match.start("term") + len(term))))
        return found

    return view.share("definitions", work)


@rule("T005", "definition-unused", "info", norm=TECHNIQUE_2)
def find_unused_definitions(view: View) -> Iterator[Fault]:
    """A term is defined (本条例所称X，是指…) and used nowhere else.

    Why: what is not used need not be defined; or the text says it in other words.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条 本办法所称算力基础设施，是指提供计算能力的设施。
        第三条 本办法自公布之日起施行。

    Right:
        第一条 为了规范算力基础设施的管理，制定本办法。
        第二条 本办法所称算力基础设施，是指提供计算能力的设施。
        第三条 本办法自公布之日起施行。
    """
    for term, spot in find_definitions(view):
        first = view.text.find(term)
        if first >= 0 and view.text.find(term, first + len(term)) < 0:
            yield Fault(spot, f"界定了“{spot.words}”，全文别处没有使用")


@rule("T006", "defined-term-varies", "warning", norm=TECHNIQUE_2)
def find_varying_terms(view: View) -> Iterator[Fault]:
    """A defined term appears with a word left out: 具身智能产业 for 具身智能机器人产业.

    Why: whether the shorter name is the defined thing or another one is open to dispute.

    Wrong:
        第一条 本办法所称具身智能机器人产业，是指与具身智能机器人相关的产业。
        第二条 区人民政府负责具身智能产业发展的指导工作。
        第三条 本办法自公布之日起施行。

    Right:
        第一条 本办法所称具身智能机器人产业，是指与具身智能机器人相关的产业。
        第二条 区人民政府负责具身智能机器人产业发展的指导工作。
        第三条 本办法自公布之日起施行。
    """
    terms = {term for term, _ in find_definitions(view)}
    for term in sorted(terms):
        if "rjieba" not in sys.modules and not _may_vary(term, view.prose):
            continue  # nothing to ask for: its dictionary takes longer to load than a law to check
        for short in _shorter_forms(term):
            if short in terms or len(short) < 4 or short not in view.prose:
                continue
            places = [m.start() for m in re.finditer(re.escape(short), view.prose)]
            if len(places) > max(2, view.prose.count(term)):
                continue  # a name used more often than the term is a name of its own
            spot = view.spot(places[0], places[0] + len(short))
            times = f"（共{len(places)}处）" if len(places) > 1 else ""
            severity: Severity | None = "info" if view.is_act else None
            told = f"本文界定的是“{term}”，此处为“{spot.words}”{times}，应当统一或者另行界定"
            yield Fault(spot, told, severity=severity)


def _may_vary(term: str, text: str) -> bool:
    """Whether the term with any stretch left out stands in ``text``, wherever its words end."""
    size = len(term)
    return any(
        term[:low] + term[high:] in text
        for low in range(1, size - 2) for high in range(low + 1, min(size - 1, low + size - 3))
    )


def _shorter_forms(term: str) -> list[str]:
    """The term with one of its inner words left out, first and last word kept."""
    import rjieba

    words = rjieba.cut(term)
    if words[0] in ("有关", "相关", "主管") or len(words[-1]) < 2:
        return []  # 有关部门 is no name; 矛盾纠纷解 is cut out of words
    return ["".join(words[:n] + words[n + 1 :]) for n in range(1, len(words) - 1)]


# --- names of laws ----------------------------------------------------------------------------

_LAW_NAME = re.compile(r"《(中华人民共和国)?([\u4e00-\u9fff、（）]{2,24}?(?:法|条例))》")


@rule("T010", "law-name-short", "info", norm="立法技术规范（试行）6 引用法律名称", fix="unsafe")
def find_short_law_names(view: View) -> Iterator[Fault]:
    """A law is named in full (《中华人民共和国X法》) and, elsewhere, in short (《X法》) undeclared.

    Why: 引用法律名称用全称; a short form needs its 以下简称.

    Wrong:
        第一条 根据《中华人民共和国数据安全法》，制定本办法。
        第二条 违反《数据安全法》规定的，依法处理。
        第三条 本办法自公布之日起施行。

    Right:
        第一条 根据《中华人民共和国数据安全法》，制定本办法。
        第二条 违反《中华人民共和国数据安全法》规定的，依法处理。
        第三条 本办法自公布之日起施行。
    """
    full: set[str] = set()
    short: dict[str, list[tuple[int, int]]] = {}
    for match in _LAW_NAME.finditer(view.prose):
        if match[1]:
            full.add(match[2])
        else:
            short.setdefault(match[2], []).append(match.span())
    declared = {re.sub("[《》]", "", item.short) for item in _find_abbreviations(view)}
    for name, places in short.items():
        if name in full and name not in declared:
            spot = view.spot(*places[0])
            edits = tuple(
                Spot(s.row, s.start + 1, s.start + 1).replace("中华人民共和国")
                for s in (view.spot(*p) for p in places)
            )
            told = f"“{spot.words}”前文用全称“《中华人民共和国{name}》”，没有声明简称"
            yield Fault(spot, told, edits, "unsafe")
