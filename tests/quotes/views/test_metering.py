"""How a price is counted, in the browser of finance; and the usage calculator of pre-sales."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy as said

from quotes.actions.pricebooks import draft_price_book
from quotes.domain.metering.stored import metered_json
from quotes.domain.metering.usage import Role as Side
from quotes.domain.pricing.charges import Ratio, RatioPackage, to_json
from quotes.models import Policy, PriceBookVersion, PriceItem, QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.quotes.views.typing_in import HTMX, SCRIPT, ClientOf, statements_of

pytestmark = pytest.mark.usefixtures("today")

NAMES = ("audio", "HD", "FHD", "2K")
METER = {
    "counts": "user_minutes",
    "unit": "minute",
    "per": "1,000",
    "summed": "day",
    "mode": "up",
    "places": "0",
    "roles": ["host", "audience", "recorder"],
    "sound": "each",
    "sound_tier": "audio",
    "tier-0-name": "HD",
    "tier-0-up_to": "1280x720",
    "tier-1-name": "FHD",
    "tier-1-up_to": "1920 × 1080",
    "tier-2-name": "2K",
    "tier-2-up_to": "3,686,400",
    "tier": "HD",
    "since": "2026-01-01",
    "source": "2026 年计量口径",
}


@pytest.fixture
def draft(price_book: PriceBookVersion, fay: User, now: datetime) -> PriceBookVersion:
    return draft_price_book(version=price_book, source="2027 年价目", by=fay, at=now)


@pytest.fixture
def counted(deal: Deal, policy: Policy, adm: User, ada: User) -> QuoteVersion:
    """An offer whose price book counts users' minutes for RTC-HD, and bandwidth for REC-MIX."""
    book = offered.price_book(by=adm, name="按量价目", published=False)
    bandwidth = offered.metered(tier="", per="1", counts="monthly_95", unit="mbps", tiers=None, summed="month")
    for code, metered in {"RTC-HD": offered.metered(), "REC-MIX": bandwidth}.items():
        book.items.filter(product__code=code).update(meter=metered_json(metered))
    offered.publish(book, by=adm)
    return offered.draft(deal=deal, price_book=book, by=ada)


@pytest.fixture
def monthly(deal: Deal, policy: Policy, adm: User, ada: User) -> QuoteVersion:
    """Minutes by the month under a table of tiers, and the peak by the year; each on a line for the whole term."""
    book = offered.price_book(by=adm, name="按月价目", published=False)
    peak = offered.metered(tier="", per="1", counts="peak_concurrency", unit="head", tiers=None, summed="month")
    tiers = {"kind": "graduated", "tiers": [{"up_to": "100", "unit": "3"}, {"start": "100", "unit": "2"}]}
    book.items.filter(product__code="RTC-HD").update(meter=metered_json(peak))
    book.items.filter(product__code="REC-MIX").update(meter=metered_json(offered.metered()), charge=tiers)
    offered.publish(book, by=adm)
    return offered.draft(deal=deal, price_book=book, by=ada)


def item(version: PriceBookVersion, code: str) -> PriceItem:
    return version.items.get(product__code=code)


class TestMeter:
    def address(self, version: PriceBookVersion, code: str) -> str:
        return f"/price-books/{version.pk}/products/{item(version, code).product_id}/meter/"

    def test_choices_and_a_table_of_bounds_become_a_meter(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User
    ) -> None:
        client = client_of(fay)
        assert client.post(self.address(draft, "RTC-HD"), METER).status_code == 303
        assert item(draft, "RTC-HD").metered == offered.metered()
        shown = client.get(f"/price-books/{draft.pk}/").content.decode()
        assert "用户时长（按集合分辨率分档），HD档（≤ 1280×720），按日累计，一律进位到整分钟" in shown
        again = client.get(self.address(draft, "RTC-HD")).content.decode()
        assert 'value="1280×720"' in again
        assert 'value="1000"' in again
        assert client.post(self.address(draft, "RTC-HD"), {"remove": "1"}).status_code == 303
        assert item(draft, "RTC-HD").meter is None

    def test_the_form_gives_back_what_is_stored(self, client_of: ClientOf, draft: PriceBookVersion, fay: User) -> None:
        client, address = client_of(fay), self.address(draft, "RTC-HD")
        typed = METER | {
            "counted_as": "640x352 = 640×360",
            "free": "10000",
            "tier-0-weight": "4",
            "tier-1-weight": "9",
            "tier-2-weight": "16",
            "tier": "",
        }
        client.post(address, typed)
        stored = item(draft, "RTC-HD").meter
        form = client.get(address).context["form"]
        sent = {name: form[name].value() for name in form.fields}
        client.post(address, {name: value for name, value in sent.items() if value is not None})
        assert item(draft, "RTC-HD").meter == stored

    @pytest.mark.parametrize(
        "rules",
        [
            {
                "weights": [
                    {"tier": name, "factor": factor, "role": role}
                    for name in NAMES
                    for role, factor in (("host", "2.5"), ("audience", "2"), ("recorder", "1"))
                ]
            },
            {"weights": [{"tier": name, "factor": "2"} for name in NAMES]},
            {"free": {"units": "100", "order": ["HD", "audio"]}},
            {"tiers": {"sound": "audio", "tiers": [{"name": f"T{at}", "up_to": at * 1000} for at in range(1, 21)]}},
        ],
    )
    def test_weights_by_role_many_tiers_and_another_order_are_given_back_as_they_are(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User, rules: dict[str, object]
    ) -> None:
        stored = metered_json(offered.metered(tier="", **rules))
        draft.items.filter(product__code="RTC-HD").update(meter=stored)
        client, address = client_of(fay), self.address(draft, "RTC-HD")
        form = client.get(address).context["form"]
        sent = {name: form[name].value() for name in form.fields}
        answer = client.post(address, {name: value for name, value in sent.items() if value is not None})
        assert (answer.status_code, item(draft, "RTC-HD").meter) == (303, stored)

    def test_weights_by_role_are_typed_and_said(self, client_of: ClientOf, draft: PriceBookVersion, fay: User) -> None:
        client, address = client_of(fay), self.address(draft, "RTC-HD")
        weights = {f"tier-{row}-weight": "主播 4，audience=２，录制：1" for row in range(3)}
        assert client.post(address, METER | weights | {"sound_weight": "0.5", "tier": ""}).status_code == 303
        metered = item(draft, "RTC-HD").metered
        assert metered is not None
        assert [(one.tier, one.role, one.factor) for one in metered.meter.weights[:4]] == [
            ("audio", None, Decimal("0.5")),
            ("HD", Side.HOST, Decimal(4)),
            ("HD", Side.AUDIENCE, Decimal(2)),
            ("HD", Side.RECORDER, Decimal(1)),
        ]
        assert "HD档的主播：每单位折 4 标准用量" in client.get(address).content.decode()

    @pytest.mark.parametrize("typed", ["x", "主播", "谁 4", "-1", "4，5", "主播 4，host 5", "1e9", "<script>"])
    def test_weights_that_are_none_are_a_sentence_in_their_cell(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User, typed: str
    ) -> None:
        answer = client_of(fay).post(self.address(draft, "RTC-HD"), METER | {"tier-0-weight": typed})
        assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"tier-0-weight"})

    def test_a_meter_with_more_tiers_than_the_form_has_is_not_saved_over(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User
    ) -> None:
        tiers = {"sound": "audio", "tiers": [{"name": f"T{at}", "up_to": at * 1000} for at in range(1, 22)]}
        stored = metered_json(offered.metered(tier="", tiers=tiers))
        draft.items.filter(product__code="RTC-HD").update(meter=stored)
        client, address = client_of(fay), self.address(draft, "RTC-HD")
        answer = client.post(address, METER)
        assert answer.status_code == 422
        assert "保存会丢失" in answer.content.decode()
        assert item(draft, "RTC-HD").meter == stored
        client.post(address, {"remove": "1"})
        assert client.post(address, METER).status_code == 303

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"unit": "gb"}, "unit"),
            ({"tier": "4K"}, "tier"),
            ({"per": "0"}, "per"),
            ({"places": "9"}, "places"),
            ({"roles": []}, "roles"),
            ({"tier-1-up_to": "640x360"}, None),
            ({"tier-1-up_to": "wide"}, "tier-1-up_to"),
            ({"tier-1-weight": "9"}, None),
            ({"counted_as": "640x352"}, "counted_as"),
            ({"counted_as": SCRIPT}, "counted_as"),
            ({"hours_in_month": "720"}, "hours_in_month"),
            ({"floor": "20"}, "floor"),
            ({"source": " "}, "source"),
            ({"counts": "traffic", "unit": "gb"}, None),
        ],
    )
    def test_what_no_meter_can_be_is_refused_beside_its_field(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User, changed: dict[str, object], field: str | None
    ) -> None:
        answer = client_of(fay).post(self.address(draft, "RTC-HD"), METER | changed)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {field or "__all__"}
        assert SCRIPT not in answer.content.decode()
        assert item(draft, "RTC-HD").meter is None

    def test_only_those_who_write_prices_say_how_they_are_counted(
        self, client_of: ClientOf, price_book: PriceBookVersion, draft: PriceBookVersion, ada: User, fay: User
    ) -> None:
        assert client_of(ada).get(self.address(price_book, "RTC-HD")).status_code == 403
        assert client_of(ada).get(self.address(draft, "RTC-HD")).status_code == 404
        assert client_of(fay).get(self.address(draft, "RTC-HD")).status_code == 200
        published = client_of(fay).post(self.address(price_book, "RTC-HD"), METER)
        assert published.context["form"].non_field_errors() == [
            said("A published price book never changes: make a new version from it.")
        ]


USAGE = {
    "days": "22",
    "group-0-people": "40",
    "group-0-role": "host",
    "group-0-minutes": "45",
    "group-0-streams": "1",
    "group-0-size": "1280×720",
}


class TestUsage:
    def test_a_month_is_counted_under_every_meter_of_the_book(
        self, client_of: ClientOf, counted: QuoteVersion, pre: User, ada: User
    ) -> None:
        answer = client_of(ada).post(f"/versions/{counted.pk}/usage/", USAGE)
        assert answer.status_code == 200
        assert [(one.code, one.month, bool(one.problem)) for one in answer.context["billed"].rows] == [
            ("RTC-HD", Decimal("39.6"), False),
            ("REC-MIX", 0, True),
        ]
        (part,) = answer.context["billed"].rows[0].parts
        assert (part.tier, part.used, part.billed) == ("HD", 39_600, 39_600)
        assert "39.6" in answer.content.decode()

    def test_a_months_quantity_stands_for_the_months_of_the_term(
        self, client_of: ClientOf, monthly: QuoteVersion, ada: User
    ) -> None:
        client, address = client_of(ada), f"/versions/{monthly.pk}/usage/"
        peak, minutes = (item(monthly.price_book, code).pk for code in ("RTC-HD", "REC-MIX"))
        shown = client.post(address, USAGE | {"online": "500"})
        rows = {one.code: one for one in shown.context["billed"].rows}
        assert [(one.month, one.times, one.yearly, one.quantity) for one in (rows["REC-MIX"], rows["RTC-HD"])] == [
            (Decimal("39.6"), 12, False, Decimal("475.2")),
            (500, 1, True, 500),
        ]
        text = shown.content.decode()
        assert "9,600 → 475.2" in text
        assert "10,000 → 500" in text
        typed = USAGE | {"online": "500", f"times-{minutes}": "6", f"times-{peak}": "2"}
        again = client.post(address, typed)
        assert [one.quantity for one in again.context["billed"].rows] == [1000, Decimal("237.6")]
        assert "9,600 → 237.6" in again.content.decode()
        client.post(address, typed | {"item": str(minutes), "edition": str(monthly.edition)})
        assert monthly.lines.get(product_code="REC-MIX").quantity == Decimal("237.6")

    def test_a_package_of_weighted_minutes_takes_the_month_by_its_weights(
        self, client_of: ClientOf, deal: Deal, policy: Policy, adm: User, ada: User
    ) -> None:
        book = offered.price_book(by=adm, name="套餐价目", published=False)
        ratios = tuple(Ratio(name=name, weight=Decimal(one)) for name, one in {"audio": 1, "HD": 4}.items())
        package = RatioPackage(size=Decimal(100_000), price=Decimal(340), ratios=ratios)
        minutes = metered_json(offered.metered(tier="", per="1"))
        book.items.filter(product__code="RTC-HD").update(meter=minutes, charge=to_json(package))
        offered.publish(book, by=adm)
        version = offered.draft(deal=deal, price_book=book, by=ada)
        client, address = client_of(ada), f"/versions/{version.pk}/usage/"
        (row,) = client.post(address, USAGE).context["billed"].rows
        assert (row.month, row.quantity, row.amount) == (158_400, 158_400, 2 * 340)
        client.post(address, USAGE | {"item": str(row.item), "edition": str(version.edition)})
        assert version.lines.get(product_code="RTC-HD").quantity == 158_400

    @pytest.mark.parametrize("times", ["0", "121", "x"])
    def test_a_term_that_cannot_be_is_refused(
        self, client_of: ClientOf, counted: QuoteVersion, ada: User, times: str
    ) -> None:
        field = f"times-{item(counted.price_book, 'REC-MIX').pk}"
        answer = client_of(ada).post(f"/versions/{counted.pk}/usage/", USAGE | {field: times})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})

    def test_what_it_comes_to_is_said_by_the_price_model_in_the_offers_currency(
        self, client_of: ClientOf, monthly: QuoteVersion, ada: User
    ) -> None:
        client, address = client_of(ada), f"/versions/{monthly.pk}/usage/"
        assert client.post(address, USAGE).context["screen"].currency == "CNY"
        # 3 for each of the first hundred, 2 for each above.
        rows = {one.code: one for one in client.post(address, USAGE).context["billed"].rows}
        assert rows["REC-MIX"].amount == Decimal("1050.4")
        QuoteVersion.objects.filter(pk=monthly.pk).update(
            currency="USD", fx_from="CNY", fx_rate="0.14", fx_on="2026-11-02", fx_source="中国银行中间价"
        )
        answer = client.post(address, USAGE)
        rows = {one.code: one for one in answer.context["billed"].rows}
        assert (answer.context["screen"].currency, rows["REC-MIX"].amount) == ("USD", Decimal("147.06"))

    def test_a_change_answers_with_the_table_alone(self, client_of: ClientOf, counted: QuoteVersion, ada: User) -> None:
        answer = client_of(ada).post(f"/versions/{counted.pk}/usage/", USAGE, **HTMX)
        assert answer.content.decode().lstrip().startswith("<section")

    def test_one_click_puts_the_quantity_on_its_line(
        self, client_of: ClientOf, counted: QuoteVersion, ada: User
    ) -> None:
        stands = item(counted.price_book, "RTC-HD")
        typed = USAGE | {"item": str(stands.pk), "edition": str(counted.edition)}
        answer = client_of(ada).post(f"/versions/{counted.pk}/usage/", typed)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/versions/{counted.pk}/")
        assert counted.lines.get(product_code="RTC-HD").quantity == Decimal("39.6")
        stale = client_of(ada).post(f"/versions/{counted.pk}/usage/", typed)
        assert stale.status_code == 422
        assert len(stale.context["form"].non_field_errors()) == 1
        assert f'name="edition" value="{counted.edition + 1}"' in stale.content.decode()

    def test_what_is_beyond_the_last_tier_says_what_to_do(
        self, client_of: ClientOf, counted: QuoteVersion, ada: User
    ) -> None:
        answer = client_of(ada).post(f"/versions/{counted.pk}/usage/", USAGE | {"group-0-streams": "9"})
        assert "超出最高档 2K" in answer.context["billed"].rows[0].problem

    def test_a_tier_that_no_price_is_for_is_pointed_out(
        self, client_of: ClientOf, counted: QuoteVersion, ada: User
    ) -> None:
        client, address = client_of(ada), f"/versions/{counted.pk}/usage/"
        larger = client.post(address, USAGE | {"group-0-size": "1920×1080"})
        assert larger.context["billed"].without_price == "FHD"
        assert "本价目表没有 FHD 的价格" in larger.content.decode()
        assert client.post(address, USAGE).context["billed"].without_price == ""

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"days": "32"}, "days"),
            ({"days": ""}, "days"),
            ({"group-0-minutes": "1441"}, "group-0-minutes"),
            ({"group-0-people": "-1"}, "group-0-people"),
            ({"group-0-streams": "101"}, "group-0-streams"),
            ({"group-0-size": "7x7"}, "group-0-size"),
            ({"traffic": SCRIPT}, "traffic"),
        ],
    )
    def test_a_bad_figure_gets_a_sentence(
        self, client_of: ClientOf, counted: QuoteVersion, ada: User, changed: dict[str, str], field: str
    ) -> None:
        answer = client_of(ada).post(f"/versions/{counted.pk}/usage/", USAGE | changed)
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
        assert SCRIPT not in answer.content.decode()

    def test_a_book_that_counts_nothing_says_whom_to_ask(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        assert (
            "请财务在价目表中为各产品设置计量口径。"
            in client_of(ada).get(f"/versions/{version.pk}/usage/").content.decode()
        )

    def test_it_costs_the_same_however_many_days(self, client_of: ClientOf, counted: QuoteVersion, ada: User) -> None:
        client, address = client_of(ada), f"/versions/{counted.pk}/usage/"
        counts = {
            statements_of(lambda days=days: client.post(address, USAGE | {"days": days}))[1] for days in ("1", "31")
        }
        assert len(counts) == 1

    def test_legal_does_not_fill_offers(self, client_of: ClientOf, counted: QuoteVersion, ada: User, lin: User) -> None:
        whom.signer(deal=counted.quote.deal, role=Role.LEGAL)
        assert client_of(lin).get(f"/versions/{counted.pk}/usage/").status_code == 403
        assert client_of(ada).get(f"/versions/{counted.pk}/usage/").status_code == 200
