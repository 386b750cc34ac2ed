"""What words to a customer name that the offer they go with does not hold."""

from decimal import Decimal

import pytest

from quotes.domain.holding import Beyond, Held, Item, beyond, lacking, within
from quotes.domain.pricing.terms import ServiceTerms, SupportHours

SERVICE = ServiceTerms(
    sla_availability=Decimal("99.5"), urgent_minutes=240, normal_minutes=480, support_hours=SupportHours.BUSINESS
)
BASIC = Held(
    items=frozenset({Item("720p 实时互动并发", "实时互动"), Item("全高清画质", "")}),
    others=frozenset(
        {
            Item("质量洞察与全链路回溯", "实时互动"),
            Item("云端合流录制", "录制与转推"),
            Item("7×24 专属支持", "服务"),
            Item("高清画质", "实时互动"),
            Item("语音", "实时互动"),
        }
    ),
    service=SERVICE,
)


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("接入与互动", "10,000 路 720p 并发，语音与全高清画质", ()),
        ("实时互动", "弱网抗丢包", ()),
        ("质量洞察", "逐路质量看板", ("质量洞察",)),
        ("录制与转推", "自动转存", ("录制与转推",)),
        ("回看", "含云端合流录制", ("云端合流录制",)),
        ("服务", "7×24 专属支持，紧急问题 1 小时、一般问题 8 小时内响应", ("7×24 专属支持", "7×24", "紧急问题 1 小时")),
        ("服务", "7x24 值守", ("7x24",)),
        ("服务", "紧急问题 4 小时、一般问题 480 分钟内响应", ()),
        ("服务", "一般问题 4 小时内响应", ("一般问题 4 小时",)),
        ("可靠", "可用性 99.5%", ()),
        ("可靠", "可用性不低于 99.95 %", ("可用性不低于 99.95 %",)),
        ("可靠", "99.95 % 的用户一秒内进房", ()),
    ],
)
def test_a_row_names_what_the_offer_does_not_hold(title: str, text: str, names: tuple[str, ...]) -> None:
    assert lacking(title, text, BASIC) == names


def test_a_row_with_one_thing_too_many_is_left_out_as_a_whole() -> None:
    solution = "接入与互动 | 10,000 路\n质量洞察：逐路质量看板\n"
    assert within(solution, BASIC) == "接入与互动 | 10,000 路"
    assert beyond(solution, BASIC) == (Beyond("质量洞察", ("质量洞察",)),)


def test_what_a_line_sells_needs_no_term_and_what_nobody_promised_is_not_held() -> None:
    sold = Held(items=frozenset({Item("7×24 专属支持", "服务")}))
    assert lacking("服务", "7×24 专属支持", sold) == ()
    assert lacking("服务", "7×24 专属支持，紧急问题 1 小时", sold) == ("紧急问题 1 小时",)
    assert lacking("服务", "7×24 专属支持，可用性 99.9%", Held()) == ("7×24", "可用性 99.9%")
