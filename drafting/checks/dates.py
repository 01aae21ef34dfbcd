"""D: dates, periods, amounts, and when a text takes effect."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from drafting.checks.findings import Severity
from drafting.checks.nodes import Node, Row
from drafting.checks.quantities import NUMBER, UNIT, read_quantity
from drafting.checks.registry import rule
from drafting.checks.view import Fault, Spot, View
from drafting.text.numerals import read_numeral

TECHNIQUE_11 = "立法技术规范（试行）（一）11 数字"
# Patterns begin with the character they cannot do without (年, 以上): that is what makes them fast.
_BLANK_DATE = re.compile(r"年[×xX*＊_＿○□　 ]{1,6}月(?:[×xX*＊_＿○□　 ]{1,6}日)?")
_BLANK_YEAR = re.compile(r"(?:[×xX*＊_＿○□　 ]{1,6}|\d{4})$")


@rule("D001", "date-blank", "info", norm="起草通例")
def find_blank_dates(view: View) -> Iterator[Fault]:
    """A date is left blank: 自××年××月×日起施行.

    Why: in a draft it is to be filled in; in a promulgated text it is an error.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条 本办法自××年××月×日起施行。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2025年10月1日起施行。
    """
    note = "".join(r.plain for r in view.rows[:8] if r.role == "preface")
    is_passed = view.is_act and _PASSED.search(note) is not None
    for match in _BLANK_DATE.finditer(view.body):
        year = _BLANK_YEAR.search(view.body, max(0, match.start() - 6), match.start())
        spot = view.spot(year.start() if year else match.start(), match.end())
        severity: Severity | None = "error" if is_passed and spot.row.is_prose else None
        yield Fault(spot, f"日期“{spot.words.strip()}”尚未填写", severity=severity)


_PASSED = re.compile("通过|公布|发布|批准|修订|修正")


_DATE = re.compile(
    r"(?P<year>\d{4}|[一二三四五六七八九〇零○]{4})年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日)?"
)
_FROM_YEAR = re.compile(r"年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月")


def _iter_dates(text: str) -> Iterator[re.Match[str]]:
    """The dates of a long text, found by their 年."""
    for match in _FROM_YEAR.finditer(text):
        found = _DATE.match(text, max(0, match.start() - 4))
        if found is not None:
            yield found


@rule("D002", "date-impossible", "error", norm="历法")
def find_impossible_dates(view: View) -> Iterator[Fault]:
    """A date that the calendar does not have: 2月30日, 13月.

    Why: a slip of the keyboard; which day was meant is open.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2025年2月30日起施行。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2025年3月1日起施行。
    """
    for match in _iter_dates(view.text):
        parts = _read_date(match)
        if parts is None:
            continue
        year, month, day = parts
        if not 1 <= month <= 12 or day > monthrange(max(year, 1), month)[1] or day == 0:
            spot = view.spot(*match.span())
            yield Fault(spot, f"日期“{spot.words}”在历法上不存在")


_DIGIT = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}


def _read_date(match: re.Match[str]) -> tuple[int, int, int] | None:
    """Year, month, day (1 when none is given); None when it cannot be read."""
    year = "".join(_DIGIT.get(c, c) for c in match["year"])
    month, day = read_numeral(match["month"]), read_numeral(match["day"] or "1")
    if not year.isdigit() or month is None or day is None:
        return None
    return int(year), month, day


_ZERO = re.compile(r"年(?:0\d月\d{1,2}日|\d{1,2}月0\d日)")


@rule("D003", "date-zero", "info", norm="GB/T 9704-2012 7.3.5.4；" + TECHNIQUE_11, fix="safe")
def find_padded_dates(view: View) -> Iterator[Fault]:
    """Month or day is written with a leading zero: 2025年08月01日.

    Why: 月、日不编虚位.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2025年08月01日起施行。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2025年8月1日起施行。
    """
    for match in _ZERO.finditer(view.body):
        spot = view.spot(*match.span())
        new = re.sub(r"(?<=[年月])0(?=\d)", "", spot.words)
        yield Fault(spot, f"月、日不编虚位，“{spot.words}”应为“{new}”", (spot.replace(new),), "safe")


_ABOVE = re.compile(rf"以上、?至?(?P<high>[百千万]分之{NUMBER}|{NUMBER}{UNIT})以下")
_LOW = re.compile(rf"(?:[百千万]分之)?{NUMBER}{UNIT}?$")


@rule("D004", "range-inverted", "error", norm="立法技术规范（试行）（一）24 以上、以下")
def find_inverted_ranges(view: View) -> Iterator[Fault]:
    """X以上Y以下 where Y is not greater than X, in one kind of unit.

    Why: 以上, 以下 include the number itself; an inverted range holds nothing.

    Wrong:
        第一条 违反本办法规定的，处五万元以上一万元以下罚款。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 违反本办法规定的，处一万元以上五万元以下罚款。
        第二条 本办法自公布之日起施行。
    """
    for match in _ABOVE.finditer(view.body):
        before = _LOW.search(view.body, max(0, match.start() - 16), match.start())
        if before is None:
            continue
        low, high = read_quantity(before[0]), read_quantity(match["high"])
        if low is None or high is None or (low.kind and low.kind != high.kind):
            continue
        if not low.kind and not _shares_scale(before[0], match["high"]):
            continue
        if low.value >= high.value:
            spot = view.spot(before.start(), match.end())
            yield Fault(spot, f"“{spot.words}”下限不小于上限")


def _shares_scale(low: str, high: str) -> bool:
    """五千以上一万元以下: the number before 以上 borrows the unit, but perhaps its 万 too."""
    return ("万" in low) == ("万" in high)


_PERIOD = re.compile(r"(?:工作日|个月|日|天)(?:内|以内)")
_MONEY = re.compile(r"元(?![素件旦宵首月])")
_PERCENT = re.compile(r"[%％百](?:(?<!百)|分之(?=[一二三四五六七八九十]))")
_STYLES = {"期限": _PERIOD, "金额": _MONEY, "百分比": _PERCENT}
_NUMERAL = re.compile(r"(?P<arabic>\d[\d.,]*[千万亿]*)个?$|(?P<chinese>[一二三四五六七八九十百千万亿两]+)个?$")


_ANY_ARABIC = re.compile(
    r"[0-9０-９%％](?:(?<=[%％])|[千万亿]*(?:个?(?:工作日|个月|日|天)以?内|元))"
)
_NUMERAL_ENDS = frozenset("0123456789.,千万亿个一二三四五六七八九十百两")


def _read_style(text: str, match: re.Match[str]) -> tuple[str, int] | None:
    """Whether what stands before a unit is in digits or characters, and where it begins."""
    if match[0] in ("%", "％", "百分之"):
        return ("chinese" if match[0] == "百分之" else "arabic"), match.start()
    if text[match.start() - 1] not in _NUMERAL_ENDS:
        return None
    found = _NUMERAL.search(text, max(0, match.start() - 12), match.start())
    if found is None or text[found.start() - 1] in "年月第lIO":
        return None
    return str(found.lastgroup), found.start()


@rule("D005", "numeral-style", "info", norm=TECHNIQUE_11)
def find_mixed_styles(view: View) -> Iterator[Fault]:
    """Periods, amounts or percentages are written now in digits and now in characters.

    Why: laws and local regulations write them in characters (三十日), the State Council in digits
    (30日); whichever it is, one text does it one way.

    Wrong:
        第一条 主管部门应当自受理之日起二十日内作出决定。
        第二条 申请人应当在10日内补正。
        第三条 主管部门应当在五日内告知申请人。

    Right:
        第一条 主管部门应当自受理之日起二十日内作出决定。
        第二条 申请人应当在十日内补正。
        第三条 主管部门应当在五日内告知申请人。
    """
    body = view.prose
    if _ANY_ARABIC.search(body) is None:
        return  # most laws; a third of the time
    for name, pattern in _STYLES.items():
        found: dict[str, list[tuple[int, int]]] = {"arabic": [], "chinese": []}
        for match in pattern.finditer(body):
            style = _read_style(body, match)
            if style is not None:
                found[style[0]].append((style[1], match.end()))
        if not all(found.values()):
            continue
        arabic, chinese = found["arabic"], found["chinese"]
        odd, style_name = (arabic, "阿拉伯数字") if len(arabic) < len(chinese) else (chinese, "汉字数字")
        spot = view.spot(*odd[0])
        advice = _ADVICE.get(view.profile, "应当统一")
        message = (
            f"{name}的写法不一致：阿拉伯数字{len(arabic)}处、汉字数字{len(chinese)}处"
            f"（{style_name}的如“{spot.words}”），{advice}"
        )
        yield Fault(spot, message)


_ADVICE = {
    "npc": "法律应当用汉字数字", "local": "地方性法规应当用汉字数字", "state-council": "行政法规通常用阿拉伯数字",
}


@rule("D006", "days-mixed", "info", norm="立法技术规范（试行）（一）日、工作日")
def find_mixed_days(view: View) -> Iterator[Fault]:
    """One article counts some periods in 日 and others in 工作日.

    Why: 日 includes holidays, 工作日 does not; in one procedure the reader takes both for the same.

    Wrong:
        第一条 主管部门应当在五个工作日内受理，并在三日内作出决定。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 主管部门应当在五个工作日内受理，并在三个工作日内作出决定。
        第二条 本办法自公布之日起施行。
    """
    kinds: dict[int, dict[str, Spot]] = {}
    if "工作日" not in view.prose:
        return
    for match in _PERIOD.finditer(view.prose):
        style = _read_style(view.prose, match)
        if style is None or match[0][0] in "个天":
            continue
        spot = view.spot(style[1], match.end())
        article = spot.row.node.article if spot.row.node is not None else None
        kind = "工作日" if "工作日" in match[0] else "日"
        kinds.setdefault(id(article), {}).setdefault(kind, spot)
    for found in kinds.values():
        if len(found) == 2:
            days, working = found["日"], found["工作日"]
            message = f"同一条中“{working.words}”与“{days.words}”并用：工作日不含节假日，日含节假日"
            yield Fault(max(found.values(), key=lambda s: (s.row.index, s.start)), message)



# --- taking effect ----------------------------------------------------------------------------

_EFFECT = re.compile(r"起(?P<verb>施行|实施|执行|生效|试行)")
_EFFECT_DATE = re.compile(r"(?:自|从)" + _DATE.pattern + "起")


@rule("D007", "effect-missing", "warning", norm="立法法第六十一条")
def find_missing_effect(view: View) -> Iterator[Fault]:
    """The text does not say when it takes effect.

    Why: 法律应当明确规定施行日期; it stands in the last article.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条 市人民政府负责管理工作。
        第三条 区人民政府负责本区域的管理工作。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 市人民政府负责管理工作。
        第三条 本办法自公布之日起施行。
    """
    articles = view.articles
    if len(articles) < 3 or view.is_excerpt:
        return
    rows = [r for article in articles[-5:] for r in _rows_of(article)]
    if any(_EFFECTIVE.search(r.plain) for r in rows) or _EFFECTIVE.search(view.text[:800]):
        return
    yield Fault(view.spot_of(articles[-1]), "未规定施行日期（通常在最后一条）", node=articles[-1])


_EFFECTIVE = re.compile(r"施行|起实施|起执行|起生效|开始实施|生效|实施之日|试行")


@rule("D008", "effect-wording", "info", norm="立法技术规范（试行）；施行日期条款通例", fix="unsafe")
def find_effect_wording(view: View) -> Iterator[Fault]:
    """The last article says 起实施, 起执行 or 起生效 where laws say 起施行.

    Why: 98 of 100 promulgated texts say 施行.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2025年10月1日起实施。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2025年10月1日起施行。
    """
    for match in _EFFECT.finditer(view.prose):
        if match["verb"] not in ("实施", "执行", "生效"):
            continue
        if _OWN_START.search(view.prose, max(0, match.start() - 40), match.start()):
            spot = view.spot(*match.span("verb"))
            message = f"施行日期条款应当用“施行”，现为“{spot.words}”"
            yield Fault(spot, message, (spot.replace("施行"),), "unsafe")


_OWN_START = re.compile(r"本[\u4e00-\u9fff]{1,6}[自从][^。；\n]{2,30}$")


@rule("D009", "effect-too-soon", "info", norm="行政法规制定程序条例第二十九条、规章制定程序条例第三十二条")
def find_early_effect(view: View) -> Iterator[Fault]:
    """The text takes effect before, or less than 30 days after, its publication.

    Why: 行政法规、规章应当自公布之日起30日后施行, save for security, exchange rates and the like; no
    text takes effect before it was passed.

    Wrong:
        杭州市机器人管理办法
        （2024年5月5日杭州市人民政府令第300号公布）
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2024年5月10日起施行。

    Right:
        杭州市机器人管理办法
        （2024年5月5日杭州市人民政府令第300号公布）
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2024年7月1日起施行。
    """
    note = "".join(r.plain for r in view.rows[:8] if r.role == "preface")
    first = _DATE.search(note)
    effect = _find_effect(view)
    if first is None or effect is None or "修" in note:
        return
    published, (spot, day) = _to_date(first), effect
    if published is None or (view.profile not in ("state-council", "rule") and day >= published):
        return
    if day < published:
        yield Fault(spot, f"施行日期{day:%Y-%m-%d}早于公布日期{published:%Y-%m-%d}", severity="warning")
    elif day - published < timedelta(days=30):
        days = (day - published).days
        yield Fault(spot, f"公布后{days}日即施行，行政法规、规章一般应当自公布之日起30日后施行")


def _find_effect(view: View) -> tuple[Spot, date] | None:
    """The effective date of the last article."""
    rows = _rows_of(view.articles[-1]) if view.articles else []
    for row in rows:
        match = _EFFECT_DATE.search(row.plain)
        day = _to_date(match) if match is not None else None
        if match is not None and day is not None:
            return Spot(row, *match.span()), day
    return None


def _rows_of(node: Node) -> list[Row]:
    return [*node.rows, *(r for c in node.children for r in _rows_of(c))]


def _to_date(match: re.Match[str]) -> date | None:
    parts = _read_date(match)
    if parts is None or match["day"] is None:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


@rule("D010", "consultation-short", "warning", norm="立法法第四十条；行政法规、规章制定程序条例")
def find_short_consultation(view: View) -> Iterator[Fault]:
    """The public is given less than 30 days to comment.

    Why: 征求意见的期限一般不少于三十日 holds for drafts of laws, regulations and rules.

    Wrong:
        关于公开征求《杭州市机器人管理办法（草案）》意见的公告
        现公开征求意见，时间为2024年4月8日至2024年4月18日。
        杭州市机器人管理办法（草案）
        第一条 为了规范管理，制定本办法。
        第二条 本办法自公布之日起施行。

    Right:
        关于公开征求《杭州市机器人管理办法（草案）》意见的公告
        现公开征求意见，时间为2024年4月8日至2024年5月8日。
        杭州市机器人管理办法（草案）
        第一条 为了规范管理，制定本办法。
        第二条 本办法自公布之日起施行。
    """
    bounds = [view.data(f"consultation-{end}") for end in ("from", "until")]
    try:
        first, last = (date.fromisoformat(b) for b in bounds)
    except ValueError:
        return
    days = (last - first).days + 1
    severity: Severity | None = None if view.tree.kind == "bill" else "info"
    if last < first:
        yield Fault(_period_spot(view, first), "征求意见的截止日期早于开始日期", severity="error")
    elif days < 30:
        message = f"征求意见期限为{days}日，立法草案一般不少于三十日"
        yield Fault(_period_spot(view, first), message, severity=severity)


def _period_spot(view: View, first: date) -> Spot:
    words = f"{first.year}年{first.month}月{first.day}日"
    at = view.text.find(words)
    return view.spot(at, at + len(words)) if at >= 0 else Spot(view.rows[0], 0, 0)


@rule("D011", "undated", "info", norm="题注应当载明日期（立法法第六十五条）")
def find_undated(view: View) -> Iterator[Fault]:
    """The text carries no complete date.

    Why: a text without its date cannot be told from its other versions; none is made up.

    Wrong:
        杭州市机器人管理办法（草案）
        第一条 为了规范管理，制定本办法。
        第二条 本办法自公布之日起施行。

    Right:
        杭州市机器人管理办法
        （2024年5月5日杭州市人民政府令第300号公布）
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2024年7月1日起施行。
    """
    for doubt in view.doubts:
        if doubt.code == "undated":
            title = next((r for r in view.rows if r.role == "title"), view.rows[0])
            yield Fault(Spot(title, 0, len(title.plain)), doubt.message)
