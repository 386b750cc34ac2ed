"""How long the packages of an offer last, in the browser of whoever sees the offer."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from quotes.actions.usage import choose_usage
from quotes.domain.metering.stored import metered_json
from quotes.domain.metering.usage import Size
from quotes.domain.pricing.charges import Charge, Contracted, Ratio, RatioPackage, to_json
from quotes.domain.usage.rooms import Room, Topology
from quotes.domain.usage.scenario import Video
from quotes.models import Policy, QuoteVersion
from stakeholders.models import Deal, User
from stakeholders.permissions import MAY, Act
from tests.factories import quotes as offered
from tests.factories import usage as used
from tests.quotes.domain.usage.scenarios import bitrate, percent
from tests.quotes.views.typing_in import ClientOf, statements_of

pytestmark = pytest.mark.usefixtures("today")

# Ten people who see each other for two hours on ten days: 12,000 minutes of users a month, of nine streams each.
CALL: dict[str, Any] = {
    "room": Room(topology=Topology.ALL_TO_ALL, hosts=10),
    "hours_a_day": Decimal(2),
    "days_a_month": 10,
    "starts_on": date(2027, 1, 1),
}
HD, FHD = ({"videos": (Video(bitrate(1000, size=size)),)} for size in (Size(426, 240), Size(640, 360)))


def package(months: int | None = 12) -> RatioPackage:
    ratios = tuple(Ratio(name=name, weight=Decimal(one)) for name, one in {"audio": 1, "HD": 4}.items())
    return RatioPackage(size=Decimal(100), price=Decimal(340), ratios=ratios, months=months)


@pytest.fixture
def sold(deal: Deal, policy: Policy, adm: User, ada: User) -> QuoteVersion:
    """Packages of a hundred thousand minutes, each tier by its weight; and the price of HD minutes beside them."""
    book = offered.price_book(by=adm, name="套餐价目", published=False)
    whole, hd = offered.metered(tier=""), offered.metered(tier="HD")
    book.items.filter(product__code="RTC-HD").update(meter=metered_json(whole), charge=to_json(package()))
    book.items.filter(product__code="REC-MIX").update(meter=metered_json(hd))
    offered.publish(book, by=adm)
    return offered.draft(deal=deal, price_book=book, by=ada)


def buy(version: QuoteVersion, quantity: int, *, code: str = "RTC-HD", charge: Charge | None = None) -> None:
    """So many thousand minutes, which are put on the line of a product."""
    line = version.lines.filter(product_code=code)
    assert line.update(quantity=Decimal(quantity), charge=to_json(charge or package())) == 1


def stand_on(version: QuoteVersion, by: User, at: datetime, **told: Any) -> None:
    use = used.saved(deal=version.quote.deal, by=by, **CALL | told)
    choose_usage(version=version, scenario=use, by=by, at=at)


class TestPackages:
    def test_it_says_when_they_are_used_up_and_what_is_over_at_what_price(
        self, client_of: ClientOf, sold: QuoteVersion, ada: User, now: datetime
    ) -> None:
        """48,000 standard minutes a month, 4,800 a day: 250,000 of them are three packs, and last into July."""
        buy(sold, 250)
        stand_on(sold, ada, now, **HD)
        answer = client_of(ada).get(f"/versions/{sold.pk}/usage/packages/")
        (pool,) = answer.context["screen"].pools
        assert (pool.bought, pool.taken, pool.left) == (300_000, 300_000, 0)
        (tier,) = pool.tiers
        # 276,000 standard minutes are over: 69,000 of HD.
        assert (tier.name, tier.over, tier.price, tier.amount) == ("HD", 69_000, 11, 69 * 11)
        assert [(one.tone, one.words) for one in pool.said] == [
            ("warn", "从2027-07起不够用：当月 10 个有通话的日子里，第 3 天用完。"),
            ("info", "再买 3 个套餐可覆盖超出部分，折扣前共 1,020.00。"),
        ]

    def test_what_is_never_used_lapses(self, client_of: ClientOf, sold: QuoteVersion, ada: User, now: datetime) -> None:
        buy(sold, 700)
        stand_on(sold, ada, now, **HD)
        (pool,) = client_of(ada).get(f"/versions/{sold.pk}/usage/packages/").context["screen"].pools
        assert (pool.taken, pool.lapsed, pool.left, pool.tiers) == (576_000, 124_000, 0, ())
        assert [one.words for one in pool.said] == [
            "整个 12 个月期内都够用。",
            "2027-12 结束时有 124,000 标准单位未用作废。",
        ]

    def test_a_tier_without_a_weight_is_billed_from_the_first_unit_on_or_has_no_price(
        self, client_of: ClientOf, sold: QuoteVersion, ada: User, now: datetime
    ) -> None:
        buy(sold, 100)
        stand_on(sold, ada, now, **FHD)
        answer = client_of(ada).get(f"/versions/{sold.pk}/usage/packages/")
        (pool,) = answer.context["screen"].pools
        assert [(tier.name, tier.weight, tier.over, tier.amount) for tier in pool.tiers] == [
            ("FHD", None, 144_000, None)
        ]
        assert pool.over is None
        assert "套餐不覆盖 FHD" in answer.content.decode()

    def test_an_agreed_price_counts_and_the_use_grows(
        self, client_of: ClientOf, sold: QuoteVersion, ada: User, now: datetime
    ) -> None:
        buy(sold, 100, charge=Contracted(price=package(None), list=package()))
        stand_on(sold, ada, now, **HD, growth=percent(10), starts_on=None)
        (pool,) = client_of(ada).get(f"/versions/{sold.pk}/usage/packages/").context["screen"].pools
        assert [month.label for month in pool.months[:2]] == ["第 1 个月", "第 2 个月"]
        assert [month.taken for month in pool.months[:3]] == [48_000, 52_000, 0]
        assert pool.said[-1].words == "计价方式未写明套餐有效期：按始终有效计算。"

    def test_measured_use_comes_again(self, client_of: ClientOf, sold: QuoteVersion, ada: User, now: datetime) -> None:
        buy(sold, 100)
        use = used.saved(deal=sold.quote.deal, by=ada, **CALL | HD)
        readings = used.uploaded(deal=sold.quote.deal, by=ada)
        choose_usage(version=sold, scenario=use, series=readings, by=ada, at=now)
        (pool,) = client_of(ada).get(f"/versions/{sold.pk}/usage/packages/").context["screen"].pools
        assert len(pool.months) == 12
        assert pool.months[0].label == "第 1 个月"
        assert pool.said[-1].words == "实测的月份按场景的增长重复。"

    def test_what_is_missing_is_asked_for(
        self, client_of: ClientOf, sold: QuoteVersion, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        client = client_of(ada)
        buy(sold, 100)
        assert "尚未说明这个版本以哪份用量为准" in client.get(f"/versions/{sold.pk}/usage/packages/").content.decode()
        assert "本版本没有按系数折算的套餐" in client.get(f"/versions/{version.pk}/usage/packages/").content.decode()
        stand_on(sold, ada, now, videos=(Video(bitrate(1000, size=Size(7680, 4320))),))
        (pool,) = client.get(f"/versions/{sold.pk}/usage/packages/").context["screen"].pools
        assert "超出最高档 2K" in pool.problem

    def test_a_product_that_is_not_counted_says_so(
        self, client_of: ClientOf, sold: QuoteVersion, ada: User, now: datetime
    ) -> None:
        buy(sold, 100)
        buy(sold, 100, code="SUP-724")
        stand_on(sold, ada, now, **HD)
        pools = client_of(ada).get(f"/versions/{sold.pk}/usage/packages/").context["screen"].pools
        assert [pool.problem for pool in pools] == ["", "价目表未写明这个产品如何计量：请财务在价目表中设置。"]

    def test_the_offer_leads_there_where_it_sells_packages(
        self, client_of: ClientOf, sold: QuoteVersion, version: QuoteVersion, ada: User
    ) -> None:
        client = client_of(ada)
        address = f"/versions/{sold.pk}/usage/packages/"
        buy(sold, 100)
        line = sold.lines.get(product_code="RTC-HD")
        for page in (f"/versions/{sold.pk}/", f"/versions/{sold.pk}/lines/{line.pk}/"):
            assert address in client.get(page).content.decode()
        assert "/usage/packages/" not in client.get(f"/versions/{version.pk}/").content.decode()

    def test_it_costs_the_same_for_one_package_and_for_two(
        self, client_of: ClientOf, sold: QuoteVersion, ada: User, now: datetime
    ) -> None:
        stand_on(sold, ada, now, **HD)
        client, address = client_of(ada), f"/versions/{sold.pk}/usage/packages/"
        buy(sold, 100)
        once = statements_of(lambda: client.get(address))[1]
        buy(sold, 100, code="REC-MIX")
        assert statements_of(lambda: client.get(address))[1] == once

    def test_whoever_sees_a_use_sees_how_long_it_lasts(
        self, client_of: ClientOf, sold: QuoteVersion, ada: User, dee: User
    ) -> None:
        address = f"/versions/{sold.pk}/usage/packages/"
        assert MAY[Act.SEE_USAGE] <= MAY[Act.SEE_QUOTE]
        assert (client_of(ada).get(address).status_code, client_of(dee).get(address).status_code) == (200, 404)
