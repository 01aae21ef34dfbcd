"""Whom a penalty article punishes: 电梯制造单位, 养犬人; "" where it names an act alone.

    物业服务企业违反本条例第三十条规定，…            before the offence
    违反本条例第十条规定，建设单位有下列行为之一的      behind it

Two articles that punish different people for like-worded offences are no counterparts.
"""

from __future__ import annotations

import regex as re

_PERSON = (
    r"[^，,。：:；;由对将]{0,20}?(?:单位|企业|人|机构|者|委员|公司|部门|人员|学校|组织|业主|用户)"
)
_BEFORE = re.compile(rf"^({_PERSON})违反")
_BEHIND = re.compile(
    rf"违反[^，,。]{{2,40}}[，,]({_PERSON})(?=有下列|未|不|擅自|拒|违|将|在|以|使用|从事|没有|逾期|超|的[，,])"
)


def find_offender(words: str) -> str:
    """The offender that the folded ``words`` of a penalty article name, "" when they name none.

    >>> find_offender("违反本条例第十条规定，建设单位有下列行为之一的，处一万元罚款。")
    '建设单位'
    """
    found = _BEFORE.search(words) or _BEHIND.search(words)
    return found[1] if found else ""
