"""Steps of a policy: everyone, one of several, and one after another."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, StaleRefusal
from quotes.actions.approvals import add_sign_off, revoke_decision
from quotes.actions.policies import draft_policy, publish_policy, save_rules
from quotes.actions.quotes import next_version, renew_version
from quotes.domain.approvals import RequestState, Verdict
from quotes.domain.policy import Again, Approver, Choices, Figure, Mode, Operator, Rule
from quotes.models import ApprovalRequest, ApprovalStep, Decision, Policy, QuoteVersion
from quotes.permissions import waiting_count
from quotes.queries.quotes.asked import approval_of
from stakeholders.models import Notice, Team, User
from tests.factories.haggling import asked, decided
from tests.threads import at_once

TEAM, UPPER, FINANCE, LEGAL = Approver.TEAM_MANAGER, Approver.UPPER_MANAGER, Approver.FINANCE, Approver.LEGAL


def chained(
    *told: tuple[Approver, int],
    modes: Sequence[Mode] = (),
    again: Again = Again.ONCE,
    smart: bool = False,
    by: User,
    at: datetime,
) -> Policy:
    """Past 15 points each of them is asked, in the step that stands beside them; `smart` only where it got worse."""
    draft = draft_policy(name="分步政策", source="制度", valid_from=at.date(), by=by, at=at)
    rules = [
        Rule(
            position=position,
            figure=Figure.DISCOUNT_PERCENT,
            operator=Operator.GT,
            threshold=Decimal(15),
            approver=approver,
            reason="折让",
            step=step,
            smart=smart,
        )
        for position, (approver, step) in enumerate(told, 1)
    ]
    save_rules(policy=draft, told=rules, choices=Choices(again=again, modes=tuple(modes)), by=by, at=at)
    return publish_policy(policy=draft, valid_from=at.date(), by=by, at=at)


def due(request: ApprovalRequest) -> list[str]:
    """As the database tells it, which is as the domain does."""
    found = list(request.steps.due())
    assert found == ApprovalRequest.objects.prefetch_related("steps__decision").get(pk=request.pk).due()
    return [step.approver for step in found]


def told(kind: str = "approval_asked") -> list[str]:
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("to__name", flat=True))


class TestOneAfterAnother:
    @pytest.fixture
    def request_(
        self, policy: Policy, version: QuoteVersion, ada: User, bo: User, adm: User, fay: User, now: datetime
    ) -> ApprovalRequest:
        chained((TEAM, 1), (FINANCE, 2), by=adm, at=now)
        return asked(version, by=ada)

    def test_the_second_is_asked_once_the_first_agreed(self, request_: ApprovalRequest, bo: User, fay: User) -> None:
        assert (due(request_), told(), waiting_count(bo), waiting_count(fay)) == (["team_manager"], ["bo"], 1, 0)
        decided(request_, by=bo)
        assert (due(request_), told(), waiting_count(bo), waiting_count(fay)) == (["finance"], ["bo", "fay"], 0, 1)
        decided(request_, by=fay)
        request_.refresh_from_db()
        assert (request_.closed_because, request_.version.is_approved) == ("decided", True)

    def test_before_that_they_cannot_decide(self, request_: ApprovalRequest, bo: User, fay: User) -> None:
        with pytest.raises(ForbiddenRefusal, match="Your turn has not come"):
            decided(request_, by=fay)
        decided(request_, by=bo)
        assert decided(request_, by=fay).verdict == Verdict.APPROVE

    def test_nor_past_the_desk(self, request_: ApprovalRequest, fay: User, now: datetime) -> None:
        step = request_.steps.get(approver=FINANCE)
        with pytest.raises(ProgrammingError, match="whoever comes before decides first"), transaction.atomic():
            Decision.objects.create(
                step=step,
                verdict=Verdict.APPROVE,
                content_hash=request_.content_hash,
                requested_by=request_.requested_by,
                decided_at=now,
                decided_by=fay,
            )

    def test_a_rejection_asks_nobody_more(self, request_: ApprovalRequest, bo: User, fay: User) -> None:
        decided(request_, by=bo, verdict=Verdict.REJECT, reason="不行")
        assert (told(), waiting_count(fay)) == (["bo"], 0)

    def test_an_approval_that_is_taken_back_lets_the_later_one_wait_again(
        self, request_: ApprovalRequest, bo: User, fay: User, now: datetime
    ) -> None:
        decided(request_, by=bo)
        revoke_decision(request=request_, reason="看漏了", by=bo, at=now)
        assert (due(request_), waiting_count(fay)) == (["team_manager"], 0)

    def test_a_sign_off_comes_before_the_next_turn(
        self, request_: ApprovalRequest, bo: User, fay: User, lin: User, now: datetime
    ) -> None:
        add_sign_off(request=request_, role="legal", reason="看条款", by=bo, at=now)
        decided(request_, by=bo)
        assert due(request_) == ["legal"]
        decided(request_, by=lin)
        assert due(request_) == ["finance"]


class TestOneOfSeveral:
    @pytest.fixture
    def request_(
        self, policy: Policy, version: QuoteVersion, ada: User, bo: User, adm: User, fay: User, lin: User, now: datetime
    ) -> ApprovalRequest:
        chained((FINANCE, 1), (LEGAL, 1), (TEAM, 2), modes=[Mode.ANY], by=adm, at=now)
        return asked(version, by=ada)

    def test_one_is_enough_and_the_others_are_kept_as_not_needed(
        self, request_: ApprovalRequest, bo: User, fay: User, lin: User
    ) -> None:
        assert due(request_) == ["finance", "legal"]
        decided(request_, by=lin)
        assert (due(request_), waiting_count(fay)) == (["team_manager"], 0)
        with pytest.raises(StaleRefusal, match="was enough"):
            decided(request_, by=fay)
        decided(request_, by=bo)
        request_.refresh_from_db()
        assert (request_.version.is_approved, request_.steps.count()) == (True, 3)

    def test_whom_it_spares_an_answer_is_told(self, request_: ApprovalRequest, fay: User, lin: User) -> None:
        decided(request_, by=lin)
        assert told("approval_withdrawn") == ["fay"]

    def test_whose_own_word_is_still_needed_is_not(
        self, request_: ApprovalRequest, fay: User, lin: User, dov: User, now: datetime
    ) -> None:
        add_sign_off(request=request_, role="delivery", reason="看容量", by=fay, at=now)
        decided(request_, by=lin)
        assert (due(request_), told("approval_withdrawn")) == (["delivery"], ["fay"])

    def test_whoever_answers_a_step_of_their_own_as_well_spares_them_too(
        self, request_: ApprovalRequest, fay: User, lin: User
    ) -> None:
        ApprovalStep.objects.create(request=request_, position=0, approver=LEGAL, role="legal")
        decided(request_, by=lin)
        assert (due(request_), told("approval_withdrawn")) == (["team_manager"], ["fay"])

    def test_one_rejection_is_a_rejection(self, request_: ApprovalRequest, lin: User) -> None:
        decided(request_, by=lin, verdict=Verdict.REJECT, reason="条款不行")
        request_.refresh_from_db()
        assert request_.closed_because == "decided"
        assert request_.version.is_approved is False

    def test_no_second_decision_past_the_desk(
        self, request_: ApprovalRequest, fay: User, lin: User, now: datetime
    ) -> None:
        decided(request_, by=lin)
        with pytest.raises(ProgrammingError, match="another decision was enough"), transaction.atomic():
            Decision.objects.create(
                step=request_.steps.get(approver=FINANCE),
                verdict=Verdict.APPROVE,
                content_hash=request_.content_hash,
                requested_by=request_.requested_by,
                decided_at=now,
                decided_by=fay,
            )

    def test_taken_back_both_are_asked_again(
        self, request_: ApprovalRequest, fay: User, lin: User, now: datetime
    ) -> None:
        decided(request_, by=lin)
        revoke_decision(request=request_, reason="看漏了", by=lin, at=now)
        assert due(request_) == ["finance", "legal"]

    def test_the_page_says_that_it_is_approved(
        self, request_: ApprovalRequest, ada: User, bo: User, lin: User, now: datetime
    ) -> None:
        for approver in (lin, bo):
            decided(request_, by=approver)
        told = approval_of(QuoteVersion.objects.get(pk=request_.version_id), now.date())
        assert (told and told.state, request_.version.is_approved) == (RequestState.APPROVED, True)

    def test_renewed_the_one_word_still_is_enough(
        self, request_: ApprovalRequest, ada: User, bo: User, lin: User, now: datetime
    ) -> None:
        for approver in (lin, bo):
            decided(request_, by=approver)
        renewed = renew_version(version=request_.version, valid_until=date(2027, 2, 1), by=ada, at=now)
        assert (renewed.is_approved, Decision.objects.count()) == (True, 2)

    def test_the_next_version_asks_neither_while_it_is_no_worse_and_both_once_it_is(
        self, policy: Policy, version: QuoteVersion, ada: User, adm: User, fay: User, lin: User, now: datetime
    ) -> None:
        chained((FINANCE, 1), (LEGAL, 1), modes=[Mode.ANY], smart=True, by=adm, at=now)
        first = asked(version, by=ada)
        decided(first, by=lin)
        same = asked(next_version(version=first.version, by=ada, at=now), by=ada)
        assert (due(same), same.version.is_approved) == ([], True)
        assert [spared["params"]["who"] for spared in same.spared] == ["lin"]
        worse = asked(next_version(version=same.version, by=ada, at=now), points="19", by=ada)
        assert due(worse) == ["finance", "legal"]


@pytest.mark.parametrize(("again", "asked_of"), [(Again.ONCE, [2]), (Again.EACH, [1, 2])])
def test_whom_two_steps_ask_is_asked_as_the_policy_says(
    policy: Policy,
    version: QuoteVersion,
    ada: User,
    cy: User,
    adm: User,
    now: datetime,
    again: Again,
    asked_of: list[int],
) -> None:
    """Nobody leads North-1 here, so that both places are Cy's."""
    Team.objects.filter(pk=ada.team_id).update(manager=None)
    chained((TEAM, 1), (UPPER, 2), again=again, by=adm, at=now)
    request = asked(version, by=ada)
    assert [step.turn for step in request.steps.filter(person=cy)] == asked_of
    for _ in asked_of:
        decided(request, by=cy)
    request.refresh_from_db()
    assert request.version.is_approved is True


@pytest.mark.django_db(transaction=True)
def test_of_two_of_one_step_who_decide_at_the_same_moment_exactly_one_counts(
    policy: Policy, version: QuoteVersion, ada: User, bo: User, adm: User, fay: User, lin: User, now: datetime
) -> None:
    chained((FINANCE, 1), (LEGAL, 1), (TEAM, 2), modes=[Mode.ANY], by=adm, at=now)
    request = asked(version, by=ada)
    results = at_once(lambda: decided(request, by=fay), lambda: decided(request, by=lin))
    assert sorted(type(result).__name__ for result in results) == ["Decision", "StaleRefusal"]
    assert (Decision.objects.count(), due(request)) == (1, ["team_manager"])
    assert ApprovalStep.objects.filter(decision=None).count() == 2
