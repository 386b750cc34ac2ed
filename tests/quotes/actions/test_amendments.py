"""Amending a round: what was logged stays, what was told wrongly is told anew, and nobody overtakes anybody."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.anchors import set_anchor
from quotes.actions.attachments import attach_files
from quotes.actions.coach import set_aims
from quotes.domain.amendments import Part
from quotes.domain.attachments import checked
from quotes.domain.coach.talk import Aims, Next
from quotes.domain.issues.moves import stood
from quotes.domain.negotiation import Basis, Issue, MoveStatus, Side, Span
from quotes.domain.pricing.lengths import Total
from quotes.domain.pricing.revised import Revision
from quotes.models import (
    Anchor,
    Attachment,
    Move,
    NegotiationAims,
    Policy,
    QuoteVersion,
    Round,
    RoundAmendment,
)
from quotes.models.coach import talk_of
from quotes.queries.negotiation import negotiation_screen, on_the_table
from stakeholders.actions.deals import move_deal
from stakeholders.actions.privacy import erase_contact
from stakeholders.domain.deals import STILL_OPEN, Stage
from stakeholders.models import Contact, Deal, JournalEntry, User
from stakeholders.queries.privacy import dossier
from tests.factories import stakeholders as whom
from tests.factories.files import PDF
from tests.factories.haggling import amended, approved, get, give, logged
from tests.factories.issues import issue, payment, support
from tests.factories.stakeholders import NOW
from tests.threads import at_once, while_open

ONE = Decimal(1)
SAME = ("quote", "version", "on", "channel", "said", "next_step", "next_step_on", "logged_at", "logged_by")
FACTS: dict[str, Any] = {"number": 9, "our_offer": ONE, "their_ask": ONE}


@pytest.fixture
def first(version: QuoteVersion, policy: Policy, contact: Contact, ada: User) -> Round:
    """They asked for 720,000, and five points were traded for annual prepayment."""
    quote = approved(version, by=ada).quote
    return logged(quote, contact=contact, by=ada, moves=[give(trade=1), get(trade=1)])


def test_an_ask_for_another_length_is_compared_by_the_month_and_its_months_can_be_told_anew(
    first: Round, contact: Contact, ada: User
) -> None:
    """600,000 for two years beside 839,600 for one: 25,000 a month against 69,966.67."""
    told = logged(first.quote, contact=contact, by=ada, their_ask=Decimal(600_000), ask_months=24)
    table = on_the_table(first.quote)
    assert table is not None
    now = Next(talk_of(first.quote, table.whole))
    assert (told.asked, now.is_mixed, now.months) == (Total(Decimal(600_000), 24), True, 24)
    assert now.asks == (Decimal(1_440_000), Decimal(600_000))
    screen = negotiation_screen(ada, first.quote, table, NOW.date())
    assert (screen.basis.is_monthly, screen.hand[0].value) == (True, "69,966.67")
    made = amended(told, by=ada, ask_months=36)
    again = Round.objects.as_amended().get(pk=told.pk)
    assert (again.asked, again.now) == (Total(Decimal(600_000), 36), made)
    amended(told, by=ada, ask_months=None)
    assert Round.objects.as_amended().get(pk=told.pk).asked == Total(Decimal(600_000), 12)


def test_months_are_of_an_ask(first: Round, contact: Contact, ada: User) -> None:
    with pytest.raises(Refusal) as refused:
        logged(first.quote, contact=contact, by=ada, their_ask=None, ask_months=24)
    assert refused.value.field == "their_ask"
    for wrong in ({"their_ask": None, "ask_months": 24}, {"ask_months": 0}):
        with pytest.raises(IntegrityError, match="months_are_of_an_ask"), transaction.atomic():
            Round.objects.create(**FACTS | wrong, **{name: getattr(first, name) for name in SAME})


def test_the_picture_the_ledger_and_the_coach_go_by_the_last_amendment(first: Round, ada: User) -> None:
    amended(first, by=ada, their_ask=Decimal(710_000))
    amended(first, by=ada, their_ask=Decimal(700_000), moves=[give(trade=1, worth=Decimal(30_000)), get(trade=1)])
    table = on_the_table(first.quote)
    assert table is not None
    screen = negotiation_screen(ada, first.quote, table, NOW.date())
    assert (screen.ledger.total.given, screen.ledger.total.got) == (30_000, 54_000)
    assert ("70.0" in str(screen.axis), "72.0" in str(screen.axis)) == (True, False)
    talk = talk_of(first.quote, table.whole)
    assert (talk.asks, [move.worth for move in talk.moves]) == ((Total(Decimal(700_000), 12),), [30_000, 54_000])


def test_what_was_logged_stays_and_each_amendment_says_what_it_changed(first: Round, ada: User, bo: User) -> None:
    amended(first, by=bo, said="要 70 万才签", their_ask=None)
    first.refresh_from_db()
    assert (first.their_ask, first.said, first.moves.count()) == (Decimal(720_000), "年付能不能再让一点？", 2)
    ((_, _, told),) = negotiation_screen(ada, first.quote, on_the_table(first.quote), NOW.date()).told
    assert [(one.by, one.reason, [(c.before, c.after) for c in one.changes]) for one in told] == [
        ("bo", "记错了", [("72.00", "—"), ("年付能不能再让一点？", "要 70 万才签")])
    ]
    row = JournalEntry.objects.get(act="amend_round")
    assert (row.by, row.facts["round"], row.facts["changed"]) == (bo, 1, [Part.ASK, Part.SAID])


def test_a_move_keeps_what_was_reckoned_with_it_in_other_words_and_in_another_state(first: Round, ada: User) -> None:
    reckoned = {"option": 7, "kept_cost": Decimal(7), "basis": Basis.TOTAL, "theirs": Span(low=ONE, high=Decimal(2))}
    there = amended(first, by=ada, was=[], moves=[give(trade=1, **reckoned), get(trade=1)])
    rows = [move.pk for move in there.moves.all()]
    for changed, kept in (
        ({"what": "让五万"}, (7, 7, Basis.TOTAL, 1, 2)),
        ({"status": MoveStatus.OPEN}, (7, 7, Basis.TOTAL, 1, 2)),
        ({"worth": Decimal(40000)}, (7, None, Basis.TYPED, 1, 2)),
        ({"theirs": Span.exactly(Decimal(5))}, (7, 7, Basis.TOTAL, 5, 5)),
        ({"issue": Issue.SLA}, (None, None, Basis.TYPED, None, None)),
    ):
        made = amended(first, by=ada, was=rows, moves=[give(trade=1, **changed), get(trade=1)])
        move = made.moves.all()[0]
        assert (move.option_id, move.kept_cost, move.basis, move.theirs_low, move.theirs_high) == kept


def test_an_outcome_that_is_agreed_by_an_amendment_stands(first: Round, ada: User) -> None:
    move = get(trade=1, option=7, status=MoveStatus.OPEN)
    there = amended(first, by=ada, was=[], moves=[give(trade=1, untraded_reason="客情"), move])
    assert stood(talk_of(first.quote, ONE).moves) == {}
    rows = [move.pk for move in there.moves.all()]
    amended(first, by=ada, was=rows, moves=[give(trade=1), get(trade=1)])
    assert stood(talk_of(first.quote, ONE).moves) == {Issue.PAYMENT: 7}


def test_an_outcome_that_is_chosen_by_an_amendment_is_priced_as_it_would_have_been(first: Round, ada: User) -> None:
    listed = issue(first.quote.deal, by=ada, of=Issue.SUPPORT, options=support())
    standard, engineer = (one.key for one in listed.value().options)
    engaged = give("专属工程师", issue=Issue.SUPPORT, worth=None, option=engineer, trade=1)
    moves = [give(trade=1), get(trade=1), engaged]
    made = amended(first, by=ada, was=[*(move.pk for move in first.moves.all()), None], moves=moves)
    chosen = made.moves.all()[2]
    assert (chosen.option_id, chosen.worth, chosen.basis) == (engineer, 3_000, Basis.OPTION)
    assert (chosen.theirs_low, chosen.theirs_high) == (8_000, 10_000)
    other = [*moves[:2], replace(engaged, option=standard, worth=chosen.worth)]
    again = amended(first, by=ada, was=[move.pk for move in made.moves.all()], moves=other)
    assert [(move.option_id, move.worth) for move in again.moves.all()][2] == (standard, 0)


def test_an_outcome_that_is_on_the_list_can_be_taken_off_and_one_that_is_not_stays(first: Round, ada: User) -> None:
    key = issue(first.quote.deal, by=ada, of=Issue.PAYMENT, options=payment()).value().options[0].key
    listed = amended(first, by=ada, moves=[give(trade=1), get(trade=1, option=key)])
    off = amended(first, by=ada, was=[move.pk for move in listed.moves.all()], moves=[give(trade=1), get(trade=1)])
    assert [move.option_id for move in off.moves.all()] == [None, None]
    gone = amended(first, by=ada, was=[], moves=[give(trade=1), get(trade=1, option=-7)])
    kept = amended(
        first, by=ada, was=[move.pk for move in gone.moves.all()], moves=[give(trade=1), get("年付", trade=1)]
    )
    assert [move.option_id for move in kept.moves.all()] == [None, -7]


def test_an_outcome_of_another_deals_list_is_refused(first: Round, ada: User) -> None:
    with pytest.raises(Refusal, match="off the deal's list"):
        amended(first, by=ada, was=[], moves=[give(trade=1), get(trade=1, option=7, worth=None)])


def test_a_loss_and_two_outcomes_of_one_issue_are_not_amended_into_a_round(first: Round, ada: User) -> None:
    loss = [give(trade=1, worth=Decimal(90000)), get(trade=1)]
    with pytest.raises(Refusal, match="more than it brings"):
        amended(first, by=ada, moves=loss)
    told = amended(first, by=ada, moves=[give(trade=1, worth=Decimal(90000), untraded_reason="大客户"), get(trade=1)])
    assert told.number == 1


def test_a_loss_that_the_approvers_reason_speaks_for_can_be_amended_and_one_of_another_row_cannot(
    version: QuoteVersion, policy: Policy, contact: Contact, ada: User
) -> None:
    quote = approved(version, by=ada).quote
    low = {"new_offer": Revision(bundle_price=Decimal(800_000))}
    loss = [give(trade=1, worth=Decimal(90_000)), get(trade=1)]
    first = logged(quote, contact=contact, by=ada, moves=loss, reason="大客户", **low)
    assert amended(first, by=ada, moves=[replace(loss[0], what="让价 9 万"), loss[1]]).number == 1
    low = {"new_offer": Revision(bundle_price=Decimal(790_000))}
    row = [replace(loss[0], untraded_reason="大客户"), loss[1]]
    second = logged(quote, contact=contact, by=ada, moves=row, reason="", **low)
    with pytest.raises(Refusal, match="more than it brings"):
        amended(second, by=ada, moves=loss)
    with pytest.raises(Refusal, match="outcomes of one issue"):
        amended(first, by=ada, was=[], moves=[get(option=7), get("年付", option=8)])


def test_the_deals_next_step_goes_along_while_it_is_still_this_rounds(first: Round, ada: User) -> None:
    amended(first, by=ada, next_step="寄报告")
    assert Deal.objects.get().next_step == "寄报告"
    Deal.objects.update(next_step="签约")
    amended(first, by=ada, next_step="打电话")
    assert Deal.objects.get().next_step == "签约"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, None),
        ({"reason": " ", "said": "别的"}, "reason"),
        ({"on": date(2026, 11, 25)}, "on"),
        ({"next_step_on": date(2026, 11, 1)}, "next_step_on"),
        ({"theirs": []}, "theirs"),
        ({"moves": [give()]}, "moves"),
    ],
)
def test_what_says_nothing_new_or_something_wrong_is_refused(
    first: Round, ada: User, changed: dict[str, Any], field: str | None
) -> None:
    with pytest.raises(Refusal) as refused:
        amended(first, by=ada, **changed)
    assert (refused.value.field, RoundAmendment.objects.count(), Move.objects.count()) == (field, 0, 2)


def test_a_closed_deal_is_brought_back_first(first: Round, ada: User) -> None:
    Deal.objects.update(stage=Stage.SIGNED, closed_at=NOW, closed_by=ada, last_price=1)
    with pytest.raises(Refusal):
        amended(first, by=ada, said="别的")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_amend_at_once_the_second_reads_the_first(first: Round, ada: User, bo: User) -> None:
    first = Round.objects.as_amended().get()
    outcomes = at_once(*(lambda by=by: amended(first, by=by, amended=0, said=f"{by.name} 听到的") for by in (ada, bo)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["RoundAmendment", StaleRefusal.__name__]


def test_the_database_lets_nobody_rewrite_what_was_told(first: Round, ada: User) -> None:
    amended(first, by=ada, said="别的")
    for rows in (Round.objects.all(), RoundAmendment.objects.all()):
        with pytest.raises((InternalError, ProgrammingError), match="Cannot update"), transaction.atomic():
            rows.update(said="改写")
    for change in (lambda: Move.objects.update(what="改写"), Move.objects.all().delete):
        with pytest.raises((InternalError, ProgrammingError), match="Cannot"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("wrong", "said"), [({"trade": 0}, "move_trades_count_from_one"), ({"number": 0}, "amendments_count_from_one")]
)
def test_the_database_counts_trades_and_amendments_from_one(
    first: Round, ada: User, wrong: dict[str, int], said: str
) -> None:
    made = amended(first, by=ada, said="别的")
    row = made.moves.all()[0] if "trade" in wrong else made
    row.pk = None
    for name, value in wrong.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match=said):
        row.save(force_insert=True)


def test_an_amendment_is_among_what_is_held_about_a_person(first: Round, contact: Contact, ada: User) -> None:
    other = whom.contact(customer=contact.customer, name="李倩")
    amended(first, by=ada, theirs=[other], said="李倩说的")
    assert ["李倩说的" in {fact.value for fact in dossier(person)} for person in (other, contact)] == [True, False]


def test_an_erased_persons_name_is_crossed_out_wherever_the_round_is_told(
    version: QuoteVersion, policy: Policy, contact: Contact, ada: User, bo: User
) -> None:
    who = contact.name
    quote = approved(version, by=ada).quote
    round_ = logged(
        quote,
        contact=contact,
        by=ada,
        said=f"{who}说太贵",
        next_step=f"约{who}",
        moves=[give(f"给{who}", untraded_reason=f"{who}要的")],
    )
    told = {"said": f"{who}说还行", "next_step": f"等{who}", "reason": f"{who}纠正"}
    amended(round_, by=ada, moves=[give(f"让{who}", untraded_reason=f"{who}说的")], **told)
    row = JournalEntry.objects.count()
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    mark = f"#{contact.pk}"
    assert Round.objects.values_list("said", "next_step").get() == (f"{mark}说太贵", f"约{mark}")
    kept = RoundAmendment.objects.values_list("said", "next_step", "reason").get()
    assert kept == (f"{mark}说还行", f"等{mark}", f"{mark}纠正")
    assert list(Move.objects.values_list("what", "untraded_reason")) == [
        (f"给{mark}", f"{mark}要的"), (f"让{mark}", f"{mark}说的"),
    ]  # fmt: skip
    assert JournalEntry.objects.count() == row + 1
    with pytest.raises((InternalError, ProgrammingError), match="Cannot update"), transaction.atomic():
        Round.objects.update(said="改写")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_of_a_deal_that_is_being_closed(first: Round, contact: Contact, ada: User) -> None:
    """Whoever comes while it is closed waits for it, and is refused."""
    first = Round.objects.as_amended().select_related("quote__deal").get()
    aims = Aims(target=Decimal(900), reservation=Decimal(800), months=12, rounds=4, beta=Decimal(1))
    acts: list[Any] = [
        lambda: logged(first.quote, contact=contact, by=ada, opened=False),
        lambda: amended(first, by=ada, said="别的"),
        lambda: attach_files(round=first, files=[checked("纪要.pdf", PDF)], by=ada, at=NOW),
        lambda: set_aims(quote=first.quote, aims=aims, by=ada, at=NOW),
        lambda: set_anchor(
            quote=first.quote,
            side=Side.OURS,
            amount=Decimal(900),
            months=12,
            on=first.on,
            source="邮件",
            by=ada,
            at=NOW,
        ),
    ]
    deal, late = Deal.objects.get(), []
    for act in acts:
        Deal.objects.update(stage=deal.stage, closed_at=None, closed_by=None, **vars(STILL_OPEN))
        _, outcome = while_open(lambda: move_deal(deal, to=Stage.LOST, ending=whom.LOST, by=ada, at=NOW), act)
        late.append(str(outcome)[:19])
    assert late == ["This deal is closed"] * 5
    left = [rows.objects.count() for rows in (Round, RoundAmendment, Attachment, NegotiationAims, Anchor)]
    assert (left, Deal.objects.get().next_step) == ([1, 0, 0, 0, 0], deal.next_step)
