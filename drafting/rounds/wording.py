"""What a comment asks for, read from its own words: kind, words meant, wording proposed, reason.

    建议将“可以”修改为“应当”。理由：…     修改, words 可以, proposed 应当, reason …
    删去“依法”二字                      删除, words 依法
    在“企业”后增加“、个人”               增加, words 企业, proposed 、个人
"""

from __future__ import annotations

import regex as re

from drafting.records import record
from drafting.rounds.comments import KINDS, Kind
from drafting.rounds.mentions import simplify

_Q = (
    r"(?:“(?P<{0}>(?:[^“”]|“[^“”]*”)+)”|「(?P<{0}>[^「」]+)」|『(?P<{0}>[^『』]+)』"
    r"|\"(?P<{0}>[^\"\n]+)\"|【(?P<{0}>[^【】]+)】)"
)
_OLD, _NEW = _Q.format("old"), _Q.format("new")
_INTO = (
    r"(?:(?:修改|改|调整|替换|表述|更改|更正|变更|修订|规定|写|统一|完善|明确|限定|换|简化|细化|合并)(?:成|为)"
    r"|(?:调整|提高|提升|降低|缩短|延长|放宽|压缩|减少|扩大|缩小|增加|限定)(?:为|到|至|于))"
)
_ADD = r"(?:增加|增补|补充|添加|插入|新增|增设|加上|加入|增写|加(?=一[条款项句]))"
_DELETE = r"(?:删除|删去|删掉|去掉|取消|删减|不要|删(?=[。，；！!\s]|$))"
_INSTEAD = rf"(?:{_INTO}|改(?=\s*[“「『\"])|应当?(?:为|是|作)(?=\s*[“「『\"])|[→⇒]|[-=—]+>)"
"""Between two quotations: what turns the one into the other (“可以”改“应当”, “份”应为“分”)."""
_CHANGE = re.compile(rf"{_OLD}[^。“”\"]{{0,16}}?{_INSTEAD}[为：:，,]?\s*{_NEW}")
_BECOMES = re.compile(
    rf"(?:{_INTO}|(?:修改|改写|表述|调整)(?:意见)?如下)(?:以下(?:内容|表述))?\s*[：:，,]?\s*{_NEW}"
)
_BECOMES_BARE = re.compile(
    rf"{_INTO}\s*(?:以下(?:内容|表述))?[：:]\s*(?P<new>[^“\"「\s].+)", re.S
)
_REMOVE = re.compile(rf"{_DELETE}[^。，“”\"「」]{{0,14}}?{_OLD}")
_REMOVED = re.compile(rf"{_OLD}[^。，“”\"「」]{{0,8}}?{_DELETE}")
_INSERT = re.compile(
    rf"(?:在[^。“”\"]{{0,20}}?)?{_OLD}[^。“”\"]{{0,6}}?(?:后|前|之间)[^。“”\"]{{0,6}}?{_ADD}"
    rf"[^。“”\"]{{0,12}}?{_NEW}"
)
_ADDED = re.compile(rf"{_ADD}[^。“”\"]{{0,30}}?{_NEW}")
_ADDED_BARE = re.compile(
    rf"{_ADD}(?:(?!意见|建议|理由)[^。：:\n]){{0,30}}[：:]\s*(?P<new>[^“\"「\s].+)", re.S
)
_REASON = re.compile(
    r"[\s（(]*(?:修改|删除|增加|主要|具体)?(?:(?:理由|原因|依据|说明)(?:如下|是|为)?\s*[：:]|(?:理由|原因)(?:是|为)(?!什么|何))"
    r"\s*(?P<why>.+?)[）)]?\s*$",
    re.S,
)
_ASKS = re.compile("建议|应当?(?=[删修改增明予])|请(?!问)|要求|希望|能否|需要?|改为|改成|修改为")
_DELETES = re.compile(f"{_DELETE}(?!.{{0,4}}(?:资格|许可|处罚))")
_ADDS = re.compile(f"{_ADD}|加一[条款项句]|加(?=“)|[把将][^，。；]{{1,30}}[纳列]入")
_CHANGES = re.compile(
    f"{_INTO}|修改|调整|完善|明确|细化|优化|规范|统一|合并|拆分|移至|界定|厘清|斟酌|更正|商榷"
)
_OPPOSES = re.compile("反对|不(?:同意|赞成|赞同|认同|支持)|坚决抵制|不应当?(?:出台|制定|设立)")
_SUPPORTS = re.compile(
    r"(?<!不)(?:同意|赞成|拥护|赞同|认可)|无(?:修改|其他|不同|任何)?(?:意见|异议)"
    r"|没有(?:修改|其他|不同|任何)?(?:意见|异议)"
    r"|(?:^|[，。；！,;!]|我们?|完全|坚决|非常|十分|表示|大力|总体上?|原则上?)支持|支持(?:本|该|此|这|草案|条例|出台|立法)"
    r"|(?<!给予|予以|提供|资金|政策|技术|财政|资助|扶持|加大|重点|优先|人才|的)支持(?=[，。！!；\s]|$)"
    r"|(?:写|规定|定)得(?:很|非常)?好|点赞|(?:希望|期待|盼望?|建议|请|应当?)?(?:早日|尽快|尽早)(?:正式)?(?:出台|实施|施行|颁布|通过|公布|落地)"
)
_NO_OBJECTION = re.compile(
    r"(?:均|暂|都)?(?:无|没有|没)(?:修改|其他|其它|不同|任何|补充|反对)*(?:意见|异议)(?:和建议|或建议|、建议)?"
)
_ENDS_WELL = re.compile(
    r"(?<!不|给予|予以|提供|资金|政策|技术|财政|资助|扶持|加大|重点|优先|人才|的)(?:赞同|赞成|拥护|同意|支持)[。！!]*\s*$"
)
_KEEPS = re.compile("(?:建议|应当?|请|予以)保留|保留不变|维持不变|不作修改")
_SUGGESTS = re.compile(
    r"(?:^|[，。；：:,;！!\s）)])(?:我们?|我单位|因此|故)?建议|建议(?:将|把|改|删|增|明确|修|予以|进一步|考虑|在|对)"
)
_QUOTED = re.compile("“[^“”]*”|「[^「」]*」|\"[^\"\n]*\"")
_ASKING = re.compile(r"(?:吗|呢|么)[。！!]*\s*$|^[^，。]{0,12}(?:为什么|为何|凭什么)|[？?]\s*(?:[（(][^（）()]*[）)])?\s*$|请问|如何理解|不理解|看不懂|是什么意思|指的是什么|是指什么")
_NOTHING = re.compile(
    r"(?:经(?:认真)?研究，?)?(?:我(?:单位|局|委|司|公司|校|院|会|厅|部|办|处|中心)?(?:对此|对(?:该|本)?(?:草案|条例|征求意见稿|文本|文件)+)?)?"
    r"(?:均|暂|经研究，?)?"
    r"(?:无|没有|暂无|没)(?:修改|其他|其它|不同|任何|补充)?(?:意见|建议|异议)?(?:和建议|或建议|、建议)?"
)
READ_LIMIT = 20_000
"""Characters of one comment that are searched for what it asks; all of it is kept."""
_EMPTY = re.compile(r"[\s/\\—－\-_.。、无空同上〇○×xX]*")


@record
class Request:
    """What a comment asks for; "" where it does not say."""

    kind: Kind
    text: str
    words: str = ""
    proposed: str = ""
    reason: str = ""


def read_request(text: str) -> Request:
    """Return what ``text`` asks for; ``Request.text`` is it without an explicit 理由."""
    plain = simplify(text[:READ_LIMIT])
    why = _REASON.search(plain)
    # the whole text being a reason leaves nothing to be reasoned for
    asked = text[: why.start()].rstrip() if why and why.start() > 3 else text
    reason = text[why.start("why") :].rstrip("）) \n") if why and asked is not text else ""
    for kind, pattern in _PATTERNS:
        found = pattern.search(plain[: len(asked)])
        if found:
            words, proposed = (_group(found, text, name) for name in ("old", "new"))
            return Request(kind, asked, words, proposed, reason)
    return Request(guess_kind(asked), asked, "", "", reason)


def _group(found: re.Match[str], text: str, name: str) -> str:
    """What a group of a match stands for in ``text`` as it was written, "" for nothing."""
    spans = found.spans(name) if name in found.re.groupindex else []
    return text[slice(*spans[-1])].strip() if spans else ""


_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("修改", _CHANGE),
    ("增加", _INSERT),
    ("修改", _BECOMES),
    ("增加", _ADDED),
    ("删除", _REMOVE),
    ("删除", _REMOVED),
    ("修改", _BECOMES_BARE),
    ("增加", _ADDED_BARE),
)


def find_changes(text: str) -> list[tuple[str, str]]:
    """Every change that ``text`` spells out, as (words, instead): ("可以", "应当"), ("依法", "").

    An addition after words gives them and the addition together.
    """
    text = text[:READ_LIMIT]
    plain = simplify(text)
    found: dict[int, tuple[str, str]] = {}
    for pattern in (_CHANGE, _INSERT, _REMOVE, _REMOVED):
        for match in pattern.finditer(plain):
            old, new = (_group(match, text, name) for name in ("old", "new"))
            at = match.start("old")
            found.setdefault(at, (old, old + new if pattern is _INSERT else new))
    return [pair for _, pair in sorted(found.items())]


def guess_kind(text: str) -> Kind:
    """Return the kind of comment that ``text`` is; 修改 where its words do not tell."""
    if says_nothing(text):
        return "支持"
    text = simplify(text[:READ_LIMIT])
    content = _NO_OBJECTION.sub("", text)
    if content != text and not _ASKS.search(content) and not _guess_change(content):
        return "支持"
    if _ENDS_WELL.search(text) and not _ASKS.search(text):
        return "支持"
    if _ASKING.search(text) and not _SUGGESTS.search(text):
        return "疑问"
    if _OPPOSES.search(text) and not _ASKS.search(text):
        return "反对"
    # what is quoted is not what is asked: “不得增加…”建议保留
    bare = _QUOTED.sub("", text)
    return _guess_change(bare) or _guess_kept(bare) or _guess_change(text) or _guess_stance(text)


def _guess_kept(text: str) -> Kind | None:
    return "支持" if _KEEPS.search(text) else None


def _guess_change(text: str) -> Kind | None:
    deletes, adds = _DELETES.search(text) is not None, _ADDS.search(text) is not None
    if deletes and not adds:
        return "删除"
    if adds and not deletes and not _BECOMES.search(text):
        return "增加"
    return "修改" if deletes or adds or _CHANGES.search(text) else None


def _guess_stance(text: str) -> Kind:
    if _OPPOSES.search(text):
        return "反对"
    return "支持" if _SUPPORTS.search(text) else "修改"


def read_kind(text: str) -> Kind | None:
    """The kind that a cell names (修改类, 建议删除, 新增), None when it names none."""
    squeezed = simplify("".join(text.split()))
    for kind in KINDS:
        if kind in squeezed:
            return kind
    synonyms: dict[str, Kind] = {
        "删": "删除", "新增": "增加", "增": "增加", "补充": "增加", "改": "修改", "完善": "修改",
        "疑": "疑问", "咨询": "疑问", "同意": "支持", "赞成": "支持",
    }  # fmt: skip
    return next((kind for word, kind in synonyms.items() if word in squeezed), None)


def is_empty(text: str) -> bool:
    """Whether a cell says nothing: "", 无, /, —."""
    return _EMPTY.fullmatch(text) is not None


def says_nothing(text: str) -> bool:
    """Whether ``text`` says that there is nothing to say: 无意见, 我单位没有修改意见."""
    return _NOTHING.fullmatch(simplify(text.strip("。！!. \n\t"))) is not None
