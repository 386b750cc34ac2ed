"""Whoever keeps a request waiting is reminded, then whoever stands above may decide too; each once."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal
from quotes.actions.approvals import chase, hand_on
from quotes.actions.deadlines import add_deadlines
from quotes.actions.questions import answer_question, ask_question
from quotes.models import ApprovalDeadlines, ApprovalStep, QuoteVersion
from quotes.permissions import waiting_for
from quotes.queries.deadlines import to_chase
from quotes.tasks import chase_approvals
from stakeholders.domain.deals import CLOSED, Stage
from stakeholders.domain.people import Role
from stakeholders.models import Deal, JournalEntry, Notice, Team, User
from tests.factories import stakeholders as whom
from tests.factories.haggling import asked, countered, decided
from tests.factories.stakeholders import NOW
from tests.threads import at_once

# Asked on Tuesday at ten; a working day has nine hours.
SOON, LATE, TOO_LATE = (NOW + timedelta(hours=hours) for hours in (6, 7, 24 + 5))


@pytest.fixture(autouse=True)
def deadlines(adm: User) -> ApprovalDeadlines:
    """A reminder after 7 working hours, one level up after 14."""
    return add_deadlines(
        holds_days=None, remind_hours=7, raise_hours=14, opens=time(9), closes=time(18),
        valid_from=NOW.date(), source="审批制度", by=adm, at=NOW,
    )  # fmt: skip


def ticks(at: datetime) -> None:
    """The clock, twice."""
    for _ in range(2):
        chase_approvals(int(at.timestamp()))


def told(kind: str) -> list[User]:
    return [one.to for one in Notice.objects.filter(kind=kind).order_by("to__name")]


class TestReminding:
    def test_the_approver_is_reminded_once(self, version: QuoteVersion, ada: User, bo: User) -> None:
        asked(version, by=ada)
        ticks(SOON)
        assert told("reminded") == []
        ticks(LATE)
        assert (told("reminded"), JournalEntry.objects.filter(act="remind").count()) == ([bo], 1)

    def test_while_a_question_has_no_answer_the_wait_stands_still(
        self, version: QuoteVersion, ada: User, bo: User
    ) -> None:
        request = asked(version, by=ada)
        question = ask_question(request=request, text="客户答应了吗？", by=bo, at=NOW + timedelta(hours=2))
        ticks(LATE)
        answer_question(question=question, text="答应了", by=ada, at=LATE)
        ticks(LATE + timedelta(hours=1))
        assert told("reminded") == []
        # Two hours before the question, one today, four tomorrow.
        ticks(NOW + timedelta(days=1, hours=3))
        assert told("reminded") == [bo]

    def test_and_while_a_counter_offer_is_not_answered(self, version: QuoteVersion, ada: User, bo: User) -> None:
        countered(asked(version, by=ada), by=bo)
        ticks(TOO_LATE)
        assert (told("reminded"), told("escalated")) == ([], [])

    def test_handed_on_the_hours_begin_anew(self, version: QuoteVersion, ada: User, bo: User, cy: User) -> None:
        request = asked(version, by=ada)
        hand_on(request=request, to=cy, reason="休假", by=bo, at=SOON)
        ticks(LATE)
        assert told("reminded") == []
        # Two hours today, five tomorrow.
        ticks(NOW + timedelta(hours=28))
        assert told("reminded") == [cy]

    def test_whoever_it_was_handed_on_to_is_reminded_too_and_once(
        self, version: QuoteVersion, ada: User, bo: User, cy: User
    ) -> None:
        request = asked(version, by=ada)
        ticks(LATE)
        # At six, when the day is over.
        hand_on(request=request, to=cy, reason="休假", by=bo, at=LATE + timedelta(hours=1))
        ticks(NOW + timedelta(hours=30))
        assert told("reminded") == [bo, cy]
        with pytest.raises((InternalError, ProgrammingError), match="once"), transaction.atomic():
            ApprovalStep.objects.update(reminded_at=NOW + timedelta(hours=31))

    def test_nobody_is_reminded_of_what_is_decided(self, version: QuoteVersion, ada: User, bo: User) -> None:
        request = asked(version, by=ada)
        decided(request, by=bo)
        ticks(TOO_LATE)
        assert (chase(request=request, at=TOO_LATE), told("reminded")) == ([], [])

    @pytest.mark.parametrize("stage", sorted(CLOSED))
    def test_nor_of_a_deal_that_is_signed_or_lost(
        self, version: QuoteVersion, ada: User, bo: User, stage: Stage
    ) -> None:
        request = asked(version, by=ada)
        assert to_chase(TOO_LATE) == (request,)
        Deal.objects.update(stage=stage, closed_at=NOW, closed_by=ada, **vars(whom.unpriced(stage)))
        assert (to_chase(TOO_LATE), chase(request=request, at=TOO_LATE), told("reminded")) == ((), [], [])


class TestGoingUp:
    def test_whoever_stands_above_may_decide_too(self, version: QuoteVersion, ada: User, bo: User, cy: User) -> None:
        request = asked(version, by=ada)
        ticks(TOO_LATE)
        assert (told("escalated"), JournalEntry.objects.filter(act="raise_step").count()) == ([ada, bo, cy], 1)
        assert [len(waiting_for(person)) for person in (bo, cy)] == [1, 1]
        assert decided(request, by=cy, at=TOO_LATE).decided_by == cy
        assert (len(waiting_for(bo)), QuoteVersion.objects.get(pk=version.pk).is_approved) == (0, True)

    @pytest.mark.parametrize("change", ["left", "another manager", "their own deal"])
    def test_only_while_they_stand_there(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, north: Team, change: str
    ) -> None:
        request = asked(version, by=ada)
        ticks(TOO_LATE)
        if change == "left":
            User.objects.filter(pk=cy.pk).update(is_active=False)
        elif change == "another manager":
            Team.objects.filter(pk=north.pk).update(manager=whom.user(name="eve", role=Role.MANAGER, team=north))
        else:
            Deal.objects.update(owner=cy)
        step = request.steps.with_holder().get()
        assert (step.asks(cy), step.raised_to, len(waiting_for(cy)), len(waiting_for(bo))) == (False, cy, 0, 1)
        with pytest.raises(ForbiddenRefusal):
            decided(request, by=cy, at=TOO_LATE)
        assert decided(request, by=bo, at=TOO_LATE).decided_by == bo

    def test_what_they_hand_on_waits_for_them_no_more(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, north: Team, now: datetime
    ) -> None:
        top = whom.team(name="Top", manager=whom.user(name="top", role=Role.MANAGER))
        Team.objects.filter(pk=north.pk).update(parent=top, path=[top.pk, north.pk])
        Team.objects.filter(pk=ada.team_id).update(path=[top.pk, north.pk, ada.team_id])
        request = asked(version, by=ada)
        ticks(TOO_LATE)
        assert top.manager is not None
        hand_on(request=request, to=top.manager, reason="太大", by=cy, at=TOO_LATE)
        assert [len(waiting_for(person)) for person in (bo, cy, top.manager)] == [0, 0, 1]

    def test_never_whoever_asked(self, version: QuoteVersion, ada: User, bo: User, cy: User) -> None:
        asked(version, by=cy)
        ticks(TOO_LATE)
        assert (told("escalated"), ApprovalStep.objects.get().raised_to) == ([], None)

    def test_the_clock_in_two_workers_does_it_once(
        self, transactional_db: None, version: QuoteVersion, ada: User, bo: User, cy: User
    ) -> None:
        request = asked(version, by=ada)
        at_once(*[lambda: chase(request=request, at=TOO_LATE)] * 4)
        assert (told("reminded"), told("escalated")) == ([bo], [ada, bo, cy])


class TestTheDatabase:
    def test_a_step_is_chased_once_and_never_to_who_asked(
        self, version: QuoteVersion, ada: User, bo: User, cy: User
    ) -> None:
        asked(version, by=ada)
        ticks(TOO_LATE)
        for wrong in ({"reminded_at": LATE}, {"raised_to": bo}):
            with pytest.raises((InternalError, ProgrammingError), match="once"), transaction.atomic():
                ApprovalStep.objects.update(**wrong)

    def test_it_does_not_go_to_who_asked(self, version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
        asked(version, by=ada)
        with pytest.raises((InternalError, ProgrammingError), match="whoever asked"), transaction.atomic():
            ApprovalStep.objects.update(raised_to=ada, raised_at=now)
        with pytest.raises(IntegrityError), transaction.atomic():
            ApprovalStep.objects.update(raised_at=now)

    def test_nobody_is_waited_for_by_the_hour_of_a_day_that_has_none(self, adm: User) -> None:
        told = {"valid_from": NOW.date(), "source": "制度", "added_at": NOW, "added_by": adm, "opens": time(9)}
        with pytest.raises(IntegrityError, match="deadlines_know_the_day"), transaction.atomic():
            ApprovalDeadlines.objects.create(remind_hours=7, **told)
        ApprovalDeadlines.objects.create(remind_hours=7, closes=time(18), **told)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"remind_hours": 0}, "remind_hours"),
        ({"raise_hours": 7}, "raise_hours"),
        ({"opens": None}, "closes"),
        ({"closes": time(9)}, "closes"),
    ],
)
def test_hours_that_make_no_sense_are_refused(adm: User, wrong: dict[str, object], field: str) -> None:
    said: dict[str, object] = {"remind_hours": 7, "raise_hours": 14, "opens": time(9), "closes": time(18)} | wrong
    with pytest.raises(Refusal) as refused:
        add_deadlines(holds_days=None, valid_from=NOW.date(), source="制度", by=adm, at=NOW, **said)  # type: ignore[arg-type]
    assert refused.value.field == field
