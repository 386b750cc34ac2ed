"""Being away: what waits goes to somebody else for these days, and comes back; never round, never to who asked."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals import hand_on
from quotes.actions.delegations import cover, delegate, end_delegation
from quotes.models import ApprovalRequest, ApprovalStep, Delegation, QuoteVersion
from quotes.permissions import waiting_for
from quotes.queries.delegations import to_cover
from quotes.tasks import cover_absences
from stakeholders.domain.deals import CLOSED, Stage
from stakeholders.domain.people import Role
from stakeholders.models import Deal, JournalEntry, Notice, User
from tests.factories import stakeholders as whom
from tests.factories.haggling import asked, decided
from tests.threads import at_once

FIRST, LAST = date(2026, 11, 24), date(2026, 11, 27)


def away(person: User, *, to: User, at: datetime, **changed: Any) -> Delegation:
    told: dict[str, Any] = {"starts_on": FIRST, "ends_on": LAST, "most_points": None, "reason": "休假"}
    return delegate(to=to, by=person, at=at, **told | changed)


class TestCovering:
    def test_what_waits_goes_to_them_and_they_decide_in_their_own_name(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        given = away(bo, to=cy, at=now)
        cover(request=request, at=now)
        assert ApprovalStep.objects.get().delegation == given
        assert (len(waiting_for(bo)), len(waiting_for(cy))) == (0, 1)
        assert decided(request, by=cy).decided_by == cy
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is True

    def test_what_is_asked_in_these_days_goes_to_them_at_once(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        away(bo, to=cy, at=now)
        asked(version, by=ada)
        assert (len(waiting_for(bo)), len(waiting_for(cy))) == (0, 1)
        assert [one.to for one in Notice.objects.filter(kind="approval_asked")] == [cy]

    def test_it_leaves_what_was_handed_on_before_as_it_was(
        self, version: QuoteVersion, ada: User, fay: User, now: datetime
    ) -> None:
        """Of finance Fay alone was to sign; when she is back it is hers alone again."""
        fan, flo = (whom.user(name=name, role=Role.FINANCE) for name in ("fan", "flo"))
        request = asked(version, points="30", by=ada)
        hand_on(request=request, to=fay, reason="熟悉这单", by=fan, at=now)
        away(fay, to=fan, at=now)
        for days, theirs in ((0, [0, 1, 0]), (4, [1, 0, 0])):
            cover(request=request, at=now + timedelta(days=days))
            assert [len(waiting_for(person)) for person in (fay, fan, flo)] == theirs
        assert [one.act for one in JournalEntry.objects.filter(act="come_back")] == ["come_back"]

    def test_what_its_holder_hands_on_meanwhile_stays_there(
        self, version: QuoteVersion, ada: User, fay: User, now: datetime
    ) -> None:
        fan, flo = (whom.user(name=name, role=Role.FINANCE) for name in ("fan", "flo"))
        request = asked(version, points="30", by=ada)
        hand_on(request=request, to=fay, reason="熟悉这单", by=flo, at=now)
        away(fay, to=fan, at=now)
        cover(request=request, at=now)
        hand_on(request=request, to=flo, reason="也要外出", by=fan, at=now)
        for days in (0, 4):
            cover(request=request, at=now + timedelta(days=days))
            assert [len(waiting_for(person)) for person in (fay, fan, flo)] == [0, 0, 1]

    def test_the_clock_does_it_for_every_request_and_twice_is_harmless(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        asked(version, by=ada)
        away(bo, to=cy, at=now)
        for _ in range(2):
            cover_absences(int(now.timestamp()))
        assert len(waiting_for(cy)) == 1

    @pytest.mark.parametrize(("days", "theirs"), [(0, 1), (3, 1), (4, 0)])
    def test_it_holds_on_its_last_day_and_comes_back_after_it(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime, days: int, theirs: int
    ) -> None:
        request = asked(version, by=ada)
        away(bo, to=cy, at=now)
        cover(request=request, at=now)
        cover(request=request, at=now + timedelta(days=days))
        assert (len(waiting_for(cy)), len(waiting_for(bo))) == (theirs, 1 - theirs)

    def test_deeper_than_its_limit_it_waits_for_its_own_approver(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, points="18", by=ada)
        away(bo, to=cy, at=now, most_points=Decimal("17.99"))
        cover(request=request, at=now)
        assert (len(waiting_for(cy)), len(waiting_for(bo))) == (0, 1)

    def test_never_to_whoever_asked(self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime) -> None:
        request = asked(version, by=cy)
        away(bo, to=cy, at=now)
        cover(request=request, at=now)
        assert (len(waiting_for(cy)), len(waiting_for(bo))) == (0, 1)

    def test_ended_early_it_comes_back(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        given = away(bo, to=cy, at=now)
        cover(request=request, at=now)
        with pytest.raises(ForbiddenRefusal):
            end_delegation(delegation=given, by=cy, at=now)
        end_delegation(delegation=given, by=bo, at=now)
        cover(request=request, at=now)
        assert (len(waiting_for(cy)), len(waiting_for(bo))) == (0, 1)
        with pytest.raises(StaleRefusal):
            end_delegation(delegation=given, by=bo, at=now)

    def test_once_it_is_over_they_decide_nothing_and_whoever_is_back_is_told(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        """Before the clock came by: it may stand still for weeks."""
        request = asked(version, by=ada)
        given = away(bo, to=cy, at=now)
        cover(request=request, at=now)
        end_delegation(delegation=given, by=bo, at=now)
        with pytest.raises(ForbiddenRefusal, match="No step of this request waits for you"):
            decided(request, by=cy, at=now)
        assert decided(request, by=bo, at=now).decided_by == bo

    def test_whoever_is_back_is_told_of_what_waits_for_them_again(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        away(bo, to=cy, at=now)
        request = asked(version, by=ada)
        cover(request=request, at=now + timedelta(days=4))
        assert [one.to for one in Notice.objects.filter(kind="approval_asked").order_by("pk")] == [cy, bo]

    def test_free_months_count_against_its_limit(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        """18 points and a month in thirteen are 24.3 points off."""
        version.free_months = 1
        version.save(update_fields=["free_months"])
        request = asked(version, points="18", by=ada)
        away(bo, to=cy, at=now, most_points=Decimal(20))
        cover(request=request, at=now)
        assert (len(waiting_for(cy)), len(waiting_for(bo))) == (0, 1)

    def test_a_deal_that_becomes_theirs_is_not_theirs_to_decide(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        asked(version, by=ada)
        away(bo, to=cy, at=now)
        cover(request=ApprovalRequest.objects.get(), at=now)
        Deal.objects.update(owner=cy)
        assert (len(waiting_for(cy)), len(waiting_for(bo))) == (0, 1)

    def test_whoever_decides_nothing_any_more_leaves_it_to_its_own_approver(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        away(bo, to=cy, at=now)
        cover(request=request, at=now)
        User.objects.filter(pk=cy.pk).update(role=Role.SALES)
        assert [step.holder_name for step in request.steps.with_holder()] == ["bo"]

    @pytest.mark.parametrize("stage", sorted(CLOSED))
    def test_of_a_deal_that_is_signed_or_lost_nothing_goes_to_anybody(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime, stage: Stage
    ) -> None:
        request = asked(version, by=ada)
        away(bo, to=cy, at=now)
        assert to_cover(now.date()) == (request,)
        Deal.objects.update(stage=stage, closed_at=now, closed_by=ada, **vars(whom.unpriced(stage)))
        assert (to_cover(now.date()), cover(request=request, at=now)) == ((), [])


class TestGiving:
    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"starts_on": date(2026, 11, 23)}, "starts_on"),
            ({"ends_on": date(2026, 11, 23)}, "ends_on"),
            ({"reason": " "}, "reason"),
        ],
    )
    def test_days_that_passed_or_run_backwards_and_no_reason_are_refused(
        self, bo: User, cy: User, now: datetime, changed: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Refusal) as refused:
            away(bo, to=cy, at=now, **changed)
        assert refused.value.field == field

    def test_only_to_somebody_of_ones_role_or_above(
        self, ada: User, bo: User, cy: User, fay: User, now: datetime
    ) -> None:
        fan = whom.user(name="fan", role=Role.FINANCE)
        for person, to in ((bo, ada), (cy, bo), (fay, cy), (bo, bo)):
            with pytest.raises(Refusal) as refused:
                away(person, to=to, at=now)
            assert refused.value.field == "to"
        assert away(fay, to=fan, at=now).to == fan

    def test_not_twice_in_the_same_days(self, bo: User, cy: User, now: datetime) -> None:
        away(bo, to=cy, at=now)
        with pytest.raises(Refusal) as refused:
            away(bo, to=cy, at=now, starts_on=LAST, ends_on=LAST)
        assert refused.value.field == "starts_on"
        assert away(bo, to=cy, at=now, starts_on=LAST + timedelta(1), ends_on=LAST + timedelta(1)).to == cy

    def test_in_no_circle_and_no_chain(self, fay: User, now: datetime) -> None:
        fan, flo = (whom.user(name=name, role=Role.FINANCE) for name in ("fan", "flo"))
        away(fay, to=fan, at=now)
        for person, to in ((fan, fay), (fan, flo), (flo, fay)):
            with pytest.raises(Refusal) as refused:
                away(person, to=to, at=now)
            assert (refused.value.field, Delegation.objects.count()) == ("to", 1)
        assert away(flo, to=fan, at=now).to == fan


class TestTheDatabase:
    def test_it_gives_no_step_to_who_asked(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        given, request = away(bo, to=cy, at=now), asked(version, by=cy)
        with pytest.raises((InternalError, ProgrammingError), match="whoever asked"), transaction.atomic():
            request.steps.update(delegation=given)

    def test_it_refuses_a_circle_whoever_writes_and_keeps_what_was_given(
        self, bo: User, cy: User, now: datetime
    ) -> None:
        given = away(bo, to=cy, at=now)
        told = {"starts_on": FIRST, "ends_on": LAST, "reason": "x", "delegated_at": now}
        with pytest.raises(IntegrityError, match="no chain"), transaction.atomic():
            Delegation.objects.create(**told, delegated_by=cy, to=bo)
        with pytest.raises(IntegrityError, match="nobody_delegates_to_themselves"), transaction.atomic():
            Delegation.objects.create(**told | {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 1, 1)},
                                      delegated_by=bo, to=bo)  # fmt: skip
        with pytest.raises((InternalError, ProgrammingError), match="stays as it was given"), transaction.atomic():
            Delegation.objects.filter(pk=given.pk).update(most_points=50)
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            given.delete()

    @pytest.mark.django_db(transaction=True)
    def test_two_who_name_each_other_at_the_same_moment_make_no_circle(self, now: datetime) -> None:
        fay, fan = (whom.user(name=name, role=Role.FINANCE) for name in ("fay", "fan"))
        at_once(lambda: away(fay, to=fan, at=now), lambda: away(fan, to=fay, at=now))
        assert Delegation.objects.count() == 1
