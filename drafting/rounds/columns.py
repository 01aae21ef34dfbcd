"""Which column of a returned table is what: by its title, else by what stands in it.

Columns may have been moved, renamed, added or removed. A title that is not known is looked at by
its cells: addresses, the draft's own words, or free text, which is what somebody has to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

import regex as re

from drafting.records import record
from drafting.rounds.comments import Anchor
from drafting.rounds.grids import GridRow
from drafting.rounds.mentions import simplify, squeeze
from drafting.rounds.places import Places
from drafting.rounds.senders import read_date

_TITLES = {
    "eid": r"eid|条款标识|provisionid",
    "key": r"意见标识",
    "id": r"意见编号|意见id|commentid",
    "answer": r"(?:处理|采纳|答复|办理)(?:意见|情况|结果|结论|建议)(?:（.*）)?|是否采纳|采纳与否",
    "answer_reason": r"(?:处理|采纳|不采纳|未采纳|答复|办理)(?:的)?(?:理由|说明|原因)|答复内容",
    "answered_by": r"(?:经办|办理|处理|承办|答复)人(?:员)?|经办|(?:承办|办理)单位",
    "answered_at": r"(?:办理|处理|答复)(?:日期|时间)",
    "known_status": r"(?:导出|原)(?:时)?(?:状态|处理意见)",
    "proposal": r"建议处理|系统建议|拟处理意见",
    "seq": r"序号|编号|no\.?|#",
    "text": r"(?:草案|原|现|征求意见稿|对应|条款|规定|法规)?(?:条文|原文)(?:内容|原文)?"
    r"|原内容|修改前|条款内容|(?:草案|征求意见稿|现行)(?:内容|规定|表述)",
    "label": r"(?:意见|建议)?(?:所在|所?对应|所?涉及?|针对|有关|相关|意见|修改)?的?"
    r"(?:条款|条目|章节|章条|条次|条款项|章节条款|条文|位置|章节或条款|具体条款)(?:号|序号|编号|名称)?|条号|章节号|章条编号|第几条|出处",
    "proposed": r"(?:拟|建议)?修改(?:后|为|成)(?:的)?(?:条文|内容|表述|文本|建议)?"
    r"|(?:建议|修订后|修改后)?(?:的)?条文表述|修订后|建议(?:条文|表述|文本|改为)|改为|具体表述",
    "reason": r"(?:修改|具体|提出|主要|意见)?(?:的)?"
    r"(?:理由|依据|原因)(?:和依据|及依据|说明|、依据|或依据)?|说明|为什么",
    "kind": r"意见(?:类型|类别|性质)|类型|类别|修订形式|修改类型|建议类型",
    "either": r"(?:提出|反馈|建议)?(?:单位|部门)[/／或、（(](?:个人|姓名|人)[）)]?"
    r"|(?:意见)?(?:提出|反馈)者|意见来源|来源|(?:提出|反馈)(?:单位或个人|主体)"
    r"|(?:姓名|个人)[/／或](?:单位|部门)",
    "unit": r"(?:您的?)?(?:提出|反馈|建议|填报|所在|工作)?(?:单位|部门|机构|企业)(?:名称)?|公司(?:名称)?",
    "person": r"(?:您的|专家|代表|委员|市民|群众|本人)?姓名|(?:提出|建议|联系|反馈|填报|填表|留言|提议)人(?:姓名)?|专家"
    r"|昵称|网名|用户名?",
    "contact": r"(?:联系|通讯)?(?:方式|电话|手机|地址|邮箱)(?:号码)?|手机号码?|电子邮[箱件]|e-?mail"
    r"|身份证号?码?|住址|ip(?:地址)?",
    "date": r"(?:提交|反馈|填写|留言|提出|填报|创建)?(?:日期|时间)",
    "opinion": r"(?:修改|反馈|具体|您的|主要|提出的?|其他|其它|总体|综合|个人)?(?:意见|建议|看法|评论|留言)"
    r"(?:内容|和建议|及建议|与建议|、建议|或建议|建议)?"
    r"|(?:意见|建议|留言|反馈|评论|回复)?(?:正文|内容)|修改意见(?:和|及|与|、|或)?建议|备注意见",
}
_PATTERNS = {role: re.compile(pattern, re.I) for role, pattern in _TITLES.items()}
_ASIDE = re.compile(r"[（(\[【][^）)\]】]{0,40}[）)\]】]|[：:*＊\s]|必填|选填")
_HAN = re.compile(r"\p{Han}{2}")
_QUESTION = re.compile("意见|建议|看法|评价|修改|想法|问题")
_ABOUT = re.compile("[对就].{2,40}的?.{0,6}(?:意见|建议|看法|评价)")
_SAMPLE = 200
_HEAD_LIMIT = 40


@record
class Columns:
    """The head of a table: its row number, the column of each role, ``titles`` of all and

    ``others`` of those not known.

    ``asked`` are the columns of a questionnaire that each ask about one place (您对第八条的意见).
    """

    head: int
    roles: dict[str, int]
    others: dict[int, str]
    asked: dict[int, tuple[Anchor, ...]] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)


def find_columns(rows: Sequence[GridRow], places: Places) -> Columns | None:
    """Return the columns of a table of comments, None when ``rows`` are no such table."""
    best: Columns | None = None
    for index, row in enumerate(rows[:_HEAD_LIMIT]):
        roles = _read_titles(row)
        if _is_head(row, roles) and (best is None or len(roles) > len(best.roles)):
            best = _make_columns(index, row, roles)
    return _complete(_ask(best, places), rows, places) if best else None


def guess_columns(rows: Sequence[GridRow], places: Places) -> Columns | None:
    """The same where no row is plainly a head: a questionnaire, or a head mostly unknown."""
    return _find_questions(rows, places) or _find_by_content(rows, places)


def _make_columns(index: int, row: GridRow, roles: dict[str, int]) -> Columns:
    others = {c: t for c, t in row.cells.items() if c not in roles.values()}
    return Columns(index, roles, others, titles=dict(row.cells))


def _find_questions(rows: Sequence[GridRow], places: Places) -> Columns | None:
    """The head of a questionnaire: two columns and more that each ask about a place."""
    for index, row in enumerate(rows[:_HEAD_LIMIT]):
        columns = _ask(_make_columns(index, row, _read_titles(row)), places)
        if len(columns.asked) > 1:
            return columns
    return None


def _find_by_content(rows: Sequence[GridRow], places: Places) -> Columns | None:
    """A head of which one title alone is known, when the cells below tell what the others are."""
    for index, row in enumerate(rows[:_HEAD_LIMIT]):
        roles = _read_titles(row)
        if not {"opinion", "proposed", "label", "text"} & roles.keys() or len(row.cells) < 2:
            continue
        found = _complete(_make_columns(index, row, roles), rows, places)
        says = {"opinion", "proposed"} & found.roles.keys()
        if says and {"label", "text"} & found.roles.keys():
            return found
    return None


def _ask(columns: Columns, places: Places) -> Columns:
    """``columns`` with those of its unknown titles that ask about one place of the draft."""
    asked: dict[int, tuple[Anchor, ...]] = {}
    for column, title in columns.others.items():
        if not _QUESTION.search(simplify(title)):
            continue
        named = tuple(a for m in places.find_mentions(title) for a in m.anchors)
        if named or _ABOUT.search(simplify(title)):
            asked[column] = tuple(dict.fromkeys(named))
    others = {c: t for c, t in columns.others.items() if c not in asked}
    return replace(columns, others=others, asked=asked)


def _read_titles(row: GridRow) -> dict[str, int]:
    roles: dict[str, int] = {}
    for column, text in sorted(row.cells.items()):
        role = read_title(text)
        if role and role not in roles:
            roles[role] = column
    return roles


def read_title(text: str) -> str:
    """The role that a column's title names, "" when it is not known."""
    squeezed = simplify("".join(text.split()))
    if len(squeezed) > 30:
        return ""
    bare = _ASIDE.sub("", squeezed)
    for candidate in (squeezed, bare):
        for role, pattern in _PATTERNS.items():
            if pattern.fullmatch(candidate):
                return role
    return ""


def _is_head(row: GridRow, roles: dict[str, int]) -> bool:
    says = {"opinion", "proposed", "reason", "answer"} & roles.keys()
    where = roles.keys() & {
        "label", "text", "eid", "seq", "person", "either", "unit", "id", "key", "date",
    }
    longest = max((len(text) for text in row.cells.values()), default=0)
    return longest <= 60 and (bool(says and where) or len(says | where) >= 3)


def _complete(columns: Columns, rows: Sequence[GridRow], places: Places) -> Columns:
    """Give roles that no title named to columns whose cells tell."""
    roles, others = dict(columns.roles), dict(columns.others)
    sample = rows[columns.head + 1 :][:_SAMPLE]
    width = {c for row in sample for c in row.cells}
    others |= dict.fromkeys(width - set(roles.values()) - set(others) - set(columns.asked), "")
    for column in sorted(others):
        role = _read_content([r.cells[column] for r in sample if column in r.cells], places)
        if role == "opinion" and "proposed" in roles and others[column]:
            continue
        if role and role not in roles:
            roles[role] = column
    kept = {c: t for c, t in others.items() if c not in roles.values()}
    return replace(columns, roles=roles, others=kept)


def _read_content(cells: list[str], places: Places) -> str:
    """What a column holds: mostly addresses, mostly the draft's words, or free text."""
    if not cells:
        return ""
    labels = sum(len(c) <= 20 and bool(places.read_label(c)) for c in cells)
    if labels * 2 > len(cells):
        return "label"
    if sum(bool(read_date(c)) and len(c) <= 25 for c in cells) * 2 > len(cells):
        return "date"
    long = [c for c in cells if len(c) >= 10 and _HAN.search(c)]
    printed = sum(places.find_words(c.split("\n")[0][:60]) is not None for c in long[:40])
    if long and printed * 2 > len(long[:40]):
        return "text"
    return "opinion" if long and len(squeeze("".join(long))) >= 6 else ""
