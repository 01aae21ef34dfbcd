"""Place names in the letters that IRIs take."""

from __future__ import annotations

_PINYIN = {
    "北京": "beijing", "天津": "tianjin", "上海": "shanghai", "重庆": "chongqing", "河北": "hebei",
    "山西": "shanxi", "内蒙古": "neimenggu", "辽宁": "liaoning", "吉林": "jilin", "黑龙江": "heilongjiang",
    "江苏": "jiangsu", "浙江": "zhejiang", "安徽": "anhui", "福建": "fujian", "江西": "jiangxi",
    "山东": "shandong", "河南": "henan", "湖北": "hubei", "湖南": "hunan", "广东": "guangdong",
    "广西": "guangxi", "海南": "hainan", "四川": "sichuan", "贵州": "guizhou", "云南": "yunnan",
    "西藏": "xizang", "陕西": "shaanxi", "甘肃": "gansu", "青海": "qinghai", "宁夏": "ningxia",
    "新疆": "xinjiang", "香港": "xianggang", "澳门": "aomen", "台湾": "taiwan",
    "杭州": "hangzhou", "宁波": "ningbo", "温州": "wenzhou", "嘉兴": "jiaxing", "湖州": "huzhou",
    "绍兴": "shaoxing", "金华": "jinhua", "衢州": "quzhou", "舟山": "zhoushan", "台州": "taizhou",
    "丽水": "lishui", "深圳": "shenzhen", "广州": "guangzhou", "珠海": "zhuhai", "汕头": "shantou",
    "佛山": "foshan", "东莞": "dongguan", "南京": "nanjing", "苏州": "suzhou", "无锡": "wuxi",
    "常州": "changzhou", "成都": "chengdu", "武汉": "wuhan", "西安": "xian", "青岛": "qingdao",
    "厦门": "xiamen", "大连": "dalian", "沈阳": "shenyang", "济南": "jinan", "哈尔滨": "haerbin",
    "长春": "changchun", "合肥": "hefei", "福州": "fuzhou", "郑州": "zhengzhou", "洛阳": "luoyang",
    "长沙": "changsha", "昆明": "kunming", "贵阳": "guiyang", "南宁": "nanning", "海口": "haikou",
    "石家庄": "shijiazhuang", "太原": "taiyuan", "南昌": "nanchang", "兰州": "lanzhou",
    "西宁": "xining", "银川": "yinchuan", "乌鲁木齐": "wulumuqi", "拉萨": "lasa", "呼和浩特": "huhehaote",
}  # fmt: skip


def to_pinyin(place: str) -> str:
    """Return the name of a place in letters; as it is (an IRI may hold it) when it is not listed."""
    return _PINYIN.get(place, place)
