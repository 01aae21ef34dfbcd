"""Personal data taken out of what is published: names, telephone and ID numbers, addresses.

What is masked is meant to be too much rather than too little: a report is read by everybody, and
个人信息保护法 第二十五条 forbids making it public without separate consent. Bodies keep
their names: what an office or a company says in public it says as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import regex as re

from drafting.rounds.comments import Comment, Voice
from drafting.rounds.names import COMPOUND, SURNAMES, is_name, surname_of

_SEP = r"[-－—‐–\s]?"
_PHONE = re.compile(
    rf"(?<![0-9])(?:(?:\+|00)?86{_SEP})?1[3-9][0-9](?:{_SEP}[0-9]){{8}}(?![0-9])"
    rf"|(?<![0-9])[（(]?0[0-9]{{2,3}}[）)]?{_SEP}[0-9]{{3,4}}{_SEP}[0-9]{{4}}"
    rf"(?:{_SEP}(?:转|#)?[0-9]{{1,5}})?(?![0-9])"
    rf"|(?<![0-9])[48]00{_SEP}[0-9]{{3,4}}{_SEP}[0-9]{{3,4}}(?![0-9])"
    rf"|(?<=(?:电话|座机|固话|传真|总机|Tel\.?)[：:]?\s?)[0-9]{{3,4}}{_SEP}[0-9]{{4}}(?![0-9])"
)
_ID = re.compile(
    rf"(?<![0-9A-Za-z])[1-9][0-9]{{5}}{_SEP}(?:1[89]|20)[0-9]{{2}}{_SEP}[0-9]{{4}}{_SEP}"
    r"[0-9]{3}[0-9Xx×](?![0-9])|(?<![0-9])[1-9][0-9]{14}(?![0-9])"
    r"|(?<=(?:身[份分][证證]|[证證]件)(?:字)?(?:[号號][码碼]?|编号)?\s?[：:是为]?\s?)[0-9A-Za-z()（）]{6,20}"
    r"|(?<![0-9A-Za-z])[A-Z][1289][0-9]{8}(?![0-9A-Za-z])"
)
_CARD = re.compile(
    rf"(?<![0-9.])[0-9]{{4}}(?:{_SEP}[0-9]{{4}}){{2,3}}(?:{_SEP}[0-9]{{1,3}})?(?![0-9])"
)
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])[EeGgPpHhMm][0-9]{8}(?![0-9A-Za-z])")
_MAIL = re.compile(r"[\w.+%-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_ACCOUNT = re.compile(
    r"(?<=(?:微信|QQ|qq|微博|抖音|支付宝|账号|帐号|户名|账户|帐户)(?:群)?(?:号|名|ID|id)?\s?[：:是为]?\s?)"
    r"@?[A-Za-z0-9_\-]{4,30}"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•\s]?"
    r"[A-Z0-9]{5,6}(?![A-Z0-9])"
)
_AREA = (
    r"(?:\p{Han}{2,8}(?:省|自治区))?(?:\p{Han}{2,6}(?:市|州))?(?:\p{Han}{1,6}(?:区|县|市))?"
)
_TOWN = r"(?:[\p{Han}]{1,8}(?:街道|镇|乡))?(?:[\p{Han}]{1,8}(?:社区|村))?"
_STREET = (
    r"[\p{Han}0-9]{1,10}"
    r"(?:路|街|巷|弄|大道|胡同|里|村|小区|苑|庄|花园|公寓|府|城|湾|园|坊|新村)"
)
_ROOM = (
    r"[0-9一二三四五六七八九十]{1,5}(?:[-－—][0-9]{1,5}){0,3}\s?"
    r"(?:号楼|号院|号|弄|幢|栋|座|单元|室|楼|层|组|户)"
)
_ADDRESS = re.compile(
    rf"{_AREA}{_TOWN}{_STREET}\s?{_ROOM}(?:\s?{_ROOM})*(?:[0-9]{{1,5}}室?)?"
)
_PLACE = (
    r"[^，。；,;\n、]*(?:路|街|号|村|社区|小区|镇|乡|[区县市](?![的民场内])\p{Han}|幢|室|弄|巷)[^，。；,;\n、]*"
)
_LIVES = re.compile(
    rf"(?<=(?:家住|住在|居住在|现住|家在)\s?){_PLACE}"
    r"|(?<=(?:户籍地?|住址|住所|地址)\s?(?:[：:]|为|是)\s?)(?![：:为是\s])[^，。；,;\n]{3,60}"
)
_CALLED = re.compile(
    r"(?P<head>(?:我叫|本人叫|姓名|联系人|建议人|提出人|反馈人|填表人|署名|法定代表人|负责人|经办人"
    r"|签名)(?P<sign>\s*[：:是为]\s*|[ \t\u3000]+|(?<=我叫|本人叫))?)"
    r"(?P<name>\p{Han}{2,4}|\p{Han}{1,6}·\p{Han}{1,8})(?=[，。；,;、\s（(）)]|$)"
)
_PRESENTED = re.compile(
    r"(?P<head>(?:我是|本人|我名叫|鄙人|笔者|在下|(?:市民|群众|居民|村民|业主|家长|网友|网民|用户|读者|百姓)[：:\s]{0,3}"
    r"|(?:投诉|举报|反映|申请|来信|执笔|填报)人|[（(]?(?:签名|签字|署名)[)）]|敬礼[！!。，,\s]*|—{1,2}\s?)\s*)"
    r"(?P<name>\p{Han}{2,4}?|\p{Han}{1,6}·\p{Han}{1,8})"
    r"(?=[，。；,;、！!\s（(）)0-9]|$|认为|建议|反映|谨|敬|的(?:邻居|同事|家属|朋友|爱人|父亲|母亲|孩子))"
)
"""Where somebody presents or signs himself; what stands there may be a word (我是司机)."""
_FAMILY = f"(?:{'|'.join(COMPOUND)}|[{''.join(sorted(SURNAMES))}])"
_TITLED = re.compile(
    rf"(?<!\p{{Han}})(?:本人|我是|代表|教授|律师)?(?P<name>{_FAMILY}\p{{Han}}{{1,2}})"
    r"(?=先生|女士|同志|(?:副)?教授|律师|博士|院士|工程师|老师|委员|代表[，。提])"
)
_ANONYMOUS = "某"


@dataclass(frozen=True)
class Masker:
    """Masks texts of one round; ``names`` are the persons who sent comments."""

    names: frozenset[str]

    def mask(self, text: str, own: str = "") -> str:
        """``text`` without personal data; ``own`` is the name of whoever says it."""
        if not text:
            return text
        text = _hide(text)
        text = _CALLED.sub(_mask_called, text)
        text = _PRESENTED.sub(_mask_presented, text)
        text = _TITLED.sub(lambda m: m[0].replace(m["name"], mask_name(m["name"])), text)
        if self._pattern is not None:
            text = self._pattern.sub(lambda m: mask_name(m[0]), text)
        return text.replace(own, mask_name(own)) if len(own) >= 2 and is_name(own) else text

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        # two characters may be a word (高峰, 王国): such a name is masked in its own comments only
        known = sorted((n for n in self.names if len(n) >= 3), key=lambda n: (-len(n), n))
        return re.compile("|".join(map(re.escape, known))) if known else None

    def mask_voice(self, voice: Voice) -> Voice:
        """A voice that can be published: texts masked, person to 张某, contact and file gone."""
        said, own = voice.comment, voice.comment.proposer
        comment: Comment = replace(
            said,
            text=self.mask(said.text, own), proposed=self.mask(said.proposed, own),
            reason=self.mask(said.reason, own), context="", contact="", place="",
            proposer=mask_proposer(own), unit=self.mask(said.unit, own),
        )  # fmt: skip
        answer = self.mask(voice.answer)
        return replace(voice, comment=comment, answer=answer, answered_by="", file="")


def _mask_called(found: re.Match[str]) -> str:
    # 负责人应当签字: without a sign between them it must be a name by its form
    if found["sign"] is None and not is_name(found["name"]):
        return str(found[0])
    return f"{found['head']}{mask_name(found['name'])}"


def _mask_presented(found: re.Match[str]) -> str:
    name = found["name"]
    if not is_name(name) or _is_word(name):
        return str(found[0])
    return f"{found['head']}{mask_name(name)}"


@lru_cache(maxsize=4096)
def _is_word(text: str) -> bool:
    """Whether the dictionary has ``text`` as a word that is no name (司机, 党员; not 高峰)."""
    import rjieba

    tagged = rjieba.tag(text, False)
    return len(tagged) == 1 and not tagged[0][1].startswith("nr")


def make_masker(voices: Iterable[Voice]) -> Masker:
    """A masker that knows everybody who sent a comment."""
    names = (v.comment.proposer for v in voices)
    return Masker(frozenset(n for n in names if is_name(n) and len(n) >= 2))


def mask_proposer(name: str) -> str:
    """The person as published: 张某 for a name, what is no name (网民, 市民代表) masked whole."""
    if not name or name in ("个人", "网民", "市民", "匿名", "公众"):
        return name
    return mask_name(name)


def mask_name(name: str) -> str:
    """张小明 → 张某; 欧阳娜 → 欧阳某; a name of another form shows nothing."""
    if not name:
        return ""
    if "·" in name or not re.match(r"\p{Han}", name):
        return f"{_ANONYMOUS}{_ANONYMOUS}"
    return f"{surname_of(name)}{_ANONYMOUS}"


def _hide(text: str) -> str:
    """``text`` with numbers and addresses as ***, found whatever their width."""
    plain = text.translate(_WIDTH)
    spans: list[tuple[int, int]] = []
    for pattern in _HIDDEN:
        spans += [m.span() for m in pattern.finditer(plain)]
    at, parts = 0, []
    for start, end in sorted(spans):
        if start >= at:
            parts += [text[at:start], "***"]
        at = max(at, end)
    return "".join((*parts, text[at:]))


_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF20, 0xFF38, 0xFF58)}
_HIDDEN: Sequence[re.Pattern[str]] = (
    _LIVES, _ADDRESS, _MAIL, _ID, _CARD, _PHONE, _PASSPORT, _PLATE, _ACCOUNT,
)
