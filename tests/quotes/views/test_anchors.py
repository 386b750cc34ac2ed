"""First numbers beside each other, and the range that may be quoted, asked over HTTP."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from quotes.actions.anchors import set_anchor
from quotes.domain.negotiation import Side
from quotes.domain.pricing.guide import Band
from quotes.models import PriceBookVersion, QuoteVersion
from stakeholders.domain.customers import Industry
from stakeholders.models import Customer, Deal, User
from tests.factories import budgets
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.coach import set_as_it_comes
from tests.factories.stakeholders import NOW
from tests.quotes.actions.offers import submitted
from tests.quotes.views.typing_in import statements_of

pytestmark = pytest.mark.usefixtures("today", "settings_as_they_come")
ClientOf = Callable[[User], Client]
type Close = Callable[..., None]
# What several lines of one product share out.
SHARED = ("quantity", "net_total", "tax_total", "gross_total")


@pytest.fixture
def settings_as_they_come(db: None) -> None:
    set_as_it_comes()


@pytest.fixture
def in_streams(version: QuoteVersion) -> None:
    """Before it is on the table: its product is counted by what stands in every month."""
    version.lines.filter(product_code="RTC-HD").update(unit="路")


@pytest.fixture
def close(price_book: PriceBookVersion, ada: User, now: datetime) -> Close:
    """A deal of its own, closed a month ago at so much a stream and year of service, everything included and with
    tax; 10,000 of the unit, whatever its length."""

    def made(*each: int, customer: Customer, months: int = 12, free: int = 0, **told: int) -> None:
        for amount in each:
            deal = whom.deal(customer=customer, owner=ada, name=f"成交于 {amount}")
            total = Decimal(amount) * 10_000 * (months + free) / 12
            version = offered.draft(
                deal=deal, price_book=price_book, by=ada, gross_total=total, net_total=total, tax_total=0,
                term_months=months, free_months=free,
            )  # fmt: skip
            if "lines" in told:
                split(version, told["lines"])
            submitted(version, ada, now)
            then = now - timedelta(days=30)
            QuoteVersion.objects.filter(pk=version.pk).update(state="accepted", accepted_at=then, accepted_by=ada)

    return made


def split(version: QuoteVersion, parts: int) -> None:
    """The same quantity of the product on so many lines."""
    line = version.lines.get(product_code="RTC-HD")
    version.lines.filter(pk=line.pk).update(**{name: getattr(line, name) / parts for name in SHARED})
    line.refresh_from_db()
    for position in range(11, 10 + parts):
        line.pk, line.position, line._state.adding = None, position, True
        line.save()


def page(client_of: ClientOf, version: QuoteVersion, who: User, **asked: Any) -> Any:
    return client_of(who).get(f"/quotes/{version.quote_id}/anchors/range/", asked)


def text(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def anchor(version: QuoteVersion, side: Side, amount: int, by: User, **changed: Any) -> None:
    told: dict[str, Any] = {"months": 12, "on": date(2026, 11, 10), "source": "会上说的"} | changed
    set_anchor(quote=version.quote, side=side, amount=Decimal(amount), by=by, at=NOW, **told)


def test_the_zone_lies_between_the_two_first_numbers(client_of: ClientOf, table: QuoteVersion, ada: User) -> None:
    assert "还没有人报过数" in text(page(client_of, table, ada))
    anchor(table, Side.OURS, 1_200_000, ada)
    anchor(table, Side.THEIRS, 840_000, ada)
    assert "双方相差 36.00，为我方首次报价的 30.0 %。" in text(page(client_of, table, ada))


def test_five_closed_deals_make_a_range_and_the_sentence_that_quotes_it(
    client_of: ClientOf, table: QuoteVersion, bo: User, customer: Customer, close: Close
) -> None:
    close(80, 90, 100, 110, customer=customer)
    few = page(client_of, table, bo)
    assert (few.context["screen"].reference.band, "同类成交不足 5 单" in text(few)) == (None, True)
    close(120, customer=customer)
    screen = page(client_of, table, bo).context["screen"]
    assert screen.reference.band == Band(low=Decimal("90.00"), high=Decimal("110.00"), deals=5)
    assert screen.reference.sentence == (
        "我方同类项目（近 12 个月签约、CNY、含720p 实时互动并发、折算含赠送月，共 5 单）有一半整单折合每 路·年 "
        "90.00–110.00 元，含税；按 10,000 路·年、服务 12 个月计，约 900,000–1,100,000。"
    )


@pytest.mark.usefixtures("in_streams")
def test_deals_of_any_length_at_the_same_price_a_month_are_one_price(
    client_of: ClientOf, table: QuoteVersion, bo: User, customer: Customer, close: Close
) -> None:
    """120 a year of a stream is 10 a month: for 12 months, for 36, and for 12 with 12 more free."""
    close(120, 120, customer=customer)
    close(120, 120, customer=customer, months=36)
    close(120, customer=customer, free=12)
    screen = page(client_of, table, bo).context["screen"]
    assert screen.reference.band == Band(low=Decimal(10), high=Decimal(10), deals=5)
    assert (screen.reference.low, screen.reference.high) == (1_200_000, 1_200_000)
    assert screen.reference.sentence == (
        "我方同类项目（近 12 个月签约、CNY、含720p 实时互动并发、按服务月折算含赠送月，共 5 单）有一半整单折合每 路 "
        "每月 10.00–10.00 元，含税；按 10,000 路、服务 12 个月计，约 1,200,000–1,200,000。"
    )


def test_a_deal_with_the_product_on_two_lines_is_one_price(
    client_of: ClientOf, table: QuoteVersion, bo: User, customer: Customer, close: Close
) -> None:
    close(80, 90, 100, customer=customer)
    close(110, customer=customer, lines=2)
    assert page(client_of, table, bo).context["screen"].reference.band is None
    close(120, customer=customer, lines=2)
    band = page(client_of, table, bo).context["screen"].reference.band
    assert band == Band(low=Decimal(90), high=Decimal(110), deals=5)


def test_more_closed_deals_take_no_more_statements(
    client_of: ClientOf, table: QuoteVersion, bo: User, customer: Customer, close: Close
) -> None:
    client, address = client_of(bo), f"/quotes/{table.quote_id}/anchors/range/"
    close(80, 90, 100, 110, 120, customer=customer)
    _answer, five = statements_of(lambda: client.get(address))
    close(130, customer=customer)
    assert statements_of(lambda: client.get(address))[1] == five


def test_only_this_industry_leaves_the_others_out(
    client_of: ClientOf, table: QuoteVersion, bo: User, ada: User, customer: Customer, close: Close
) -> None:
    close(80, 90, 100, 110, customer=customer)
    close(300, customer=whom.customer(name="别的行业", owner=ada, industry=Industry.FINANCE))
    assert page(client_of, table, bo).context["screen"].reference.band is not None
    alike = page(client_of, table, bo, alike="on").context["screen"].reference
    assert (alike.band, "教育" in alike.filter) == (None, True)


def test_the_range_is_for_those_who_see_floors(
    client_of: ClientOf,
    table: QuoteVersion,
    ada: User,
    pre: User,
    bo: User,
    customer: Customer,
    close: Close,
) -> None:
    close(80, 90, 100, 110, 120, customer=customer)
    seen = {who.name: "有一半整单" in text(page(client_of, table, who)) for who in (ada, pre, bo)}
    assert seen == {"ada": False, "pre": True, "bo": True}
    assert "请向本单能看底价的同事索取" in text(page(client_of, table, ada))


def test_a_first_number_out_of_reach_is_warned_of_by_what_the_reader_may_see(
    client_of: ClientOf, table: QuoteVersion, ada: User, bo: User, customer: Customer, close: Close,
) -> None:  # fmt: skip
    close(80, 90, 100, 110, 120, customer=customer)
    anchor(table, Side.OURS, 1_700_000, ada)
    assert "首次报价过高" not in text(page(client_of, table, ada))
    assert "已超过 165.00 万元，即同类成交上四分位的 1.5 倍。" in text(page(client_of, table, bo))


def test_a_first_number_over_what_they_can_spend_is_warned_of_by_the_estimate_made_before(
    client_of: ClientOf, table: QuoteVersion, deal: Deal, ada: User
) -> None:
    budgets.signal(deal=deal, by=ada, p10=60, p90=100)
    anchor(table, Side.OURS, 1_700_000, ada)
    told = text(page(client_of, table, ada))
    assert ("对方预算有 95% 的可能低于此数" in told, "上四分位" in told) == (True, False)
