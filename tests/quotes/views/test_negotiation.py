"""The negotiation screen and the form a round is logged with, asked over HTTP."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quotes.models import Anchor, ApprovalRequest, Quote, QuoteVersion, Round
from stakeholders.models import Contact, Deal, User
from tests.factories.haggling import REASON, approved, get, give, logged
from tests.quotes.views.rounds import row, url

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("today")


class TestLogging:
    def test_a_round_is_logged_and_shown(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
    ) -> None:
        client = client_of(ada)
        answer = client.post(url(table.quote), typed)
        assert (answer.status_code, answer.headers["Location"]) == (303, url(table.quote, "negotiation"))
        made = Round.objects.get()
        assert (made.number, made.their_ask, made.said) == (1, Decimal(650000), "年付能不能让 5 个点？")
        page = client.get(url(table.quote, "negotiation")).text
        assert ("年付能不能让 5 个点？" in page, "65.00" in page) == (True, True)

    def test_with_a_new_discount_it_makes_the_next_version_and_asks_for_it(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, bo: User, typed: dict[str, Any]
    ) -> None:
        trade = row(0, what="让 18 个点", worth="15 1,128") | row(1, kind="get", issue="payment", what="季付改年付")
        answer = client_of(ada).post(
            url(table.quote),
            typed | trade | {"offer": "discount", "new_discount": "8.2折", "reason": REASON},
        )
        assert answer.status_code == 303
        request = ApprovalRequest.objects.open().get()
        assert (request.version.number, request.version.gross_total, request.in_return, request.steps.get().person) == (
            2,
            Decimal("688472.00"),
            "季付改年付",
            bo,
        )

    def test_a_new_total_says_that_it_takes_the_place_of_the_discount_on_the_whole(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, typed: dict[str, Any]
    ) -> None:
        QuoteVersion.objects.filter(pk=version.pk).update(header_amount=9_600)
        version.refresh_from_db()
        table, words = approved(version, by=ada), "新总价就是整单价：原来的“整单优惠 9,600.00”已包含在内，不再另计。"
        client, offer = client_of(ada), {"offer": "total", "new_total": "800000"}
        assert words in client.post(url(table.quote, "rounds/preview"), offer).text
        client.post(url(table.quote), typed | offer)
        assert words in client.get(url(table.quote, "negotiation")).text
        assert Round.objects.get().our_offer == 800_000

    def test_terms_left_as_they_are_make_no_version(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
    ) -> None:
        same = {"payment_plan": table.payment_plan, "term_months": "12", "credit_days": "0"}
        client_of(ada).post(url(table.quote), typed | same)
        assert (Round.objects.get().made, QuoteVersion.objects.count()) == (None, 1)

    def test_changed_terms_alone_make_the_next_version(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
    ) -> None:
        client_of(ada).post(url(table.quote), typed | {"payment_plan": "annual_prepaid", "sla_availability": "99.9%"})
        made = Round.objects.get().made
        assert made is not None
        assert (made.number, made.payment_plan, made.sla_availability) == (2, "annual_prepaid", Decimal("99.90000"))


def wrong() -> list[tuple[str, Any]]:
    return [
        ("on", ""),
        ("on", "2026-11-25"),
        ("on", "31.02.2026"),
        ("channel", "telepathy"),
        ("theirs", []),
        ("theirs", ["999999"]),
        ("ours", ["0 OR 1=1"]),
        ("their_ask", "-1"),
        ("their_ask", "0"),
        ("their_ask", "USD 650000"),
        ("their_ask", "9" * 30),
        ("their_ask", "NaN"),
        ("their_ask", "<script>"),
        ("said", ""),
        ("said", "说" * 5001),
        ("said", "a\0b"),
        ("offer", "gift"),
        ("next_step", ""),
        ("next_step", "步" * 201),
        ("next_step_on", "2026-11-22"),
        ("next_step_on", "tomorrow"),
        ("credit_days", "731"),
        ("credit_days", "1.5"),
        ("term_months", "0"),
        ("term_months", "121"),
        ("free_months", "-1"),
        ("prepay_percent", "101"),
        ("sla_availability", "100.1"),
        ("payment_plan", "barter"),
    ]


class TestBadInput:
    @pytest.mark.parametrize(("field", "value"), wrong())
    def test_it_is_told_beside_the_field_and_nothing_typed_is_lost(
        self,
        client_of: ClientOf,
        table: QuoteVersion,
        ada: User,
        typed: dict[str, Any],
        field: str,
        value: Any,
    ) -> None:
        answer = client_of(ada).post(url(table.quote), typed | {field: value})
        form = answer.context["form"]
        assert (answer.status_code, list(form.errors)) == (422, [field])
        kept = {name: form[name].value() for name in ("said", "their_ask", "next_step")}
        assert kept == {name: value if name == field else typed[name] for name in kept}
        assert Round.objects.count() == 0

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"offer": "total"}, "new_total"),
            ({"offer": "discount"}, "new_discount"),
            ({"offer": "total", "new_total": "0"}, "new_total"),
            ({"offer": "total", "new_total": "99999999"}, "new_total"),
            ({"offer": "total", "new_total": "JPY 1"}, "new_total"),
            ({"offer": "discount", "new_discount": "101"}, "new_discount"),
            ({"offer": "discount", "new_discount": "100", "reason": REASON}, "new_discount"),
            ({"offer": "discount", "new_discount": "18"}, "reason"),
        ],
    )
    def test_an_offer_that_cannot_be_made_is_told_beside_its_field(
        self,
        client_of: ClientOf,
        table: QuoteVersion,
        ada: User,
        typed: dict[str, Any],
        change: dict[str, Any],
        field: str,
    ) -> None:
        answer = client_of(ada).post(url(table.quote), typed | change)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert QuoteVersion.objects.count() == 1

    @pytest.mark.parametrize(
        ("move", "field"),
        [
            ({"worth": "5"}, "what"),
            ({"what": "让" * 201}, "what"),
            ({"what": "让价", "worth": "-5", "untraded_reason": "x"}, "worth"),
            ({"what": "让价", "worth": "EUR 5", "untraded_reason": "x"}, "worth"),
            ({"what": "让价", "trade": "0", "untraded_reason": "x"}, "trade"),
            ({"what": "让价", "kind": "steal"}, "kind"),
            ({"what": "让价", "issue": "weather"}, "issue"),
            ({"what": "让价", "status": "maybe"}, "status"),
            ({"what": "让价 5 万"}, "untraded_reason"),
            ({"what": "让价 5 万", "untraded_reason": "  "}, "untraded_reason"),
        ],
    )
    def test_a_move_is_told_about_in_its_own_row(
        self,
        client_of: ClientOf,
        table: QuoteVersion,
        ada: User,
        typed: dict[str, Any],
        move: dict[str, Any],
        field: str,
    ) -> None:
        answer = client_of(ada).post(url(table.quote), typed | row(0, **move))
        assert (answer.status_code, [list(row.errors) for row in answer.context["moves"]]) == (
            422,
            [[field], [], [], []],
        )
        assert answer.context["moves"].forms[0]["what"].value() == move.get("what", "")

    @pytest.mark.parametrize("count", ["", "x", "999999"])
    def test_a_form_that_was_tampered_with_is_refused(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any], count: str
    ) -> None:
        answer = client_of(ada).post(url(table.quote), typed | {"moves-TOTAL_FORMS": count})
        assert (answer.status_code, Round.objects.count()) == (422, 0)

    def test_script_is_shown_as_text(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
    ) -> None:
        client = client_of(ada)
        client.post(url(table.quote), typed | {"said": "<script>alert(1)</script>"})
        page = client.get(url(table.quote, "negotiation")).text
        assert ("<script>alert(1)" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


class TestPreview:
    def ask(self, client: Client, quote: Quote, **typed: str) -> str:
        return client.post(url(quote, "rounds/preview"), typed, headers={"HX-Request": "true"}).text

    def test_a_new_total_shows_what_it_comes_to_and_who_must_agree_by_name(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, bo: User
    ) -> None:
        page = self.ask(client_of(ada), table.quote, offer="total", new_total="688472")
        assert [words in page for words in ("688,472.00", "151,128.00", "18.0 %", "15.0 %", "bo")] == [True] * 5
        assert QuoteVersion.objects.count() == 1

    def test_within_authority_nobody_is_named(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, bo: User
    ) -> None:
        page = self.ask(client_of(ada), table.quote, offer="discount", new_discount="5")
        assert ("797,620.00" in page, ">bo" in page, " bo " in page) == (True, False, False)

    def test_free_months_are_said_as_the_price_cut_they_are(
        self, client_of: ClientOf, table: QuoteVersion, ada: User
    ) -> None:
        assert "20.0 %" in self.ask(client_of(ada), table.quote, offer="same", free_months="3")

    def test_the_floor_is_for_those_who_may_see_it(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, bo: User, fay: User
    ) -> None:
        seen = [
            self.ask(client_of(person), table.quote, offer="total", new_total="600000", note=person.name)
            for person in (ada, bo)
        ]
        assert ["20,800" in page for page in seen] == [False, True]

    @pytest.mark.parametrize(
        "typed", [{}, {"offer": "total"}, {"offer": "total", "new_total": "abc"}, {"free_months": "99"}]
    )
    def test_half_a_form_is_not_scolded(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, str]
    ) -> None:
        answer = client_of(ada).post(url(table.quote, "rounds/preview"), typed)
        assert (answer.status_code, "field__error" in answer.text) == (200, False)

    def test_what_no_offer_can_come_to_is_told_beforehand(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        """Before tax it is still below a trillion."""
        QuoteVersion.objects.filter(pk=version.pk).update(tax_included=False)
        table = approved(version, by=ada)
        answer = client_of(ada).post(
            url(table.quote, "rounds/preview"), {"offer": "total", "new_total": "999999999999"}
        )
        assert (answer.status_code, "problem" in answer.context) == (200, True)


class TestWhoSeesWhat:
    @pytest.mark.parametrize("part", ["negotiation", "rounds/new"])
    def test_another_teams_sales_finds_nothing(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, dee: User, part: str
    ) -> None:
        assert [client_of(person).get(url(table.quote, part)).status_code for person in (dee, ada)] == [404, 200]

    @pytest.mark.parametrize("part", ["rounds/new", "rounds/preview", "anchors"])
    def test_pre_sales_read_but_do_not_log(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, pre: User, part: str
    ) -> None:
        client = client_of(pre)
        assert client.get(url(table.quote, "negotiation")).status_code == 200
        assert [client_of(person).post(url(table.quote, part), {}).status_code != 403 for person in (pre, ada)] == [
            False,
            True,
        ]

    def test_the_floor_is_drawn_for_those_who_may_see_it(
        self, client_of: ClientOf, table: QuoteVersion, contact: Contact, ada: User, bo: User
    ) -> None:
        logged(table.quote, contact=contact, by=ada)
        pages = [client_of(person).get(url(table.quote, "negotiation")).text for person in (ada, bo)]
        assert ["62.08" in page for page in pages] == [False, True]


class TestAnchors:
    def test_an_anchor_is_noted(self, client_of: ClientOf, table: QuoteVersion, ada: User) -> None:
        typed = {"anchor-side": "theirs", "anchor-amount": "64万".replace("万", "0000"), "anchor-on": "2026-11-03"}
        typed["anchor-months"] = "12"
        answer = client_of(ada).post(url(table.quote, "anchors"), typed | {"anchor-source": "周昀电话"})
        assert (answer.status_code, Anchor.objects.get().amount) == (303, Decimal("640000.00"))

    def test_a_correction_made_beside_another_loses_nothing_and_what_was_told_before_stays_to_be_read(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, pre: User
    ) -> None:
        client, address = client_of(ada), url(table.quote, "anchors")
        typed = {"side": "theirs", "amount": "640000", "months": "12", "on": "2026-11-03", "source": "周昀电话"}
        form = {f"anchor-{name}": value for name, value in typed.items()}
        assert client.get(url(table.quote, "negotiation")).context["anchor"]["edition"].value() == 0
        client.post(address, form | {"anchor-edition": "0"})

        corrected = form | {"anchor-amount": "660,000", "anchor-source": "复核"}
        second = client.post(address, corrected | {"anchor-edition": "0"})
        anchor = second.context["anchor"]
        assert (second.status_code, list(anchor.errors)) == (422, ["edition", "amount", "source"])
        assert [anchor[name].value() for name in ("amount", "source", "edition")] == ["660,000", "复核", "1"]
        assert ("对方已存为：640000" in second.text, "另有同事保存过" in second.text) == (True, True)

        assert client.post(address, corrected | {"anchor-edition": "1"}).status_code == 303
        for page in ("negotiation", "anchors/range"):
            seen = client_of(pre).get(url(table.quote, page)).text
            assert [words in seen for words in ("66.00", "更正过 1 次", "64.00", "周昀电话")] == [True] * 4

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("amount", "0"),
            ("amount", "-1"),
            ("amount", "x"),
            ("months", ""),
            ("months", "0"),
            ("on", "2026-11-25"),
            ("side", "both"),
            ("source", ""),
        ],
    )
    def test_a_wrong_one_is_told_beside_its_field(
        self, client_of: ClientOf, table: QuoteVersion, ada: User, field: str, value: str
    ) -> None:
        typed = {"side": "ours", "amount": "1200000", "months": "12", "on": "2026-11-03", "source": "V1"}
        typed[field] = value
        answer = client_of(ada).post(
            url(table.quote, "anchors"), {f"anchor-{name}": value for name, value in typed.items()}
        )
        assert (answer.status_code, list(answer.context["anchor"].errors)) == (422, [field])
        assert Anchor.objects.count() == 0


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_screen_takes_as_many_statements_for_three_rounds_as_for_one(
    client_of: ClientOf,
    table: QuoteVersion,
    contact: Contact,
    ada: User,
    deal: Deal,
    rounds: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(rounds):
        logged(table.quote, contact=contact, by=ada, moves=[give(trade=1), get(trade=1)])
    client = client_of(ada)
    with django_assert_num_queries(21):
        client.get(url(table.quote, "negotiation"))
