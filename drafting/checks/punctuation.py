"""P: signs doubled, half-width, missing at the end, blanks inside; as GB/T 15834 has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafting.checks.brackets import GB_15834
from drafting.checks.nodes import Node, Row
from drafting.checks.registry import rule
from drafting.checks.view import MASK, Fault, Spot, View

_DOUBLED = re.compile(r"[，。；：、！？,;][，。；：、！？,;]+")
_PROPER = re.compile(r"[！？]+")


@rule("P004", "doubled-sign", "error", norm=GB_15834, fix="both")
def find_doubled_signs(view: View) -> Iterator[Fault]:
    """A sign stands twice (、、) or two signs that cannot follow one another stand together (，。).

    Why: what stood between them was deleted, or the key was hit twice.

    Wrong:
        第一条 支持电机、减速器、、一体化关节的研发。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 支持电机、减速器、一体化关节的研发。
        第二条 本办法自公布之日起施行。
    """
    for spot in view.scan(_DOUBLED):
        words = spot.words
        if _PROPER.fullmatch(words):
            continue
        if len(set(words)) == 1 and len(words) > 2 and words[0] in "。.":
            message = f"连用{len(words)}个“{words[0]}”，省略号应为“……”"
            yield Fault(spot, message, (spot.replace("……"),), "unsafe", "warning")
        elif len(set(words)) == 1:
            message = f"标点重复：“{words}”"
            yield Fault(spot, message, (spot.replace(words[0]),), "safe")
        else:
            keep = "。" if "。" in words else "；" if "；" in words else words[-1]
            message = f"标点“{words}”不能连用，应当只留其一"
            yield Fault(spot, message, (spot.replace(keep),), "unsafe")


_HALF = re.compile(r"[,;:?!]")
_NEAR = re.compile(r"[\u4e00-\u9fff“”‘’《》【】〔〕（）]")
"""A half-width sign is at fault beside one of these; 1,000 and 12:30 are right."""
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_SIGN_NAMES = {",": "逗号", ";": "分号", ":": "冒号", "?": "问号", "!": "叹号", ".": "句号"}
_DOT = re.compile(r"\.(?<=[\u4e00-\u9fff”》）)]\.)(?=\n|$|[\u4e00-\u9fff])")


@rule("P005", "half-width-sign", "warning", norm=GB_15834, fix="safe")
def find_half_width(view: View) -> Iterator[Fault]:
    """Commas, semicolons, colons or full stops between Chinese characters are half-width.

    Why: Chinese text takes full-width signs. Usually a web copy or a keyboard made all of them so:
    one finding holds them all, and one fix mends them.

    Wrong:
        第一条 为了规范管理,根据有关法律,制定本办法。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 为了规范管理，根据有关法律，制定本办法。
        第二条 本办法自公布之日起施行。
    """
    if not any(sign in view.body for sign in (*_FULL,)):
        return
    spots = [s for s in view.scan(_HALF) if s.row.role != "table" and _is_between_chinese(s)]
    spots += [s for s in view.scan(_DOT) if s.row.is_prose]
    if not spots:
        return
    spots.sort(key=lambda s: (s.row.index, s.start))
    count = Counter(s.plain for s in spots)
    told = "、".join(f"{n}个半角{_SIGN_NAMES[sign]}“{sign}”" for sign, n in count.most_common())
    edits = tuple(s.replace(_FULL[s.plain]) for s in spots)
    yield Fault(spots[0], f"全文有{told}，中文行文应当用全角标点", edits, "safe")


def _is_between_chinese(spot: Spot) -> bool:
    text = spot.row.plain
    beside = text[spot.start - 1 : spot.start] + text[spot.end : spot.end + 1]
    return _NEAR.search(beside) is not None


@rule("P006", "half-width-bracket", "info", norm=GB_15834, fix="safe")
def find_half_width_brackets(view: View) -> Iterator[Fault]:
    """Brackets around Chinese characters are half-width: 区、县(市).

    Why: Chinese text takes full-width brackets; one finding holds them all.

    Wrong:
        第一条 区、县(市)人民政府负责管理工作。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 区、县（市）人民政府负责管理工作。
        第二条 本办法自公布之日起施行。
    """
    spots = [s for s in view.scan(_BRACKETED) if s.row.role not in ("table", "annex")]
    if not spots:
        return
    edits = tuple(
        edit for s in spots
        for edit in (Spot(s.row, s.start, s.start + 1).replace("（"),
                     Spot(s.row, s.end - 1, s.end).replace("）"))
    )
    message = f"全文有{len(spots)}对半角括号“()”，中文行文应当用全角括号“（）”"
    yield Fault(spots[0], message, edits, "safe")


_BRACKETED = re.compile(r"\([^（）()\n\x01]*[\u4e00-\u9fff][^（）()\n\x01]*\)")


@rule("P007", "item-end", "warning", norm="立法技术规范（试行）分项标点", fix="unsafe")
def find_item_ends(view: View) -> Iterator[Fault]:
    """A 项 does not end in “；”, or the last of a list not in “。”.

    Why: items of one sentence are parted by semicolons, and the last ends the sentence: a last item
    with a semicolon shows that one was lost behind it.

    Wrong:
        第一条 申请人应当提交下列材料：
        （一）申请书；
        （二）身份证明；
        第二条 本办法自公布之日起施行。

    Right:
        第一条 申请人应当提交下列材料：
        （一）申请书；
        （二）身份证明。
        第二条 本办法自公布之日起施行。
    """
    for items in _iter_lists(view):
        for item in items[:-1]:
            spot = _end_of(item)
            if spot is not None and spot.plain not in _MIDDLE:
                yield _tell_end(spot, item, "；")
        last = _end_of(items[-1])
        if last is not None and last.plain in _OPEN_ENDS and not _goes_on(items[-1]):
            yield _tell_end(last, items[-1], "。")


_MIDDLE = frozenset("；。;：:！？.”）》…")
_OPEN_ENDS = frozenset("；;，,、")


def _iter_lists(view: View) -> Iterator[list[Node]]:
    """Lists of 项 of two and more in articles."""
    for node, items in view.lists:
        if len(items) > 1 and not node.scope and node.article is not None:
            yield items


def _goes_on(item: Node) -> bool:
    """Whether the 项 that holds this 目 is followed by another: then “；” ends the 目 as well."""
    holder = item.parent
    while holder is not None and holder.kind != "point":
        holder = holder.parent
    if item.kind != "indent" or holder is None or holder.parent is None:
        return False
    return holder is not holder.parent.below("point")[-1]


def _end_of(item: Node) -> Spot | None:
    """The last sign of an item that is one line; longer ones end as they must."""
    if item.children or len(item.rows) != 1:
        return None
    row = item.rows[0]
    end = len(row.plain.rstrip())
    return Spot(row, end - 1, end) if end > row.head else None


def _tell_end(spot: Spot, item: Node, sign: str) -> Fault:
    is_sign = not spot.plain.isalnum()
    after = Spot(spot.row, spot.end, spot.end)
    edit = spot.replace(sign) if is_sign else after.replace(sign)
    place = "最后一项" if sign == "。" else "此项"
    found = f"现为“{spot.words}”" if is_sign else "现无标点"
    return Fault(spot, f"{place}末尾应当用“{sign}”，{found}", (edit,), "unsafe", node=item)


_WHOLE_ENDS = frozenset("。；：！？…;:.?!”’」』）)》】〕—")
"""What a paragraph may end with: looked at first, for nearly all do."""
_COMMAS = frozenset("，、,")


@rule("P008", "no-sentence-end", "warning", norm=GB_15834, fix="unsafe")
def find_missing_ends(view: View) -> Iterator[Fault]:
    """A 款 ends without a full stop.

    Why: the end of the sentence was lost, and perhaps more with it.

    Wrong:
        第一条 市人民政府负责本市机器人产业的管理工作
        第二条 本办法自公布之日起施行。

    Right:
        第一条 市人民政府负责本市机器人产业的管理工作。
        第二条 本办法自公布之日起施行。
    """
    for row in view.rows:
        if row.plain[-1:] in _WHOLE_ENDS or not _is_sentence(row):
            continue
        text = row.plain.rstrip()
        if text[-1:] in _COMMAS:
            spot = Spot(row, len(text) - 1, len(text))
            yield Fault(spot, f"段末为“{text[-1]}”，句子未完")
        elif text[-1:] not in _WHOLE_ENDS:
            at = Spot(row, len(text), len(text))
            spot = Spot(row, max(row.head, len(text) - 4), len(text))
            yield Fault(spot, "句末缺少标点", (at.replace("。"),), "unsafe")


def _is_sentence(row: Row) -> bool:
    """A 款 of an article, long enough to be a sentence and no item of a list."""
    node = row.node
    return (
        row.is_prose and node is not None and node.kind == "paragraph"
        and node.article is not None and len(row.plain) - row.head > 12
    )


_BLANK = re.compile(r"[ \u3000\u00a0][ \u3000\u00a0]*")
_BESIDE = re.compile(r"[\u4e00-\u9fff，。；：、“”《》（）]")
_LEFT_BLANK = re.compile(r"[年月日第号\d×X_]$|自$")


@rule("P009", "stray-blank", "info", norm=GB_15834, fix="safe")
def find_stray_blanks(view: View) -> Iterator[Fault]:
    """Blanks stand between Chinese characters.

    Why: Chinese text has none between words; they come from web pages and line ends. Places left
    blank to be filled in (　年　月　日) are left alone. One finding holds them all.

    Wrong:
        第一条 市人民政府应当 加强管理工作。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 市人民政府应当加强管理工作。
        第二条 本办法自公布之日起施行。
    """
    prose = view.prose
    if not any(blank in prose for blank in " \u3000\u00a0"):
        return
    found = (view.spot(*match.span()) for match in _BLANK.finditer(prose))
    spots = [s for s in found if not _is_left_blank(s)]
    if spots:
        message = f"全文有{len(spots)}处汉字之间夹有空格"
        edits = tuple(s.replace("") for s in spots)
        context = Spot(spots[0].row, max(0, spots[0].start - 2), spots[0].end + 2)
        yield Fault(context, message, edits, "safe")


def _is_left_blank(spot: Spot) -> bool:
    """A place to be filled in, the gap after a label, or one sentence parted from another."""
    text = spot.row.plain
    before, after = text[: spot.start], text[spot.end : spot.end + 1]
    if not (_BESIDE.match(before[-1:]) and _BESIDE.match(after)):
        return True  # MEMS 传感器, and blanks at the ends
    return (
        spot.start <= spot.row.head or MASK in before[-1:] or after in "年月日"
        or _LEFT_BLANK.search(before) is not None or before[-1:] in "。；"
    )


_STRAIGHT = re.compile(r'"[^"\n]{1,40}"')


@rule("P010", "straight-quote", "warning", norm=GB_15834, fix="safe")
def find_straight_quotes(view: View) -> Iterator[Fault]:
    """Chinese words stand between straight quotation marks.

    Why: Chinese text takes “ ”. One finding holds them all.

    Wrong:
        第一条 本办法所称"机器人"，是指智能机器人。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 本办法所称“机器人”，是指智能机器人。
        第二条 本办法自公布之日起施行。
    """
    spots = [s for s in view.scan(_STRAIGHT) if _NEAR.search(s.plain[1:-1])]
    if spots:
        edits = tuple(
            edit for s in spots
            for edit in (Spot(s.row, s.start, s.start + 1).replace("“"),
                         Spot(s.row, s.end - 1, s.end).replace("”"))
        )
        message = f"全文有{len(spots)}对直引号，应当用“”"
        yield Fault(spots[0], message, edits, "safe")


_TITLES = re.compile(r"》(?P<between>、?)《")


@rule("P011", "title-separator", "info", norm="GB/T 15834-2011 4.5.3.5", fix="unsafe")
def find_title_separators(view: View) -> Iterator[Fault]:
    """Titles in book-title marks are parted now by 、 and now by nothing.

    Why: GB/T 15834 wants nothing between 》 and 《, national laws keep the 、; a text does it one way.

    Wrong:
        第一条 根据《甲法》、《乙法》，制定本办法。
        第二条 违反《甲法》《乙法》规定的，依法处理。
        第三条 违反《丙法》《丁法》规定的，依法处理。

    Right:
        第一条 根据《甲法》《乙法》，制定本办法。
        第二条 违反《甲法》《乙法》规定的，依法处理。
        第三条 违反《丙法》《丁法》规定的，依法处理。
    """
    spots = list(view.scan(_TITLES))
    marked = [s for s in spots if "、" in s.plain]
    bare = [s for s in spots if "、" not in s.plain]
    if marked and bare:
        odd, new = (marked, "》《") if len(marked) <= len(bare) else (bare, "》、《")
        message = f"并列书名号之间{len(marked)}处用顿号、{len(bare)}处不用，应当前后一致"
        yield Fault(odd[0], message, tuple(s.replace(new) for s in odd), "unsafe")
