"""The list of what is negotiated, and one issue's form, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from quotes.actions.funding import add_funding_rate
from quotes.actions.usage import choose_usage
from quotes.domain.costs.words import CostPart, CostRule
from quotes.domain.negotiation import Issue
from quotes.domain.pricing.revised import Revision
from quotes.forms.issues import first_options
from quotes.models import DealIssue, Move, Policy, PriceBookVersion, QuoteVersion
from quotes.models.issues import agreed_in
from stakeholders.domain.people import Role
from stakeholders.models import Contact, Customer, Deal, User
from tests.factories import costs, usage
from tests.factories import stakeholders as whom
from tests.factories.coach import set_as_it_comes
from tests.factories.haggling import approved, give, logged
from tests.factories.issues import issue, option, payment, span, support
from tests.factories.quotes import draft
from tests.factories.stakeholders import NOW
from tests.quotes.actions.test_amendments import amended
from tests.quotes.views.rounds import row, typed_round, url

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def typed(*rows: dict[str, str], kept: int = 0, **changed: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"options-TOTAL_FORMS": str(len(rows)), "options-INITIAL_FORMS": str(kept)}
    for number, each in enumerate(rows):
        told |= {f"options-{number}-{name}": value for name, value in each.items()}
    return told | {"issue": "liability", "note": "法务关心"} | changed


CAPS = (
    {"name": "12 个月费用", "cost": "0", "worth_low": "0", "source": "法务", "is_target": "on"},
    {
        "name": "24 个月费用",
        "cost": "1.2万",
        "worth_low": "10,000",
        "worth_high": "30,000",
        "source": "法务",
        "is_floor": "on",
    },
)


class TestTheList:
    def test_an_outcome_is_reckoned_against_the_offer_and_says_how(
        self, client_of: ClientOf, version: QuoteVersion, deal: Deal, ada: User, fay: User
    ) -> None:
        """839,600 paid quarterly in advance: paid yearly it brings 2.15 %, three months at list are a quarter."""
        approved(version, by=ada)
        add_funding_rate(points=Decimal(6), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=NOW)
        issue(deal, by=ada, of=Issue.PAYMENT, options=payment())
        issue(deal, by=ada, of=Issue.FREE_MONTHS, options=(option("不送", source=""), option("送 3 个月", source="")))
        page = client_of(ada).get(f"/deals/{deal.pk}/issues/").text
        assert [words in page for words in ("+1.80", "现值为价格的 2.15 %", "−20.99", "降价 20.0 %")] == [True] * 4

    def test_without_a_rate_of_finance_it_says_what_is_missing(
        self, client_of: ClientOf, version: QuoteVersion, deal: Deal, ada: User
    ) -> None:
        approved(version, by=ada)
        issue(deal, by=ada, of=Issue.PAYMENT, options=payment())
        page = client_of(ada).get(f"/deals/{deal.pk}/issues/").text
        assert ("还没人定价" in page, "付款方式无法计价" in page) == (True, True)

    def test_what_yuan_cost_prices_no_dollars(
        self,
        client_of: ClientOf,
        price_book: PriceBookVersion,
        policy: Policy,
        customer: Customer,
        ada: User,
        fay: User,
    ) -> None:
        deal = whom.deal(customer=customer, owner=ada, currency="USD")
        approved(draft(deal=deal, price_book=price_book, by=ada, currency="USD"), by=ada)
        add_funding_rate(points=Decimal(6), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=NOW)
        issue(deal, by=ada, of=Issue.PAYMENT, options=payment())
        page = client_of(ada).get(f"/deals/{deal.pk}/issues/").text
        assert ("财务还没有录入资金成本（USD）" in page, "还没人定价" in page, "现值为" in page) == (True, True, False)

    def test_both_sides_stand_beside_each_other(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        told = (option("专属", cost=Decimal(30_000), worth=span(80_000, 100_000)), option("标准"))
        issue(deal, by=ada, of=Issue.SUPPORT, options=told)
        page = client_of(ada).get(f"/deals/{deal.pk}/issues/").text
        assert [words in page for words in ("−3.00", "8.00 ~ 10.00", "6.00", "估算：客户去年的账单")] == [True] * 4

    def test_who_may_not_see_rounds_does_not_see_issues(
        self, client_of: ClientOf, deal: Deal, ada: User, dee: User, fay: User
    ) -> None:
        whom.signer(deal=deal, role=Role.FINANCE)
        statuses = {who.name: client_of(who).get(f"/deals/{deal.pk}/issues/").status_code for who in (ada, dee, fay)}
        assert statuses == {"ada": 200, "dee": 404, "fay": 403}


class TestOneIssue:
    def test_an_issue_is_put_on_the_list(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        answer = client_of(ada).post(f"/deals/{deal.pk}/issues/new/", typed(*CAPS))
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/deals/{deal.pk}/issues/")
        made = DealIssue.objects.get()
        assert (made.issue, made.note, [one.cost for one in made.value().options]) == (
            "liability",
            "法务关心",
            [Decimal(0), Decimal(12_000)],
        )
        # One end of an estimate is both.
        assert made.value().options[0].worth == span(0, 0)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"options-1-source": ""}, "source"),
            ({"options-1-worth_low": "40000"}, "worth_high"),
            ({"options-1-cost": "USD 5"}, "cost"),
            ({"options-1-tiers": "10 % × 2 %"}, "tiers"),
            ({"options-1-tiers": "常常"}, "tiers"),
            ({"options-1-tiers": "10 × 200"}, "tiers"),
            ({"options-1-name": ""}, "name"),
        ],
    )
    def test_what_is_wrong_with_an_option_stands_beside_it(
        self, client_of: ClientOf, deal: Deal, ada: User, change: dict[str, str], field: str
    ) -> None:
        answer = client_of(ada).post(f"/deals/{deal.pk}/issues/new/", typed(*CAPS) | change)
        assert (answer.status_code, list(answer.context["options"].forms[1].errors)) == (422, [field])
        assert DealIssue.objects.count() == 0

    @pytest.mark.parametrize(
        "change", [{"options-0-name": "24 个月费用"}, {"options-1-is_target": "on"}, {"options-1-DELETE": "on"}]
    )
    def test_what_is_wrong_with_all_of_them_stands_above(
        self, client_of: ClientOf, deal: Deal, ada: User, change: dict[str, str]
    ) -> None:
        answer = client_of(ada).post(f"/deals/{deal.pk}/issues/new/", typed(*CAPS) | change)
        assert (answer.status_code, bool(answer.context["options"].non_form_errors())) == (422, True)

    def test_the_form_shows_what_is_kept_and_changes_it(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        row = issue(deal, by=ada, of=Issue.SUPPORT, options=support())
        client = client_of(ada)
        page = client.get(f"/issues/{row.pk}/").text
        assert ("专属工程师" in page, 'value="3000"' in page) == (True, True)
        keys = [option.key for option in row.value().options]
        rows = [{"key": str(key), "name": name, "source": "估算"} for key, name in zip(keys, "甲乙", strict=True)]
        answer = client.post(f"/issues/{row.pk}/", typed(*rows, kept=2, edition="1"))
        assert (answer.status_code, [one.name for one in DealIssue.objects.get().value().options]) == (
            303,
            ["甲", "乙"],
        )

    def test_options_that_nobody_touched_stay(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        row = issue(deal, by=ada, of=Issue.SUPPORT, options=support())
        kept = first_options(row)
        rows = [{name: "" if value is None else str(value) for name, value in told.items()} for told in kept]
        for told in rows:
            del told["is_target"], told["is_floor"]
        answer = client_of(ada).post(f"/issues/{row.pk}/", typed(*rows, kept=2, edition="1"))
        assert (answer.status_code, first_options(DealIssue.objects.get())) == (303, kept)

    def test_whoever_saves_second_sees_what_is_stored(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        row = issue(deal, by=ada, of=Issue.SUPPORT, options=support())
        client, rows = client_of(ada), [{"name": "甲"}, {"name": "乙"}]
        assert client.post(f"/issues/{row.pk}/", typed(*rows, edition="1", note="采购关心")).status_code == 303
        answer = client.post(f"/issues/{row.pk}/", typed({"name": "丙"}, {"name": "丁"}, edition="1"))
        assert (answer.status_code, "丙" in answer.text, "采购关心" in answer.text) == (422, True, True)
        assert client.post(f"/issues/{row.pk}/", typed(*rows, edition="2")).status_code == 303

    def test_an_issue_is_taken_off_the_list(self, client_of: ClientOf, deal: Deal, ada: User, dee: User) -> None:
        row = issue(deal, by=ada)
        assert client_of(dee).post(f"/issues/{row.pk}/remove/").status_code == 404
        assert client_of(ada).post(f"/issues/{row.pk}/remove/").status_code == 303
        assert DealIssue.objects.count() == 0


class TestWhileTyping:
    @pytest.fixture
    def table(self, version: QuoteVersion, ada: User, fay: User) -> QuoteVersion:
        """839,600 paid quarterly in advance, at 6 % a year."""
        add_funding_rate(points=Decimal(6), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=NOW)
        return approved(version, by=ada)

    def ask(self, client: Client, table: QuoteVersion, *rows: dict[str, Any], **offer: str) -> str:
        told: dict[str, Any] = {"moves-TOTAL_FORMS": str(len(rows)), "moves-INITIAL_FORMS": "0", "offer": "same"}
        for number, each in enumerate(rows):
            told |= row(number, **each)
        return client.post(url(table.quote, "rounds/preview"), told | offer).text

    def test_five_points_for_yearly_prepayment_lose_what_they_cost_more(
        self, client_of: ClientOf, table: QuoteVersion, ada: User
    ) -> None:
        """41,980 given, 2.15 points or 18,038.03 got."""
        rows = ({"what": "年付优惠 5 个点"}, {"kind": "get", "issue": "payment", "what": "季付改年付"})
        page = self.ask(client_of(ada), table, *rows, offer="discount", new_discount="5", payment_plan="annual_prepaid")
        assert [words in page for words in ("41,980.00", "18,038.03", "−23,941.97", "写明为什么值得")] == [True] * 4

    def test_three_free_months_stand_at_list(self, client_of: ClientOf, table: QuoteVersion, ada: User) -> None:
        rows = (
            {"issue": "free_months", "what": "送 3 个月"},
            {"kind": "get", "issue": "payment", "what": "季付改年付"},
        )
        page = self.ask(client_of(ada), table, *rows, free_months="3", payment_plan="annual_prepaid")
        assert [words in page for words in ("209,900.00", "按目录价", "20.0 %", "18,038.03")] == [True] * 4

    def test_an_option_of_the_list_brings_its_price_and_its_issue(
        self, client_of: ClientOf, table: QuoteVersion, deal: Deal, ada: User
    ) -> None:
        outcomes = issue(deal, by=ada).value().options
        chosen = {"kind": "get", "what": "署名案例", "option": str(outcomes[0].key)}
        page = self.ask(client_of(ada), table, {"what": "小让", "worth": "9000"}, chosen)
        assert [words in page for words in ("15,000.00", "+6,000.00", "+5,000.00 ~ +7,000.00")] == [True] * 3

    def test_past_our_limit_is_said(self, client_of: ClientOf, table: QuoteVersion, deal: Deal, ada: User) -> None:
        set_as_it_comes()
        told = (option("12 个月", is_target=True, is_floor=True), option("24 个月"))
        key = issue(deal, by=ada, of=Issue.LIABILITY, options=told).value().options[1].key
        page = self.ask(client_of(ada), table, {"what": "责任上限 24 个月", "option": str(key), "worth": "1"})
        assert "已越过议题底线：责任上限" in page

    def test_what_a_free_month_costs_us_is_for_those_who_may_know(
        self, client_of: ClientOf, version: QuoteVersion, deal: Deal, contact: Contact, ada: User, bo: User, fay: User
    ) -> None:
        """While it is typed, and in the ledger when it is logged."""
        costs.cost_model(by=fay)
        choose_usage(version=version, scenario=usage.saved(deal=deal, by=ada), by=ada, at=NOW)
        table = approved(version, by=ada)
        free = {"issue": "free_months", "what": "送 3 个月", "untraded_reason": "客情"}
        typing = {who.name: "变动成本" in self.ask(client_of(who), table, free, free_months="3") for who in (ada, bo)}
        logged(
            table.quote,
            contact=contact,
            by=ada,
            moves=[give("送 3 个月", issue=Issue.FREE_MONTHS, worth=None, untraded_reason="客情")],
            new_offer=Revision(terms={"free_months": 3}),
        )
        pages = {who.name: client_of(who).get(url(table.quote, "negotiation")).text for who in (ada, bo)}
        assert typing == {"ada": False, "bo": True}
        assert {name: "我方变动成本" in page for name, page in pages.items()} == {"ada": False, "bo": True}


class TestBeside:
    def test_what_serves_both_sides_is_pointed_out(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        issue(deal, by=ada, of=Issue.SUPPORT, options=support())
        issue(deal, by=ada)
        page = client_of(ada).get(f"/deals/{deal.pk}/issues/").text
        assert [words in page for words in ("给“专属工程师”，换“署名案例”", "+1.20", "+0.60")] == [True] * 3

    def test_what_is_agreed_is_no_lever_unless_it_is_amended_away(
        self, client_of: ClientOf, version: QuoteVersion, deal: Deal, contact: Contact, ada: User
    ) -> None:
        issue(deal, by=ada)
        row = issue(deal, by=ada, of=Issue.SUPPORT, options=support())
        table = approved(version, by=ada)
        engineer = give("专属工程师", issue=Issue.SUPPORT, option=row.value().options[1].key, untraded_reason="客情")
        told = logged(table.quote, contact=contact, by=ada, moves=[engineer])
        address = f"/deals/{deal.pk}/issues/"
        agreed = bool(client_of(ada).get(address).context["screen"].pairs)
        amended(told, by=ada, moves=[])
        assert (agreed, bool(client_of(ada).get(address).context["screen"].pairs)) == (False, True)

    def test_what_was_agreed_beside_another_offer_is_a_lever_for_this_one_and_part_of_its_packages(
        self,
        client_of: ClientOf,
        version: QuoteVersion,
        price_book: PriceBookVersion,
        deal: Deal,
        contact: Contact,
        ada: User,
    ) -> None:
        """A talk is one quote's: what the first offer was paid for, the second was not."""
        issue(deal, by=ada)
        row = issue(deal, by=ada, of=Issue.SUPPORT, options=support())
        first = approved(version, by=ada)
        engineer = give("专属工程师", issue=Issue.SUPPORT, option=row.value().options[1].key, untraded_reason="客情")
        logged(first.quote, contact=contact, by=ada, moves=[engineer])
        second = approved(draft(deal=deal, price_book=price_book, by=ada), by=ada)
        assert (agreed_in(first), agreed_in(second)) == ({Issue.SUPPORT: row.value().options[1].key}, {})
        assert client_of(ada).get(f"/deals/{deal.pk}/issues/").context["screen"].pairs

    def test_who_can_wait_longer_gets_more(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        """δ = 0.9 each: whoever offers first gets 52.6 %."""
        client = client_of(ada)
        page = client.get(f"/deals/{deal.pk}/issues/?ours=10&theirs=10").text
        assert ("52.6 %" in page, "47.4 %" in page) == (True, True)
        wrong = client.get(f"/deals/{deal.pk}/issues/?ours=0&theirs=x")
        assert (wrong.status_code, list(wrong.context["waiting"].errors)) == (200, ["theirs"])


class TestSupport:
    """Two seats of 4,000 a month are in the cost model, and a third is given for a year."""

    SEATED = costs.stated(CostPart.SUPPORT, CostRule.SEAT_MONTH, "4000", seats=Decimal(2))
    SEATS = (option("2 个坐席，5×8", source=""), option("3 个坐席，7×24", source=""), option("专属", source=""))

    def test_seats_are_reckoned_for_those_who_may_know_a_cost(
        self, client_of: ClientOf, version: QuoteVersion, deal: Deal, ada: User, bo: User, fay: User
    ) -> None:
        costs.cost_model(by=fay, rows=(*costs.rows()[:-1], self.SEATED))
        approved(version, by=ada)
        issue(deal, by=ada, of=Issue.SUPPORT, options=self.SEATS)
        page = {who.name: client_of(who).get(f"/deals/{deal.pk}/issues/").text for who in (ada, bo)}
        assert {who: "48,000.00" in text for who, text in page.items()} == {"ada": False, "bo": True}
        assert {who: "由响应时间算出坐席数" in text for who, text in page.items()} == {"ada": False, "bo": True}

    def test_where_the_model_states_no_seat_finance_is_to_be_asked(
        self, client_of: ClientOf, version: QuoteVersion, deal: Deal, ada: User, bo: User, fay: User
    ) -> None:
        costs.cost_model(by=fay)
        approved(version, by=ada)
        issue(deal, by=ada, of=Issue.SUPPORT, options=self.SEATS)
        assert "请财务填写每个坐席的成本" in client_of(bo).get(f"/deals/{deal.pk}/issues/").text

    def test_a_give_of_seats_keeps_its_cost_with_the_round_and_shows_it_while_it_is_typed(
        self, client_of: ClientOf, version: QuoteVersion, contact: Contact, deal: Deal, ada: User, bo: User, fay: User
    ) -> None:
        costs.cost_model(by=fay, rows=(*costs.rows()[:-1], self.SEATED))
        choose_usage(version=version, scenario=usage.saved(deal=deal, by=ada), by=ada, at=NOW)
        approved(version, by=ada)
        rows = row(0, issue="support", what="坐席 2 → 3", worth="30000", untraded_reason="试点")
        typed_now = typed_round(version, contact, ada) | rows
        shown = {
            who.name: client_of(who).post(url(version.quote, "rounds/preview"), typed_now).text for who in (ada, bo)
        }
        assert {who: "48,000.00" in text for who, text in shown.items()} == {"ada": False, "bo": True}
        assert client_of(ada).post(url(version.quote), typed_now).status_code == 303
        assert Move.objects.get().kept_cost == 48_000
