"""Who speaks: name, unit and how to reach them, from labels (联系人：…), heads and signatures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from functools import lru_cache

import regex as re

from drafting.records import record
from drafting.rounds.mentions import simplify
from drafting.rounds.names import is_name

_LABELS = {
    "unit": r"(?:提出|反馈|填报|填表|填写|建议|回复|来函|所在|工作)?单位(?:名称)?"
    r"(?:[（(](?:盖章|公章)[)）])?|(?:公司|企业|机构)名称|部门",
    "person": r"姓\s*名|您的姓名"
    r"|(?:建议|提出|反馈|填表|填报|填写|提议|联系|经办|署名|签名|来信|执笔|起草|承办)[人者](?:姓名)?"
    r"|网[友名]|昵称|署名|落款|(?:普通)?(?:市民|群众|居民|村民|业主)",
    "either": r"(?:提出|反馈|建议)?单位[/／或（(]个人[）)]?|个人[/／或]单位|提出者|意见来源",
    "contact": r"(?:联系|通讯|通信)?(?:电话|方式|地址|手机|邮箱)(?:号码)?|手机号?码?"
    r"|电子(?:邮箱|邮件)|邮编|邮政编码|住\s*址|地\s*址|传真|身份证号?码?|微信号?|QQ号?|E-?mail",
    "date": r"(?:填表|填报|反馈|填写|提出)?(?:日期|时间)",
}
_ANY = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS.items())
_LABELLED = re.compile(
    rf"(?:{_ANY})\s*[：:]\s*(?P<value>[^：:\n]*?)"
    rf"(?=\s*(?:{'|'.join(_LABELS.values())})\s*[：:]|[；;\n]|$)",
    re.I,
)
_BLANK_LABEL = re.compile(
    r"^[（(]?((?:联系|经办|执笔|提出|建议|反馈)人|联系电话|电话|手机|单位|姓名)[ \t\u3000]+(?=\S)"
)
_LABEL_CELL = re.compile(rf"(?:{_ANY})\s*[：:]?", re.I)
_DATE = re.compile(r"((?:19|20)\d\d)\s*[年\-./]\s*(\d{1,2})\s*[月\-./]\s*(\d{1,2})\s*日?")
_CHINESE = "[一二三四五六七八九十]{1,3}"
_CHINESE_DATE = re.compile(rf"([二〇○零一三四五六七八九]{{4}})年({_CHINESE})月({_CHINESE})日")
_BODY_WORDS = (
    "公司|集团|局|委|委员会|办公室|办|厅|部|院|所|中心|大学|学院|学校|中学|小学|协会|学会|商会|联盟"
    "|联合会|研究院|事务所|医院|银行|厂|店|社|站|队|会|基金|支队|大队|总队|街道|街道办|办事处|律所|联社|(?:工商|妇|残|文|侨|社科|作|科|贸促)联|[科律消记]协|团[省市县区]委|政府|法院|检察院|工会"
    "|合作社|Ltd\\.?|Inc\\.?"
)
_UNIT = re.compile(
    rf"[\p{{Han}}A-Za-z0-9（）()·&、\s]{{2,40}}(?:{_BODY_WORDS})(?:[（(][\p{{Han}}]{{1,10}}[)）])?"
)
_SIGNS = re.compile(
    r"^(?:一名|一位|\p{Han}{2,4})?(?:普通)?(?:市民|群众|居民|村民|网民|网友|公民|消费者|读者|建议人|老?百姓|业主|家长"
    r"|学生|职工|员工|司机|用户|社工|退休\p{Han}{2})"
    r"[：:，, \u3000]*(?=\p{Han}{2})"
)
_SAYS = re.compile("第.{1,4}[条款项章]|建议|应当|修改|删|增加|补充|明确|意见|希望|[，。；！？“”]")
"""What stands in a sentence and in no body's name."""
_SIGNED = re.compile(r"[（(](?:签名|签字|签章|盖章|个人|公章|印章)[)）]")
_POSITION = re.compile(
    r"(?:^|(?<=\s))(?:副?(?:教授|研究员|主任|处长|科长|局长|经理|总监|会长|秘书长)|合伙人|律师|博士|医生|法务|讲师"
    r"|(?:高级|助理)?工程师|代表|委员|老师|先生|女士|同志)(?=\s|$)"
)
"""A title standing by itself beside a name: 陈志远 律师, 教授 胡明."""
_TITLES = "副?教授|研究员|律师|博士|医生|工程师|老师|先生|女士|同志|主任|处长|科长|局长|经理"
_TITLE_AFTER, _TITLE_BEFORE = re.compile(f"(?:{_TITLES})$"), re.compile(f"^(?:{_TITLES})")
_CLOSING = re.compile(
    "(?:此致|敬礼|祝好|顺祝.{1,6}|特此(?:函复|回复|反馈|报告|建议|函告)|专此.{0,4}|此[复函致]|谢谢|以上.{0,20}"
    "|[-—_=*]{1,60}|(?:Sent from|Get Outlook).{0,40}|发自.{0,30}|来自.{0,12}邮箱)[!！。]?",
    re.I,
)
_CONTACT = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
_NAME_LIMIT = 4
"""What has no more characters than these is a name at most, and no body with one."""
_PARTINGS = ("/", "／", "，", ",", "、", "；", ";", " ", "\u3000", "—", "-", "（", "(")


@record
class Sender:
    """Who a file or a row is from; "" for what it does not say. ``date`` is ISO 8601."""

    proposer: str = ""
    unit: str = ""
    contact: str = ""
    date: str = ""

    def over(self, other: Sender) -> Sender:
        """This sender, what it does not say taken from ``other``."""
        values = {f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)}
        return Sender(**values)

    def within(self, file: Sender) -> Sender:
        """The sender of a row: a row that names somebody takes nobody's name from its file."""
        if self.proposer or self.unit:
            file = replace(file, proposer="", unit="", contact="")
        return self.over(file)


def read_labels(lines: Iterable[str]) -> Sender:
    """Read 填表单位：… 联系人：… 电话：… wherever in ``lines`` they stand."""
    found: dict[str, list[str]] = {}
    for line in lines:
        for match in _LABELLED.finditer(line):
            name = next(n for n in _LABELS if match[n])
            value = _clean_value(match["value"])
            if value:
                found.setdefault(name, []).append(value)
    return _found_to_sender(found)


def read_label_cells(rows: Iterable[Sequence[str]]) -> Sender:
    """Read heads of sheets, a label in one cell and its value in the same or the next."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for cells in rows:
        lines += cells
        for cell, following in zip(cells, (*cells[1:], ""), strict=True):
            match = _LABEL_CELL.fullmatch(cell.strip())
            value = _clean_value(following)
            if match and value and not _LABEL_CELL.fullmatch(following.strip()):
                name = next(n for n in _LABELS if match[n])
                found.setdefault(name, []).append(value)
    return _found_to_sender(found).over(read_labels(lines))


@lru_cache(maxsize=4096)
def read_proposer(text: str) -> Sender:
    """Read the cell 提出单位/个人: a unit, a person, or both (杭州某公司 张三)."""
    if not text:
        return Sender()
    text = " ".join(text.split())
    contact = "，".join(_CONTACT.findall(text))
    plain = _SIGNED.sub("", _CONTACT.sub("", text))
    bare = " ".join(_POSITION.sub("", plain).split()).strip(" ，,、;；（）()<>")
    for sign in (s for s in _PARTINGS if s in bare):
        left, _, right = (part.strip(" ）)") for part in bare.partition(sign))
        if is_unit(left) and right and not is_unit(right):
            return Sender(_bare_name(right), left, contact)
        if is_unit(right) and left and not is_unit(left) and len(left) <= 6:
            return Sender(_bare_name(left), right, contact)
    if is_unit(bare):
        return Sender("", bare, contact)
    unit, name = _part_name(bare)
    return Sender(_bare_name(name), unit, contact)


def _part_name(text: str) -> tuple[str, str]:
    """A body and the person whose name follows it without a blank: 某协会王小明."""
    for size in (3, 2, 4) if len(text) > _NAME_LIMIT else ():
        body, name = text[:-size], text[-size:]
        if is_name(name) and is_unit(body):
            return body, name
    return "", text


def read_signature(lines: Sequence[str]) -> tuple[Sender, int]:
    """Read a letter's end: unit, person, contact and date, each on a line of its own.

    Returns the sender and how many lines at the end are the signature.
    """
    found: dict[str, list[str]] = {}
    count = 0
    for line in reversed(lines[-8:]):
        name, value = _read_signing(line)
        if not name:
            break
        count += 1
        if value:
            found.setdefault(name, []).insert(0, value)
    labelled = read_labels(_add_colon(line) for line in lines[len(lines) - count :])
    return labelled.over(_found_to_sender(found)), count


def _add_colon(line: str) -> str:
    """联系人 宋雨 010-8888: a label at the beginning that only a blank parts from its value."""
    return str(_BLANK_LABEL.sub(r"\1：", line))


def is_signing(line: str) -> bool:
    """Whether a line is one of a signature: a body, a person, a day, a telephone number."""
    return bool(_read_signing(line)[0])


def _read_signing(line: str) -> tuple[str, str]:
    """What a line of a signature is and says; "" when it is none."""
    text = line.strip(" \t\u3000。")
    if not text or _CLOSING.fullmatch(simplify(text)):
        return "blank", ""
    if _LABELLED.match(_add_colon(simplify(text).lstrip("（("))):
        return "labels", ""
    if read_date(text) and len(text) <= 20:
        return "date", text
    if _CONTACT.fullmatch(text):
        return "contact", text
    if len(text) > 40 or _SAYS.search(simplify(text)):
        return "", ""
    sender = read_proposer(text)
    if sender.unit and (not sender.proposer or is_name(sender.proposer)):
        return "either", text
    return ("person", sender.proposer) if is_name(sender.proposer) else ("", "")


def read_date(text: str) -> str:
    """The date in ``text`` as ISO 8601, "" when it tells none."""
    found = _DATE.search(text)
    if found:
        numbers = [int(g) for g in found.groups()]
    else:
        chinese = _CHINESE_DATE.search(text)
        if chinese is None:
            return ""
        from drafting.text.numerals import read_numeral

        numbers = [read_numeral(g) or 0 for g in chinese.groups()]
    year, month, day = numbers
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    return f"{year:04}-{month:02}-{day:02}"


def is_unit(text: str) -> bool:
    """Whether ``text`` is the name of a body: 杭州某某科技有限公司, 市数据资源局."""
    bare = simplify(text.strip())
    return len(bare) >= 3 and _UNIT.fullmatch(bare) is not None and not _SAYS.search(bare)


def _found_to_sender(found: dict[str, list[str]]) -> Sender:
    eithers = [read_proposer(text) for text in found.get("either", [])]
    either = Sender()
    for sender in eithers:
        either = either.over(sender)
    person = _read_person(found["person"][0]) if "person" in found else ""
    dates = [d for d in map(read_date, found.get("date", [])) if d]
    contact = "，".join(dict.fromkeys(found.get("contact", [])))
    own = Sender(person, (found.get("unit") or [""])[0], contact, (dates or [""])[0])
    return own.over(either)


def _read_person(text: str) -> str:
    """The name in a value labelled as one, what stands beside it (unit, title, number) aside."""
    return read_proposer(text).proposer or _bare_name(text)


def _bare_name(text: str) -> str:
    plain: str = _SIGNED.sub("", text).strip()
    bare = str(_SIGNS.sub("", plain))
    # 陈志远律师, 教授胡明: the title run on to the name; 李女士 stays, it has no other
    for cut in (str(_TITLE_AFTER.sub("", bare)), str(_TITLE_BEFORE.sub("", bare))):
        if cut != bare and len(cut) > 1 and is_name(cut):
            return cut
    return bare


def _clean_value(value: str) -> str:
    text = value.strip(" \t\u3000_＿-—，,。（）()")
    return "" if re.fullmatch(r"[\s年月日_　]*", text) else text
