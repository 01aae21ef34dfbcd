"""What a Chinese personal name looks like: a family name known as such, and one or two characters.

The family names are the commonest (百家姓 and the census lists agree on these); a rarer one is
read where a label says that a name follows.
"""

from __future__ import annotations

import regex as re

from drafting.text.script import to_simplified

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾萧肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝"
    "顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪季辛柯庄温牛樊葛邢安齐伍庞颜倪兰鲁欧岳翟申殷詹耿"
    "关焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游靳管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟"
    "邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储"
)
COMPOUND = (
    "欧阳", "上官", "司马", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "东方", "司徒",
    "端木", "长孙", "宇文", "轩辕", "百里", "呼延", "南宫", "独孤",
)  # fmt: skip
_HAN = re.compile(r"\p{Han}{2,4}")
_OTHER = re.compile(
    r"\p{Han}{1,8}·\p{Han}{1,8}|\p{Han}[某*＊×xX○]{1,3}|[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)+"
    r"|\p{Han}{1,2}(?:先生|女士|教授|律师|老师)"
)


def is_name(text: str) -> bool:
    """Whether ``text`` is a personal name by its form: 王小明, 歐陽娜, 买买提·艾力, 张某某."""
    text = to_simplified(text)
    if _OTHER.fullmatch(text):
        return True
    if _HAN.fullmatch(text) is None:
        return False
    if text[:2] in COMPOUND:
        return len(text) in (3, 4)
    return text[0] in SURNAMES and len(text) <= 3


def surname_of(name: str) -> str:
    """The family name of a Chinese name, its first character when none is known."""
    return name[:2] if to_simplified(name[:2]) in COMPOUND and len(name) > 2 else name[:1]
