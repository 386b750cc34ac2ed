"""Logging rounds and anchors: all of it or nothing, and never out of step."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.anchors import set_anchor
from quotes.actions.quotes import next_version, void_version
from quotes.domain.lifecycle import Form, VersionState
from quotes.domain.negotiation import MoveStatus, Side
from quotes.domain.pricing.revised import Revision
from quotes.models import Anchor, ApprovalRequest, ApprovalStep, Move, Policy, Quote, QuoteVersion, Round
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Deal, JournalEntry, Team, User
from tests.factories import stakeholders as whom
from tests.factories.haggling import REASON, approved, get, give, logged
from tests.factories.stakeholders import LOST
from tests.threads import at_once

FIVE_LESS = Revision(bundle_price=Decimal(789600))
EIGHTEEN = Revision(discount=Decimal(18))


@pytest.fixture
def table(version: QuoteVersion, ada: User) -> QuoteVersion:
    """V1 at 839,600.00, submitted and within authority."""
    return approved(version, by=ada)


def everything() -> dict[str, Any]:
    """What logging a round could leave behind."""
    deal = Deal.objects.get()
    return {
        "versions": list(QuoteVersion.objects.order_by("number").values_list("number", "state", "gross_total")),
        "requests": list(ApprovalRequest.objects.order_by("id").values_list("number", "closed_because")),
        "steps": ApprovalStep.objects.count(),
        "rounds": list(Round.objects.values_list("number", flat=True)),
        "moves": Move.objects.count(),
        "next_step": (deal.next_step, deal.next_step_on, deal.stage),
        "journal": JournalEntry.objects.count(),
        "headline": list(Quote.objects.values_list("latest_number", "latest_state", "latest_total")),
    }


class TestLogging:
    def test_a_round_without_a_new_offer_keeps_the_one_on_the_table(
        self, table: QuoteVersion, contact: Contact, ada: User, now: datetime
    ) -> None:
        made = logged(table.quote, contact=contact, by=ada)
        assert (made.number, made.version, made.made, made.our_offer) == (1, table, None, Decimal("839600.00"))
        assert (made.their_ask, made.said, made.logged_by, made.logged_at) == (
            Decimal(720000),
            "年付能不能再让一点？",
            ada,
            now,
        )
        assert (list(made.ours.all()), list(made.theirs.all())) == ([ada], [contact])

    def test_the_next_step_becomes_the_deals(self, table: QuoteVersion, contact: Contact, ada: User) -> None:
        logged(table.quote, contact=contact, by=ada)
        deal = Deal.objects.get()
        assert (deal.next_step, deal.next_step_on) == ("带同口径对比表复谈", date(2026, 11, 27))

    def test_talking_prices_moves_a_quoted_deal_into_negotiation(
        self, table: QuoteVersion, contact: Contact, ada: User
    ) -> None:
        Deal.objects.update(stage=Stage.QUOTE)
        logged(table.quote, contact=contact, by=ada)
        assert Deal.objects.get().stage == Stage.NEGOTIATION

    @pytest.mark.parametrize("before", [Stage.DIAGNOSIS, Stage.SOLUTION, Stage.VALUE])
    def test_the_first_round_takes_a_deal_that_lags_behind_along(
        self, table: QuoteVersion, contact: Contact, ada: User, before: Stage
    ) -> None:
        Deal.objects.update(stage=before)
        logged(table.quote, contact=contact, by=ada)
        assert Deal.objects.get().stage == Stage.NEGOTIATION
        assert JournalEntry.objects.filter(act="advance_deal").get().facts == {
            "before": before,
            "after": "negotiation",
            "because": "first_round",
        }

    def test_a_later_round_leaves_a_deal_where_it_was_taken_back_to(
        self, table: QuoteVersion, contact: Contact, ada: User
    ) -> None:
        logged(table.quote, contact=contact, by=ada)
        Deal.objects.update(stage=Stage.SOLUTION)
        logged(table.quote, contact=contact, by=ada)
        assert Deal.objects.get().stage == Stage.SOLUTION

    def test_no_round_takes_a_deal_back(self, table: QuoteVersion, contact: Contact, ada: User) -> None:
        Deal.objects.update(stage=Stage.CONTRACT)
        logged(table.quote, contact=contact, by=ada)
        assert Deal.objects.get().stage == Stage.CONTRACT

    def test_a_new_total_makes_the_next_version_a_bundle_within_authority(
        self, table: QuoteVersion, contact: Contact, ada: User
    ) -> None:
        made = logged(table.quote, contact=contact, by=ada, new_offer=FIVE_LESS, moves=[give(trade=1), get(trade=1)])
        assert made.made is not None
        assert (made.made.number, made.made.form, made.made.gross_total, made.made.based_on) == (
            2,
            Form.BUNDLE,
            Decimal("789600.00"),
            table,
        )
        assert (made.our_offer, made.version, made.made.state) == (
            Decimal("789600.00"),
            table,
            VersionState.SUBMITTED,
        )
        assert QuoteVersion.objects.get(number=2).is_approved is True

    def test_past_authority_it_asks_for_the_approval_with_the_reason_and_what_was_got(
        self, table: QuoteVersion, contact: Contact, ada: User, bo: User
    ) -> None:
        moves = [give(trade=1), get(trade=1), get("署名案例"), get("24 个月", status=MoveStatus.REFUSED)]
        made = logged(table.quote, contact=contact, by=ada, new_offer=EIGHTEEN, reason=REASON, moves=moves)
        request = ApprovalRequest.objects.open().get()
        assert (request.version, request.reason, request.in_return) == (made.made, REASON, "季付改年付；署名案例")
        assert [step.person for step in request.steps.all()] == [bo]
        assert (made.our_offer, QuoteVersion.objects.get(number=2).is_approved) == (Decimal("688472.00"), False)

    def test_terms_that_change_are_the_next_versions(self, table: QuoteVersion, contact: Contact, ada: User) -> None:
        offer = Revision(
            terms={"payment_plan": "annual_prepaid", "free_months": 1, "sla_availability": Decimal("99.9")}
        )
        made = logged(table.quote, contact=contact, by=ada, new_offer=offer).made
        assert made is not None
        held = QuoteVersion.objects.get(pk=made.pk)
        assert (held.payment_plan, held.free_months, held.sla_availability, held.gross_total) == (
            "annual_prepaid",
            1,
            Decimal("99.90000"),
            Decimal("839600.00"),
        )

    def test_moves_are_kept_in_their_order_with_their_trades_and_prices(
        self, table: QuoteVersion, contact: Contact, ada: User
    ) -> None:
        free = give("送 3 个月", worth=None, trade=None, untraded_reason="补偿上月故障")
        made = logged(table.quote, contact=contact, by=ada, moves=[give(trade=1), get(trade=1), free])
        assert list(made.moves.values_list("kind", "what", "worth", "trade", "untraded_reason", "status")) == [
            ("give", "让价 5 万", Decimal("50000.00"), 1, "", "agreed"),
            ("get", "季付改年付", Decimal("54000.00"), 1, "", "agreed"),
            ("give", "送 3 个月", None, None, "补偿上月故障", "agreed"),
        ]

    def test_rounds_are_numbered_and_told_in_the_journal(
        self, table: QuoteVersion, contact: Contact, ada: User, deal: Deal
    ) -> None:
        logged(table.quote, contact=contact, by=ada)
        second = logged(table.quote, contact=contact, by=ada, their_ask=None)
        entry = JournalEntry.objects.filter(deal=deal).latest("number")
        assert (second.number, entry.act, entry.by, entry.facts) == (
            2,
            "log_round",
            ada,
            {"number": table.quote.number, "round": 2, "offer": "839600.00", "ask": None, "currency": "CNY"},
        )

    def test_what_was_logged_is_never_rewritten(self, table: QuoteVersion, contact: Contact, ada: User) -> None:
        made = logged(table.quote, contact=contact, by=ada)
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            Round.objects.filter(pk=made.pk).update(said="改写历史")
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM quotes_round WHERE id = %s", [made.pk])

    def test_a_give_that_was_refused_needs_no_get(self, table: QuoteVersion, contact: Contact, ada: User) -> None:
        moves = [give("再让 10 万", status=MoveStatus.REFUSED)]
        assert logged(table.quote, contact=contact, by=ada, moves=moves).moves.get().status == "refused"

    def test_a_version_taken_back_is_not_what_is_talked_about(
        self, table: QuoteVersion, contact: Contact, ada: User, now: datetime
    ) -> None:
        asked_for = logged(table.quote, contact=contact, by=ada, new_offer=EIGHTEEN, reason=REASON)
        void_version(version=ApprovalRequest.objects.open().get().version, reason="客户改了需求", by=ada, at=now)
        again = logged(table.quote, contact=contact, by=ada, new_offer=FIVE_LESS)
        assert (again.version, again.made and again.made.number, again.made and again.made.based_on) == (
            table,
            3,
            table,
        )
        assert asked_for.made is not None

    def test_a_newer_round_overtakes_what_an_older_one_asked_for(
        self, table: QuoteVersion, contact: Contact, ada: User
    ) -> None:
        logged(table.quote, contact=contact, by=ada, new_offer=EIGHTEEN, reason=REASON)
        logged(table.quote, contact=contact, by=ada, new_offer=FIVE_LESS)
        assert list(ApprovalRequest.objects.order_by("id").values_list("closed_because", flat=True)) == [
            "decided",
            "overtaken",
            "decided",
        ]


def refusals() -> list[Any]:
    """Each later part of a round failing: the offer, the approvals, the people, the moves, the dates."""
    return [
        pytest.param({"new_offer": EIGHTEEN}, "Say why", "reason", id="approvals"),
        pytest.param({"new_offer": Revision(bundle_price=Decimal(99999999))}, "times the list price", None, id="offer"),
        pytest.param({"new_offer": Revision(discount=Decimal(100))}, "comes to nothing", None, id="nothing"),
        pytest.param({"new_offer": Revision(discount=Decimal(30)), "reason": REASON}, "Nobody can", None, id="nobody"),
        pytest.param({"theirs": []}, "Say who was there", "theirs", id="nobody there"),
        pytest.param({"moves": [give()], "new_offer": FIVE_LESS}, "got nothing in return", "moves", id="untraded"),
        pytest.param({"moves": [give(trade=1), get(trade=2)]}, "got nothing in return", "moves", id="other trade"),
        pytest.param({"on": date(2026, 11, 25)}, "after it took place", "on", id="future"),
        pytest.param({"next_step_on": date(2026, 11, 23)}, "comes after the round", "next_step_on", id="next step"),
    ]


class TestAllOrNothing:
    @pytest.mark.parametrize(("changed", "sentence", "field"), refusals())
    def test_what_is_refused_leaves_nothing_behind(
        self,
        table: QuoteVersion,
        contact: Contact,
        ada: User,
        changed: dict[str, Any],
        sentence: str,
        field: str | None,
    ) -> None:
        before = everything()
        with pytest.raises(Refusal, match=sentence) as refused:
            logged(table.quote, contact=contact, by=ada, **changed)
        assert field in {refused.value.field, None}
        assert everything() == before

    def test_a_database_error_in_the_last_part_leaves_nothing_behind(
        self, table: QuoteVersion, contact: Contact, ada: User, pre: User
    ) -> None:
        before = everything()
        with pytest.raises(Exception, match="too long"):
            logged(table.quote, contact=contact, by=ada, new_offer=FIVE_LESS, moves=[get("长" * 201)])
        assert everything() == before

    def test_a_contact_of_another_customer_was_not_there(
        self, table: QuoteVersion, contact: Contact, ada: User
    ) -> None:
        stranger = whom.contact(customer=whom.customer(name="麓桥教育", owner=ada), name="何敏之")
        with pytest.raises(Refusal, match="another customer"):
            logged(table.quote, contact=stranger, by=ada)
        assert logged(table.quote, contact=contact, by=ada).number == 1

    def test_before_anything_is_on_the_table_there_is_no_round(
        self, version: QuoteVersion, contact: Contact, ada: User
    ) -> None:
        with pytest.raises(Refusal, match="Nothing is on the table yet"):
            logged(version.quote, contact=contact, by=ada)

    def test_an_open_draft_is_dealt_with_before_another_offer_is_made(
        self, table: QuoteVersion, contact: Contact, ada: User, now: datetime
    ) -> None:
        next_version(version=table, by=ada, at=now)
        with pytest.raises(Refusal, match="V2 is still a draft"):
            logged(table.quote, contact=contact, by=ada, new_offer=FIVE_LESS)
        assert logged(table.quote, contact=contact, by=ada).our_offer == Decimal("839600.00")

    def test_a_closed_deal_has_no_more_rounds(
        self, table: QuoteVersion, contact: Contact, ada: User, now: datetime
    ) -> None:
        Deal.objects.update(stage=Stage.LOST, closed_at=now, closed_by=ada, **vars(LOST))
        with pytest.raises(Refusal, match="This deal is closed"):
            logged(table.quote, contact=contact, by=ada)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_two_rounds_are_numbered_one_after_the_other(
        self, table: QuoteVersion, contact: Contact, ada: User, pre: User
    ) -> None:
        results = at_once(
            lambda: logged(table.quote, contact=contact, by=ada, said="甲"),
            lambda: logged(table.quote, contact=contact, by=pre, said="乙"),
        )
        assert sorted(made.number for made in results) == [1, 2]
        assert sorted(Round.objects.values_list("said", flat=True)) == ["乙", "甲"]

    def test_two_new_offers_are_two_consecutive_versions_and_one_open_request(
        self, table: QuoteVersion, contact: Contact, ada: User
    ) -> None:
        at_once(
            lambda: logged(table.quote, contact=contact, by=ada, new_offer=EIGHTEEN, reason=REASON),
            lambda: logged(
                table.quote, contact=contact, by=ada, new_offer=Revision(discount=Decimal(19)), reason=REASON
            ),
        )
        assert list(Round.objects.order_by("number").values_list("number", "made__number")) == [(1, 2), (2, 3)]
        assert list(ApprovalRequest.objects.open().values_list("version__number", flat=True)) == [3]
        assert Quote.objects.get().latest_number == 3

    def test_a_round_and_the_taking_back_of_the_last_one_do_not_lock_each_other_out(
        self, table: QuoteVersion, contact: Contact, ada: User, now: datetime
    ) -> None:
        logged(table.quote, contact=contact, by=ada, new_offer=EIGHTEEN, reason=REASON)
        request = ApprovalRequest.objects.open().get()
        at_once(
            lambda: logged(table.quote, contact=contact, by=ada, new_offer=FIVE_LESS),
            lambda: void_version(version=request.version, reason="客户改了需求", by=ada, at=now),
        )
        request.refresh_from_db()
        assert request.closed_because in {"withdrawn", "overtaken"}
        assert Round.objects.count() == 2


class TestAnchors:
    def test_our_own_first_number_needs_an_offer_that_may_go_out(self, quote: Quote, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="goes out with an offer") as refused:
            self.note(quote, ada, now, side=Side.OURS)
        assert refused.value.field == "side"
        assert self.note(quote, ada, now).side == Side.THEIRS

    def note(self, quote: Quote, by: User, at: datetime, **changed: Any) -> Anchor:
        values: dict[str, Any] = {
            "side": Side.THEIRS,
            "amount": Decimal(640000),
            "months": 12,
            "on": date(2026, 11, 3),
            "source": "周昀电话",
        }
        return set_anchor(quote=quote, by=by, at=at, **values | changed)

    def test_the_first_number_of_each_side_is_kept_with_its_source(
        self, table: QuoteVersion, quote: Quote, ada: User, now: datetime
    ) -> None:
        self.note(quote, ada, now)
        self.note(quote, ada, now, side=Side.OURS, amount=Decimal(1200000), source="V1")
        assert list(Anchor.objects.order_by("side").values_list("side", "amount", "source", "noted_by")) == [
            ("ours", Decimal("1200000.00"), "V1", ada.pk),
            ("theirs", Decimal("640000.00"), "周昀电话", ada.pk),
        ]

    def test_naming_it_again_supersedes_the_note_and_both_stay(self, quote: Quote, ada: User, now: datetime) -> None:
        first = self.note(quote, ada, now)
        self.note(quote, ada, now, amount=Decimal(650000))
        assert [(row.number, row.amount) for row in Anchor.objects.all()] == [(2, 650_000), (1, 640_000)]
        assert [row.amount for row in Anchor.objects.standing()] == [650_000]
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            Anchor.objects.filter(pk=first.pk).update(amount=1)
        amounts = (
            JournalEntry.objects.filter(act="set_anchor").order_by("number").values_list("facts__amount", flat=True)
        )
        assert list(amounts) == ["640000", "650000"]

    def test_a_correction_names_the_last_note_of_its_side_that_was_read(
        self, table: QuoteVersion, quote: Quote, ada: User, now: datetime
    ) -> None:
        """A note of the other side in between is no change of this one."""
        self.note(quote, ada, now, edition=0)
        self.note(quote, ada, now, edition=0, side=Side.OURS)
        self.note(quote, ada, now, edition=1, amount=Decimal(650_000))
        with pytest.raises(StaleRefusal) as stale:
            self.note(quote, ada, now, edition=2, amount=Decimal(660_000))
        assert (stale.value.field, Anchor.objects.count()) == ("edition", 3)
        assert self.note(quote, ada, now, edition=3, amount=Decimal(660_000)).number == 4

    @pytest.mark.parametrize(
        ("changed", "field"),
        [({"amount": Decimal(0)}, "amount"), ({"amount": Decimal(-1)}, "amount"), ({"on": date(2026, 11, 25)}, "on")],
    )
    def test_a_number_that_cannot_have_been_named_is_refused(
        self, quote: Quote, ada: User, now: datetime, changed: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Refusal) as refused:
            self.note(quote, ada, now, **changed)
        assert (refused.value.field, Anchor.objects.count()) == (field, 0)


def test_without_a_manager_above_nothing_is_logged(
    version: QuoteVersion, contact: Contact, ada: User, policy: Policy
) -> None:
    table = approved(version, by=ada)
    Team.objects.update(manager=None)
    before = everything()
    with pytest.raises(Refusal, match="Nobody above the team"):
        logged(table.quote, contact=contact, by=ada, new_offer=EIGHTEEN, reason=REASON)
    assert everything() == before
