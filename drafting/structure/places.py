"""Whose text it is: the province or city in a title, as ISO 3166-2 knows it.

AKN IRIs take ISO 3166-1 or 3166-2 codes; ISO has none for cities (notes: the old numeric codes are
gone). The rule for city bodies, written once here: the country part is the province's code, the
city is the author: Hangzhou is ``/akn/cn-zj/bill/dfxfg/hangzhou/…``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from drafting.records import record

PROVINCES = {
    "北京": "bj", "天津": "tj", "上海": "sh", "重庆": "cq", "河北": "he", "山西": "sx", "内蒙古": "nm",
    "辽宁": "ln", "吉林": "jl", "黑龙江": "hl", "江苏": "js", "浙江": "zj", "安徽": "ah", "福建": "fj",
    "江西": "jx", "山东": "sd", "河南": "ha", "湖北": "hb", "湖南": "hn", "广东": "gd", "广西": "gx",
    "海南": "hi", "四川": "sc", "贵州": "gz", "云南": "yn", "西藏": "xz", "陕西": "sn", "甘肃": "gs",
    "青海": "qh", "宁夏": "nx", "新疆": "xj", "香港": "hk", "澳门": "mo", "台湾": "tw",
}
CITIES = {
    "he": "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安",
    "sx": "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁",
    "nm": "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安 锡林郭勒 阿拉善",
    "ln": "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛",
    "jl": "长春 四平 辽源 通化 白山 松原 白城 延边",
    "hl": "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭",
    "js": "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁",
    "zj": "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水",
    "ah": "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城",
    "fj": "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德",
    "jx": "南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶",
    "sd": "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽",
    "ha": "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源",
    "hb": "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门",
    "hn": "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西",
    "gd": "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮",
    "gx": "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左",
    "hi": "海口 三亚 三沙 儋州",
    "sc": "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山",
    "gz": "贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南",
    "yn": "昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆",
    "xz": "拉萨 日喀则 昌都 林芝 山南 那曲 阿里",
    "sn": "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛",
    "gs": "兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南",
    "qh": "西宁 海东 海北 黄南 海西 果洛 玉树",
    "nx": "银川 石嘴山 吴忠 固原 中卫",
    "xj": "乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰",
}
_CITY_OF = {city: code for code, cities in CITIES.items() for city in cities.split()}
_CODES = {**_CITY_OF, **PROVINCES}
_LENGTHS = sorted({len(name) for name in _CODES}, reverse=True)
_REGION = re.compile(
    r"(?!(?:城|都|集|超|夜|股|门|小)市|[^市]{1,6}(?:保护|开发|示范|试验|名胜|滞洪|社|园|景|校|矿|林|库|灾|牧|港|海|地)区)"
    r"[^《》，、]{1,9}?(?:省(?!级|略|会)|自治[区州县旗]|特别行政区|经济特区|市(?!场)|州(?!际)|盟(?!约|友)"
    r"|县(?!级|乡|以)|(?<![国党锦])旗(?!帜|舰)|(?<![社地园灾牧景校矿林库山辖片港海湾疆禁渔厂])区(?!域|划|块|级|县))"
)
"""What a region of any level is called at the head of a title: 义乌市, 某市, 海盐县, 滨江区."""
_LATEST = 2
"""How far into a title its place may begin: 《杭州市…, 关于杭州市… speaks of it and not for it."""


@record
class Place:
    """``country`` is the IRI's ("cn", "cn-zj"); ``name`` the body's region (杭州), "" national."""

    country: str
    name: str


@lru_cache(maxsize=1024)
def find_place(title: str) -> Place:
    """Return the place a title (in Simplified) speaks for: 杭州市… → cn-zj, 杭州; else cn."""
    start = title.lstrip("《〈“")
    at = next((at for at in range(_LATEST + 1) if _read_name(start[at:])), -1)
    if at < 0:
        return Place("cn", "")
    name = _read_name(start[at:])
    code = _CODES[name]
    # 浙江省杭州市… speaks for the city: a city of that province right after it is the body.
    city = _read_name(start[at + len(name) :].lstrip("省市自治区壮族回维吾尔"))
    return Place(f"cn-{code}", city if _CITY_OF.get(city) == code else name)


def _read_name(text: str) -> str:
    """The longest name of a province or city that ``text`` begins with, "" for none."""
    return next((text[:size] for size in _LENGTHS if text[:size] in _CODES), "")


def names_region(title: str) -> bool:
    """Whether a title (in Simplified) begins with a region below the state, listed here or not.

    某市养犬管理条例 and 义乌市…条例 are local though no code is known for them; 城市绿化条例 is not.
    """
    return find_place(title).country != "cn" or _REGION.match(title.lstrip("《〈“")) is not None
