"""A step handed on, a sign-off added, a decision taken back: never past who asked, and nothing is lost."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals import add_sign_off, hand_on, revoke_decision
from quotes.actions.approvals.deciding import CLOSED, NOT_ASKED, OWN
from quotes.domain.approvals import Verdict
from quotes.models import ApprovalRequest, ApprovalStep, Decision, QuoteVersion, RevokedDecision
from quotes.permissions import waiting_count, waiting_for
from stakeholders.domain.people import Role
from stakeholders.models import Deal, JournalEntry, Notice, User
from stakeholders.permissions import visible_deals
from tests.factories import stakeholders as whom
from tests.factories.haggling import asked, decided
from tests.threads import at_once

AWAY = "休假到下周"


def handed(request: ApprovalRequest, *, to: User, by: User, at: datetime, reason: str = AWAY) -> list[ApprovalStep]:
    return hand_on(request=request, to=to, reason=reason, by=by, at=at)


class TestHandingOn:
    def test_whoever_stands_above_decides_instead(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, deal: Deal, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        handed(request, to=cy, by=bo, at=now)
        assert (list(waiting_for(bo)), waiting_count(bo)) == ([], 0)
        assert (list(waiting_for(cy)), waiting_count(cy)) == (list(request.steps.all()), 1)
        with pytest.raises(ForbiddenRefusal) as refused:
            decided(request, by=bo)
        assert str(refused.value) == NOT_ASKED
        assert decided(request, by=cy).decided_by == cy
        told = JournalEntry.objects.filter(deal=deal, act="hand_on").get()
        assert told.facts["colleague"] == "cy"
        assert Notice.objects.filter(to=cy, kind="approval_asked").count() == 1

    def test_a_roles_step_goes_to_another_of_the_role_and_to_nobody_else(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, fay: User, now: datetime
    ) -> None:
        fan = whom.user(name="fan", role=Role.FINANCE)
        request = asked(version, points="30", by=ada)
        with pytest.raises(Refusal) as refused:
            handed(request, to=cy, by=fay, at=now)
        assert refused.value.field == "to"
        handed(request, to=fan, by=fay, at=now)
        assert (len(waiting_for(fay)), len(waiting_for(fan))) == (0, 1)

    @pytest.mark.parametrize("who", ["ada", "bo", "dee"])
    def test_never_to_the_requester_oneself_or_who_may_not_decide(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, dee: User, now: datetime, who: str
    ) -> None:
        request = asked(version, by=ada)
        with pytest.raises(Refusal) as refused:
            handed(request, to={"ada": ada, "bo": bo, "dee": dee}[who], by=bo, at=now)
        assert refused.value.field == "to"
        assert handed(request, to=cy, by=bo, at=now)[0].handed_to == cy

    def test_not_down_again_so_that_it_never_goes_round(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        handed(request, to=cy, by=bo, at=now)
        with pytest.raises(Refusal) as refused:
            handed(request, to=bo, by=cy, at=now)
        assert refused.value.field == "to"

    def test_if_they_leave_it_asks_its_place_again(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        handed(request, to=cy, by=bo, at=now)
        User.objects.filter(pk=cy.pk).update(is_active=False)
        assert list(waiting_for(bo)) == list(request.steps.all())

    def test_if_they_change_to_another_trade_it_asks_its_role_again(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, fay: User, now: datetime
    ) -> None:
        fan = whom.user(name="fan", role=Role.FINANCE)
        request = asked(version, points="30", by=ada)
        handed(request, to=fan, by=fay, at=now)
        User.objects.filter(pk=fan.pk).update(role=Role.LEGAL)
        assert [step.role for step in waiting_for(fay)] == [Role.FINANCE]

    def test_it_takes_a_reason(self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime) -> None:
        with pytest.raises(Refusal) as refused:
            handed(asked(version, by=ada), to=cy, by=bo, at=now, reason=" ")
        assert refused.value.field == "handed_because"

    def test_the_database_never_hands_a_step_to_whoever_asked(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        with (
            pytest.raises((InternalError, ProgrammingError), match="whoever asked never decides"),
            transaction.atomic(),
        ):
            request.steps.update(handed_to=ada, handed_at=now, handed_by=bo)
        assert list(waiting_for(bo)) == list(request.steps.all())


class TestAddingASignOff:
    def test_a_role_is_asked_too_and_the_approval_is_not_whole_without_it(
        self, version: QuoteVersion, ada: User, bo: User, lin: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        added = add_sign_off(request=request, role=Role.LEGAL, reason="看责任条款", by=bo, at=now)
        assert (added.position, added.approver, added.added_by) == (2, "legal", bo)
        assert list(visible_deals(lin)) == [version.quote.deal]
        decided(request, by=bo)
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is False
        decided(request, by=lin)
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is True

    def test_one_person_of_a_role_or_of_the_line_is_asked_in_person(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, fay: User, now: datetime
    ) -> None:
        fan = whom.user(name="fan", role=Role.FINANCE)
        request = asked(version, by=ada)
        add_sign_off(request=request, person=fan, reason="看账期", by=bo, at=now)
        add_sign_off(request=request, person=cy, reason="大客户", by=bo, at=now)
        assert [len(waiting_for(person)) for person in (fan, fay, cy)] == [1, 0, 1]

    def test_only_whoever_it_waits_for_adds_one_and_only_once(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, lin: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        with pytest.raises(ForbiddenRefusal) as refused:
            add_sign_off(request=request, role=Role.LEGAL, reason="x", by=ada, at=now)
        assert str(refused.value) == OWN
        with pytest.raises(ForbiddenRefusal):
            add_sign_off(request=request, role=Role.LEGAL, reason="x", by=cy, at=now)
        add_sign_off(request=request, role=Role.LEGAL, reason="看责任条款", by=bo, at=now)
        with pytest.raises(Refusal) as again:
            add_sign_off(request=request, role=Role.LEGAL, reason="看责任条款", by=bo, at=now)
        assert again.value.field == "who"

    def test_nobody_who_asked_and_no_role_that_nobody_holds(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        for wrong in ({"person": ada}, {"role": Role.DELIVERY}, {"role": Role.SALES}):
            with pytest.raises(Refusal) as refused:
                add_sign_off(request=request, reason="x", by=bo, at=now, **wrong)
            assert refused.value.field == "who"
        assert request.steps.count() == 1


class TestTakingBack:
    def test_ones_own_approval_while_others_have_still_to_decide(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, points="26", by=ada)
        decided(request, by=bo, reason="可以")
        revoke_decision(request=request, reason="看漏了账期", by=bo, at=now + timedelta(hours=1))
        kept = RevokedDecision.objects.get()
        assert (kept.decided_by, kept.reason, kept.revoked_because) == (bo, "可以", "看漏了账期")
        assert (list(Decision.objects.all()), len(waiting_for(bo))) == ([], 1)
        decided(request, by=cy)
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is False
        assert decided(request, by=bo, verdict=Verdict.REJECT, reason="账期太长").verdict == "reject"

    def test_not_another_persons_and_not_once_it_is_closed(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, points="26", by=ada)
        decided(request, by=bo)
        with pytest.raises(ForbiddenRefusal, match="You have decided nothing"):
            revoke_decision(request=request, reason="x", by=cy, at=now)
        decided(request, by=cy)
        with pytest.raises(StaleRefusal) as refused:
            revoke_decision(request=request, reason="x", by=bo, at=now)
        assert str(refused.value) == CLOSED

    def test_the_database_lets_no_decision_go_without_its_trace(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, points="26", by=ada)
        decision = decided(request, by=bo)
        with pytest.raises((InternalError, ProgrammingError), match="a decision stays"), transaction.atomic():
            decision.delete()
        told = {"step": decision.step, "verdict": "approve", "content_hash": request.content_hash}
        with pytest.raises(IntegrityError, match="one_revokes_ones_own"), transaction.atomic():
            RevokedDecision.objects.create(
                **told, decided_at=now, decided_by=bo, revoked_at=now, revoked_by=cy, revoked_because="x"
            )
        assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_taking_back_against_the_last_approval_is_one_or_the_other(
    version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
) -> None:
    request = asked(version, points="26", by=ada)
    decided(request, by=bo)
    at_once(lambda: decided(request, by=cy), lambda: revoke_decision(request=request, reason="看漏了", by=bo, at=now))
    after = QuoteVersion.objects.get(pk=version.pk)
    assert (after.is_approved, RevokedDecision.objects.count()) in {(True, 0), (False, 1)}
