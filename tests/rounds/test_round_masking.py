"""Personal data out of what is published; the law's own words stay."""

from __future__ import annotations

import pytest

from drafting.rounds.masking import Masker, mask_name, mask_proposer

MASKER = Masker(frozenset({"王小明", "欧阳娜娜", "高峰"}))


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("电话13800001111", "13800001111"), ("138 0000 1111", "1111"), ("１３８００００１１１１", "１１１"),
        ("+86-138-0000-1111", "0000"), ("0571-88889999转8001", "88889999"), ("(0571)88889999", "8888"),
        ("电话：88889999", "88889999"), ("400-820-8820", "8820"),
        ("身份证330102199001011234", "19900101"), ("33010219900101123X", "123X"),
        ("身份证号码：３３０１０２１９９００１０１１２３４", "１９９０"),
        ("银行卡6222 0213 0201 2345 678", "6222"), ("护照E12345678", "E12345678"),
        ("邮箱abc.d@qq.com", "abc"), ("微信号：wx_12345", "wx_12345"), ("QQ：12345678", "12345678"),
        ("住在杭州市西湖区文三路100号2幢301室", "文三路"), ("地址：余杭区五常街道丰岭路8号", "丰岭"),
        ("家住滨江区长河街道某小区", "长河"), ("车牌浙A12345", "A12345"),
        ("我叫李大为，是一名工程师", "李大为"), ("联系人：赵敏", "赵敏"),
        ("据王小明介绍", "小明"), ("欧阳娜娜认为", "娜娜"), ("钱学伟先生认为", "学伟"),
    ],
)
def test_secrets_are_gone(text: str, secret: str) -> None:
    assert secret not in MASKER.mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "根据第一百二十条之一和第三十二条第二款第（一）项", "处五万元以上十万元以下罚款",
        "自2025年8月11日起30日内", "本条例自2025年10月1日起施行", "GB/T 9704-2012",
        "市、区(县)人民政府应当设立专家库", "建议明确企业地址变更的登记程序",
        "住在本市的居民可以申请", "高峰时段不得行驶", "统一社会信用代码91330100MA2XXXXX0Y",
        "在上城区、拱墅区、西湖区等区域开放100条道路",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert MASKER.mask(text) == text


def test_names() -> None:
    assert mask_name("张小明") == "张某"
    assert mask_name("欧阳娜") == "欧阳某"
    assert "买买提" not in mask_name("阿凡提·买买提")
    assert "Smith" not in mask_proposer("Tom Smith")
    assert mask_proposer("个人") == "个人"
    # a name of two characters that is a word is masked where its bearer speaks
    assert MASKER.mask("高峰建议", own="高峰") == "高某建议"
