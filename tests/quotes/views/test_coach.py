"""What the coach says while a round is typed, what it is set to, and our plan, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from quotes.actions.funding import add_funding_rate
from quotes.models import CoachNote, CoachSetting, Policy, PriceBookVersion, Quote, QuoteVersion, Round
from stakeholders.models import Contact, User
from tests.factories import stakeholders as whom
from tests.factories.coach import aims, set_as_it_comes
from tests.factories.haggling import approved
from tests.factories.quotes import draft, passed_over
from tests.factories.stakeholders import NOW
from tests.quotes.views.rounds import beside

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime, db: None) -> Iterator[None]:
    set_as_it_comes()
    with time_machine.travel(now):
        yield


@pytest.fixture
def quote(version: QuoteVersion, ada: User) -> Quote:
    """With V1 at 839,600.00 on the table, paid quarterly in advance."""
    return approved(version, by=ada).quote


@pytest.fixture
def rate(fay: User) -> None:
    add_funding_rate(points=Decimal(6), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=NOW)


def typed(contact: Contact, by: User, **changed: Any) -> dict[str, Any]:
    return {
        "moves-TOTAL_FORMS": "0",
        "moves-INITIAL_FORMS": "0",
        "on": "2026-11-23",
        "channel": "meeting",
        "theirs": [contact.pk],
        "ours": [by.pk],
        "said": "能不能再让一点？",
        "offer": "total",
        "new_total": "700000",
        "reason": "竞品压价",
        "next_step": "复谈",
        "next_step_on": "2026-11-27",
    } | changed


def heard(round_: Round) -> set[str]:
    """What the coach warned of, as the page of this reader has it."""
    return {note.hint for note in round_.heeded}


def planned(**changed: str) -> dict[str, str]:
    told = {
        "aspiration": "800,000",
        "target": "700,000",
        "reservation": "600,000",
        "months": "12",
        "rounds": "4",
        "beta": "0.8",
    } | changed
    return {f"aims-{name}": value for name, value in told.items()}


def previewed(client: Client, quote: Quote, **said: Any) -> str:
    return client.post(f"/quotes/{quote.pk}/rounds/preview/", said).content.decode()


class TestWhileTyping:
    def test_the_numbers_and_the_study_stand_beside_the_move(
        self, client_of: ClientOf, quote: Quote, contact: Contact, ada: User
    ) -> None:
        aims(quote, by=ada)
        page = previewed(client_of(ada), quote, **typed(contact, ada))
        assert [
            words in page
            for words in ("第一步就用掉空间的 58%", "可让空间 23.96 万元", "没有换回什么", "本台规则", "知道了，照做")
        ] == [True] * 5

    def test_below_the_plan_is_a_stop_that_cannot_be_ticked_away(
        self, client_of: ClientOf, quote: Quote, contact: Contact, ada: User
    ) -> None:
        aims(quote, by=ada)
        page = previewed(client_of(ada), quote, **typed(contact, ada, new_total="590000"))
        assert "低于计划保留价" in page
        assert "dismiss-below_reservation" not in page

    def test_annual_prepayment_is_worth_two_points_and_fifteen_hundredths(
        self, client_of: ClientOf, quote: Quote, contact: Contact, ada: User, rate: None
    ) -> None:
        said = typed(contact, ada, new_total="797620", payment_plan="annual_prepaid")
        page = previewed(client_of(ada), quote, **said)
        assert [words in page for words in ("值价格的 2.15 %", "这一步让了 5.00 %", "多 2.85 %", "14.9 %")] == [
            True
        ] * 4

    def test_without_a_rate_of_finance_nothing_is_assumed(
        self, client_of: ClientOf, quote: Quote, contact: Contact, ada: User
    ) -> None:
        page = previewed(client_of(ada), quote, **typed(contact, ada, payment_plan="annual_prepaid"))
        assert ("财务还没有录入资金成本" in page, "值价格的" in page) == (True, False)

    def test_what_yuan_cost_weighs_no_dollars(
        self, client_of: ClientOf, price_book: PriceBookVersion, policy: Policy, contact: Contact, ada: User, rate: None
    ) -> None:
        deal = whom.deal(customer=contact.customer, owner=ada, currency="USD")
        abroad = approved(draft(deal=deal, price_book=price_book, by=ada, currency="USD"), by=ada).quote
        page = previewed(client_of(ada), abroad, **typed(contact, ada, payment_plan="annual_prepaid"))
        assert ("财务还没有录入资金成本（USD）" in page, "值价格的" in page) == (True, False)

    def test_the_floor_is_weighed_only_for_those_who_see_it(
        self, client_of: ClientOf, quote: Quote, contact: Contact, ada: User, bo: User
    ) -> None:
        """The steps point far below the floor: the manager reads by how much, the seller is told nothing of it."""
        client = client_of(ada)
        for total in ("800000", "770000"):
            client.post(f"/quotes/{quote.pk}/rounds/new/", typed(contact, ada, new_total=total, beside=beside(quote)))
            passed_over(version=quote.versions.on_the_table()[0], by=ada)
        move = typed(contact, ada, new_total="741000")
        pages = {person.name: previewed(client_of(person), quote, **move) for person in (ada, bo)}
        assert {name: "低于能签的价" in page for name, page in pages.items()} == {"ada": False, "bo": True}

    def test_what_only_the_floor_makes_it_say_is_kept_for_those_who_see_it(
        self, client_of: ClientOf, quote: Quote, contact: Contact, ada: User, bo: User
    ) -> None:
        """A seller who ticks it away blindly has not read it; a manager who ticks it gives the reason."""
        address = f"/quotes/{quote.pk}/rounds/new/"
        for total in ("800000", "770000", "741000"):
            move = typed(contact, ada, new_total=total, beside=beside(quote), dismissed=["our_limit"])
            assert client_of(ada).post(address, move).status_code == 303
            passed_over(version=quote.versions.on_the_table()[0], by=ada)
        notes = CoachNote.objects.filter(hint="our_limit")
        assert set(notes.filter(round=quote.rounds.last()).values_list("is_private", "is_dismissed")) == {(True, False)}
        read = {}
        for person in (ada, bo):
            client = client_of(person)
            page = client.get(f"/quotes/{quote.pk}/negotiation/")
            row = next(row for row in client.get("/coach/").context["rows"] if row.hint == "our_limit")
            read[person.name] = ["our_limit" in heard(page.context["screen"].rounds[0]), row.given]
        assert read == {"ada": [False, notes.shown(False).count()], "bo": [True, notes.count()]}

        move = typed(contact, bo, new_total="715000", beside=beside(quote), dismissed=["our_limit"])
        assert client_of(bo).post(address, move).status_code == 422
        assert client_of(bo).post(address, move | {"dismissed_because": "留有余地"}).status_code == 303
        assert notes.filter(round=quote.rounds.last(), is_dismissed=True, reason="留有余地").exists()

    def test_a_total_that_falls_without_a_row_stands_among_the_trades(
        self, client_of: ClientOf, quote: Quote, contact: Contact, ada: User
    ) -> None:
        """839,600 to 800,000 and nothing typed in return; where nothing falls, nothing is traded."""
        client, address = client_of(ada), f"/quotes/{quote.pk}/rounds/preview/"
        traded = client.post(address, typed(contact, ada, new_total="800000")).context["traded"]
        assert [(one.gives[0].what, one.gives[0].worth, one.net) for one in traded.trades] == [
            ("总价下调", 39_600, -39_600)
        ]
        assert (traded.net, traded.loses) == (-39_600, False)
        assert client.post(address, typed(contact, ada, offer="same", new_total="")).context["traded"] is None

    def test_a_range_is_told_while_it_is_typed_and_stands_in_the_log(
        self, client_of: ClientOf, quote: Quote, contact: Contact, ada: User
    ) -> None:
        ranges = {"their_ask": "700000", "ask_high": "760000", "range_low": "839600", "range_high": "900000"}
        told = typed(contact, ada, offer="same", new_total="", beside=beside(quote), **ranges)
        page = previewed(client_of(ada), quote, **told)
        assert ["我方区间" in page, "对方说了 70.00 到 76.00 万元" in page] == [True, True]
        wrong = client_of(ada).post(f"/quotes/{quote.pk}/rounds/new/", told | {"range_high": ""})
        assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["range_high"])
        assert client_of(ada).post(f"/quotes/{quote.pk}/rounds/new/", told).status_code == 303
        log = client_of(ada).get(f"/quotes/{quote.pk}/negotiation/").content.decode()
        assert ["70.00 – 76.00" in log, "口头说 83.96 – 90.00" in log] == [True, True]

    def test_an_ask_for_two_years_is_told_by_the_month_while_it_is_typed_and_says_its_months_in_the_log(
        self, client_of: ClientOf, quote: Quote, contact: Contact, ada: User
    ) -> None:
        asked = {"their_ask": "600000", "ask_months": "24"}
        told = typed(contact, ada, new_total="800000", beside=beside(quote), **asked)
        assert client_of(ada).post(f"/quotes/{quote.pk}/rounds/preview/", told).status_code == 200
        wrong = client_of(ada).post(f"/quotes/{quote.pk}/rounds/new/", told | {"their_ask": ""})
        assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["their_ask"])
        assert client_of(ada).post(f"/quotes/{quote.pk}/rounds/new/", told).status_code == 303
        for page in (f"/quotes/{quote.pk}/negotiation/", f"/deals/{quote.deal_id}/"):
            assert "24 个月合计" in client_of(ada).get(page).content.decode()

    def test_a_ticked_hint_is_kept_with_its_reason(
        self, client_of: ClientOf, quote: Quote, contact: Contact, ada: User
    ) -> None:
        said = typed(contact, ada, dismissed=["untraded"], beside=beside(quote))
        refused = client_of(ada).post(f"/quotes/{quote.pk}/rounds/new/", said)
        assert (refused.status_code, "请写明为什么照做" in refused.content.decode()) == (422, True)
        assert (
            client_of(ada).post(f"/quotes/{quote.pk}/rounds/new/", said | {"dismissed_because": "先给诚意"}).status_code
            == 303
        )
        assert CoachNote.objects.get(hint="untraded").reason == "先给诚意"
        assert "先给诚意" in client_of(ada).get(f"/quotes/{quote.pk}/negotiation/").content.decode()


class TestPlan:
    def test_a_plan_is_written_down_and_shown_with_the_room_that_is_spent(
        self, client_of: ClientOf, quote: Quote, ada: User
    ) -> None:
        client = client_of(ada)
        answer = client.post(f"/quotes/{quote.pk}/aims/", planned(batna="转投扩容"))
        assert answer.status_code == 303
        page = client.get(f"/quotes/{quote.pk}/negotiation/").content.decode()
        assert [words in page for words in ("70.00", "60.00", "转投扩容", "0.00 / 23.96")] == [True] * 4

    def test_a_target_below_the_lowest_is_refused_beside_its_field(
        self, client_of: ClientOf, quote: Quote, ada: User
    ) -> None:
        answer = client_of(ada).post(f"/quotes/{quote.pk}/aims/", planned(target="500,000"))
        assert (answer.status_code, "目标价不能低于保留价" in answer.content.decode()) == (422, True)
        assert quote.aims.count() == 0

    def test_a_revision_made_beside_another_loses_nothing(self, client_of: ClientOf, quote: Quote, ada: User) -> None:
        client, address = client_of(ada), f"/quotes/{quote.pk}/aims/"
        client.post(address, planned(edition="0"))
        second = client.post(address, planned(edition="0", target="720,000", batna="转投扩容"))
        form = second.context["aims"]
        assert (second.status_code, list(form.errors)) == (422, ["edition", "target", "batna"])
        assert [form[name].value() for name in ("target", "batna", "edition")] == ["720,000", "转投扩容", "1"]
        assert "对方已存为：700000" in second.text
        answer = client.post(address, planned(edition="1", target="720,000", batna="转投扩容"))
        assert (answer.status_code, quote.aims.count()) == (303, 2)

    def test_the_next_step_of_the_plan_is_a_discount_off_the_price_list(
        self, client_of: ClientOf, quote: Quote, ada: User
    ) -> None:
        aims(quote, by=ada)
        page = client_of(ada).get(f"/quotes/{quote.pk}/rounds/new/").content.decode()
        assert 'data-take="new_discount"' not in page
        page = previewed(client_of(ada), quote, offer="same", **{"moves-TOTAL_FORMS": "0", "moves-INITIAL_FORMS": "0"})
        assert 'data-take="new_discount"' in page


class TestSettings:
    def test_everybody_reads_what_the_coach_stands_on(self, client_of: ClientOf, ada: User, adm: User) -> None:
        assert "N = 2,311" in client_of(ada).get("/coach/").content.decode()
        assert client_of(ada).get("/coach/pace/").status_code == 403
        assert client_of(adm).get("/coach/pace/").status_code == 200
        assert client_of(adm).get("/coach/bluff/").status_code == 404

    def test_a_new_setting_is_a_new_row(self, client_of: ClientOf, adm: User) -> None:
        before = CoachSetting.objects.count()
        told = {"is_on": "on", "low": "0.3", "high": "0.7", "valid_from": "2026-12-01", "source": "经理会"}
        assert client_of(adm).post("/coach/pace/", told).status_code == 303
        assert CoachSetting.objects.count() == before + 1
        crossed = client_of(adm).post("/coach/pace/", told | {"low": "0.9"})
        assert (crossed.status_code, "上限不能低于下限" in crossed.content.decode()) == (422, True)
