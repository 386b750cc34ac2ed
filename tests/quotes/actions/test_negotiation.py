"""A round is logged whole or not at all, and its new offer goes where the policy says."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals import submit_version
from quotes.actions.negotiation import log_round, set_anchor
from quotes.domain.negotiation import Issue, MoveKind, MoveStatus, MoveTerms, Side
from quotes.domain.pricing.revised import Revision
from quotes.models import Anchor, ApprovalRequest, Move, Quote, QuoteVersion, Round
from stakeholders.models import Contact, Customer, Deal, JournalEntry, User
from tests.factories import stakeholders as whom
from tests.threads import at_once

GIVE = MoveTerms(kind=MoveKind.GIVE, issue=Issue.PRICE, what="让价 15 万", worth=Decimal(151128), trade=1)
GET = MoveTerms(kind=MoveKind.GET, issue=Issue.PAYMENT, what="季付改年付", trade=1)
LESS_18 = Decimal("688472.00")


@pytest.fixture
def table(version: QuoteVersion, ada: User, now: datetime) -> QuoteVersion:
    """V1 is on the table at 839,600.00."""
    return submit_version(version=version, reason="", by=ada, at=now).version


@pytest.fixture
def told(quote: Quote, table: QuoteVersion, contact: Contact, ada: User, now: datetime) -> dict[str, Any]:
    """A round in which the customer asks for 18 % off and gets it for paying a year ahead."""
    return {
        "quote": quote,
        "on": date(2026, 11, 23),
        "channel": "meeting",
        "ours": [ada],
        "theirs": [contact],
        "their_ask": Decimal(650_000),
        "said": "要 18 个点",
        "next_step": "等审批",
        "next_step_on": date(2026, 11, 26),
        "moves": [GIVE, GET],
        "new_offer": Revision(bundle_price=LESS_18, terms={"payment_plan": "annual_prepaid"}),
        "reason": "年付换 18 个点",
        "by": ada,
        "at": now,
    }


class TestLogging:
    def test_a_round_that_changes_the_offer_makes_the_next_version_and_asks_for_it(
        self, told: dict[str, Any], table: QuoteVersion, deal: Deal, bo: User
    ) -> None:
        logged = log_round(**told)
        made = QuoteVersion.objects.get(number=2)
        assert (logged.number, logged.version, logged.made) == (1, table, made)
        assert (made.gross_total, made.payment_plan, made.state) == (LESS_18, "annual_prepaid", "submitted")
        request = ApprovalRequest.objects.get(version=made)
        assert (request.reason, request.in_return) == ("年付换 18 个点", "季付改年付")
        assert request.steps.get().person == bo
        deal.refresh_from_db()
        assert (deal.next_step, deal.next_step_on) == ("等审批", date(2026, 11, 26))

    def test_a_round_without_a_new_offer_leaves_the_version_alone(
        self, told: dict[str, Any], table: QuoteVersion
    ) -> None:
        logged = log_round(**told | {"new_offer": None, "moves": []})
        assert (logged.made, logged.our_offer, QuoteVersion.objects.count()) == (None, Decimal("839600.00"), 1)

    def test_one_discount_on_every_line_itemises_the_offer(self, told: dict[str, Any]) -> None:
        made = log_round(**told | {"new_offer": Revision(discount=Decimal(10))}).made
        assert made is not None
        assert (made.form, made.gross_total) == ("itemised", Decimal("755640.00"))

    def test_the_round_and_its_moves_are_kept_as_they_were_logged(self, told: dict[str, Any]) -> None:
        logged = log_round(**told)
        assert list(logged.moves.values_list("kind", "what", "worth", "trade")) == [
            ("give", "让价 15 万", Decimal("151128.00"), 1),
            ("get", "季付改年付", None, 1),
        ]
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            Round.objects.filter(pk=logged.pk).update(said="改写历史")
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM quotes_round WHERE id = %s", [logged.pk])

    def test_logging_is_told_to_the_journal(self, told: dict[str, Any], deal: Deal) -> None:
        log_round(**told)
        assert list(JournalEntry.objects.filter(deal=deal).order_by("number").values_list("act", flat=True)) == [
            "submit_version",
            "revise",
            "submit_version",
            "log_round",
        ]


class TestRefusing:
    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"on": date(2026, 11, 25)}, "on"),
            ({"next_step_on": date(2026, 11, 1)}, "next_step_on"),
            ({"theirs": []}, "theirs"),
            ({"moves": [GIVE]}, "moves"),
            ({"reason": ""}, "reason"),
        ],
    )
    def test_what_is_wrong_is_said_by_its_field_and_leaves_nothing_behind(
        self, told: dict[str, Any], change: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Refusal) as refused:
            log_round(**told | change)
        assert refused.value.field == field
        assert (Round.objects.count(), QuoteVersion.objects.count(), Move.objects.count()) == (0, 1, 0)
        log_round(**told)

    def test_a_give_may_be_untraded_when_somebody_says_why(self, told: dict[str, Any]) -> None:
        gift = MoveTerms(kind=MoveKind.GIVE, issue=Issue.SUPPORT, what="试用 7×24", untraded_reason="开学季客情")
        log_round(**told | {"moves": [gift]})

    def test_a_give_that_was_refused_needs_no_get(self, told: dict[str, Any]) -> None:
        refused = MoveTerms(kind=MoveKind.GIVE, issue=Issue.PRICE, what="再让 10 万", status=MoveStatus.REFUSED)
        log_round(**told | {"moves": [refused]})

    def test_a_contact_of_another_customer_was_not_there(self, told: dict[str, Any], ada: User) -> None:
        other: Customer = whom.customer(name="桐野体育文化有限公司", owner=ada)
        with pytest.raises(Refusal, match="another customer"):
            log_round(**told | {"theirs": [whom.contact(customer=other, name="许棠")]})

    def test_nothing_is_negotiated_before_a_version_is_on_the_table(
        self, quote: Quote, contact: Contact, ada: User, now: datetime
    ) -> None:
        with pytest.raises(Refusal, match="Nothing is on the table"):
            log_round(
                quote=quote,
                on=date(2026, 11, 23),
                channel="call",
                ours=[ada],
                theirs=[contact],
                their_ask=None,
                said="先聊聊",
                next_step="报价",
                next_step_on=date(2026, 11, 26),
                by=ada,
                at=now,
            )

    def test_a_failure_at_the_last_moment_takes_the_version_and_the_request_with_it(
        self, told: dict[str, Any], deal: Deal
    ) -> None:
        """The next step is the last thing written: a text no column holds fails there, after everything else."""
        with pytest.raises(Exception, match="value too long"), transaction.atomic():
            log_round(**told | {"next_step": "长" * 201})
        assert (Round.objects.count(), QuoteVersion.objects.count(), ApprovalRequest.objects.count()) == (0, 1, 1)
        deal.refresh_from_db()
        assert deal.next_step == "周昀复谈"


class TestAnchors:
    def test_each_side_has_one_anchor_and_naming_it_again_corrects_it(
        self, quote: Quote, ada: User, now: datetime
    ) -> None:
        for amount in (840_000, 850_000):
            set_anchor(
                quote=quote,
                side=Side.THEIRS,
                amount=Decimal(amount),
                on=date(2026, 11, 3),
                source="口头",
                by=ada,
                at=now,
            )
        assert Anchor.objects.get().amount == Decimal("850000.00")
        assert JournalEntry.objects.filter(act="set_anchor").count() == 2

    @pytest.mark.parametrize(
        ("change", "field"), [({"amount": Decimal(0)}, "amount"), ({"on": date(2027, 1, 1)}, "on")]
    )
    def test_an_anchor_is_an_amount_that_was_already_named(
        self, quote: Quote, ada: User, now: datetime, change: dict[str, Any], field: str
    ) -> None:
        given = {"side": Side.OURS, "amount": Decimal(1), "on": date(2026, 11, 3), "source": "标准打包价"}
        with pytest.raises(Refusal) as refused:
            set_anchor(quote=quote, by=ada, at=now, **given | change)
        assert refused.value.field == field


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_the_same_moment_are_numbered_one_and_two_and_lose_no_version(
    told: dict[str, Any], now: datetime
) -> None:
    def log(total: int, after: int) -> Round:
        offer = Revision(bundle_price=Decimal(total))
        return log_round(**told | {"new_offer": offer, "at": now + timedelta(seconds=after)})

    outcomes = at_once(lambda: log(800_000, 1), lambda: log(790_000, 2))
    assert all(isinstance(outcome, Round) for outcome in outcomes)
    assert sorted(Round.objects.values_list("number", flat=True)) == [1, 2]
    assert sorted(QuoteVersion.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert {round_.made.gross_total for round_ in Round.objects.select_related("made") if round_.made} == {
        Decimal("800000.00"),
        Decimal("790000.00"),
    }
