"""Names that an edit may not cut: bodies of state, and the terms that a text defines for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ORGANS = """
全国人民代表大会常务委员会 全国人民代表大会 全国人大常委会 人民代表大会常务委员会 人民代表大会
国务院办公厅 国务院 中央军事委员会 国家监察委员会 监察委员会 最高人民法院 最高人民检察院
高级人民法院 中级人民法院 基层人民法院 人民法院 人民检察院 人民政府 国家主席 中国人民银行 审计署
居民委员会 村民委员会 宪法和法律委员会 法律委员会 公安机关 国家安全机关 税务机关 海关总署
海警机构 海事管理机构 海事行政主管部门
"""
_DOMAINS = """
环境保护 生态环境 自然资源 国土资源 海洋 渔业渔政 渔业 农业农村 农业 畜牧兽医 林业草原 林业 草原
水利 水行政 气象 卫生健康 卫生计生 卫生 医疗保障 食品药品监督管理 药品监督管理 市场监督管理
市场监管 工商行政管理 质量监督检验检疫 质量监督 质量技术监督 标准化 知识产权 专利 版权 新闻出版
电影 广播电视 文化和旅游 文化 旅游 文物 体育 教育 科学技术 科技 工业和信息化 信息产业 电信 网信
网络安全 互联网信息 国家安全 保密 密码 公安 司法 民政 财政 审计 统计 税务 海关 商务 对外贸易
外汇 证券监督管理 银行业监督管理 保险监督管理 金融监督管理 金融管理 反洗钱 反垄断
人力资源社会保障 人力资源和社会保障 劳动 劳动保障 住房和城乡建设 住房城乡建设 建设 规划 城乡规划
土地 交通运输 交通 铁路 民用航空 邮政 能源 电力 煤炭 发展改革 发展和改革 经济和信息化 经济信息化
经济 国有资产监督管理 应急管理 安全生产监督管理 消防救援 消防 移民 民族事务 民族 宗教事务 宗教
侨务 退役军人事务 数据 数据管理 城市管理 绿化市容 市容环卫 园林绿化 园林 房产 房屋 动物卫生监督
食品安全监督管理 监察 检疫 海事 外事 档案 人民防空 地震 粮食
"""


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


_DOMAIN = _either(_DOMAINS.split())


_BODY = (
    rf"(?:{_DOMAIN})(?:行政)?"
    r"(?:主管部门|管理部门|监督部门|部门|主管机关|机关|管理机构|执法机构|机构|委员会)"
)
NAMES = re.compile(rf"{_either(_ORGANS.split())}|{_BODY}")
"""Bodies of state as laws name them; the name as a whole, without 县级以上 or 国务院 before it."""

NAME_SIGNS = ("部门", "机", "院", "会", "政府", "主席", "银行", "署")
"""Of these one stands in every name."""


def may_name(text: str) -> bool:
    """Whether a body of state may stand in ``text``: sooner asked than sought."""
    return any(sign in text for sign in NAME_SIGNS)


_DEFINED = re.compile(
    r"以下(?:简称|统称|称)(?:为)?[“\"「]?([^”\"」，。；）)]{2,20})[”\"」]?[）)，。]"
)
_MEANT = re.compile(
    r"(?:本法|本条例|本规定|本办法|本细则|本章|本节)所称的?([^，、是。；\n]{2,16})，?是?指"
)


def find_terms(*texts: str) -> frozenset[str]:
    """The terms that the texts define: （以下简称…）, 本法所称…，是指 …"""
    found = {
        term.strip() for text in texts if "以下" in text or "所称" in text
        for pattern in (_DEFINED, _MEANT) for term in pattern.findall(text)
    }
    return frozenset(term for term in found if len(term) >= 2)


def terms_to_pattern(terms: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for any of ``terms``, the longest first; None when there are none."""
    listed = _either(terms)
    return re.compile(listed) if listed else None
