"""An open step asks whoever holds its place in the line today: after a new manager, a move, or a hand-over."""

from datetime import datetime
from itertools import product

import pytest

from dealdesk.kernel.refusals import ForbiddenRefusal
from quotes.domain.approvals import Verdict
from quotes.domain.policy import SENIORITY
from quotes.models import ApprovalRequest, Decision, QuoteVersion
from quotes.permissions import approvers_of, waiting_for
from quotes.queries.approvals import approval_screen
from stakeholders.actions.members import hand_over_deal
from stakeholders.actions.people import change_team
from stakeholders.domain.deals import CLOSED, Stage
from stakeholders.domain.people import Role
from stakeholders.models import Deal, Team, User
from tests.factories import stakeholders as whom
from tests.factories.haggling import asked, decided
from tests.quotes.actions.test_approvals_named import asking
from tests.threads import at_once


@pytest.fixture
def eve(north: Team) -> User:
    """A manager who leads nothing yet."""
    return whom.user(name="eve", role=Role.MANAGER, team=north)


@pytest.fixture
def sam(south_1: Team) -> User:
    """Manages South-1."""
    user = whom.user(name="sam", role=Role.MANAGER, team=south_1)
    Team.objects.filter(pk=south_1.pk).update(manager=user)
    return user


def lead(team: Team, manager: User | None, *, by: User, at: datetime) -> Team:
    return change_team(team, name=team.name, parent=team.parent, manager=manager, by=by, at=at)


def asks(request: ApprovalRequest) -> list[tuple[str, str | None]]:
    return [(step.approver, step.holder_name) for step in request.steps.with_holder()]


def waits_for(*people: User) -> list[str]:
    return [person.name for person in people if waiting_for(person).exists()]


class TestANewManager:
    def test_is_asked_in_place_of_the_old_one(
        self, version: QuoteVersion, ada: User, bo: User, eve: User, adm: User, north_1: Team, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        assert waits_for(bo, eve) == ["bo"]
        lead(north_1, eve, by=adm, at=now)
        assert (asks(request), waits_for(bo, eve)) == ([("team_manager", "eve")], ["eve"])
        with pytest.raises(ForbiddenRefusal, match="No step of this request waits for you"):
            decided(request, by=bo)
        assert decided(request, by=eve).decided_by == eve
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is True

    def test_of_another_team_changes_nothing(
        self, version: QuoteVersion, ada: User, bo: User, eve: User, adm: User, south_1: Team, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        lead(south_1, eve, by=adm, at=now)
        assert asks(request) == [("team_manager", "bo")]

    def test_missing_leaves_the_step_to_the_one_above(
        self, version: QuoteVersion, ada: User, cy: User, adm: User, north_1: Team, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        lead(north_1, None, by=adm, at=now)
        assert (asks(request), waits_for(cy)) == ([("team_manager", "cy")], ["cy"])

    def test_missing_everywhere_leaves_it_to_nobody_until_one_is_named(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, eve: User, adm: User, north_1: Team, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        Team.objects.update(manager=None)
        assert (asks(request), waits_for(bo, cy)) == ([("team_manager", None)], [])
        lead(Team.objects.get(pk=north_1.pk), eve, by=adm, at=now)
        assert decided(request, by=eve).decided_by == eve

    def test_who_holds_both_places_decides_both_with_one_verdict(
        self, version: QuoteVersion, ada: User, cy: User, adm: User, north_1: Team, now: datetime
    ) -> None:
        request = asked(version, points="26", by=ada)
        lead(north_1, cy, by=adm, at=now)
        assert asks(request) == [("team_manager", "cy"), ("upper_manager", "cy")]
        decided(request, by=cy)
        assert set(Decision.objects.values_list("step__approver", "decided_by")) == {
            ("team_manager", cy.pk),
            ("upper_manager", cy.pk),
        }
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is True

    def test_below_one_who_was_asked_for_both_places_does_not_answer_for_the_higher(
        self, version: QuoteVersion, ada: User, cy: User, eve: User, adm: User, north_1: Team, now: datetime
    ) -> None:
        lead(north_1, cy, by=adm, at=now)
        request = asked(version, points="26", by=ada)
        lead(north_1, eve, by=adm, at=now)
        assert (asks(request), waits_for(cy, eve)) == ([("upper_manager", "cy")], ["cy"])
        with pytest.raises(ForbiddenRefusal):
            decided(request, by=eve)
        assert decided(request, by=cy).decided_by == cy

    def test_a_team_that_moves_takes_its_steps_under_the_new_line(
        self, version: QuoteVersion, ada: User, sam: User, adm: User, north_1: Team, south_1: Team, now: datetime
    ) -> None:
        request = asked(version, points="26", by=ada)
        change_team(north_1, name="North-1", parent=south_1, manager=north_1.manager, by=adm, at=now)
        assert asks(request) == [("team_manager", "bo"), ("upper_manager", "sam")]


class TestHandingOver:
    def test_asks_the_line_of_the_new_owner(
        self, version: QuoteVersion, deal: Deal, ada: User, bo: User, dee: User, sam: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        hand_over_deal(deal, owner=dee, by=bo, at=now)
        assert (asks(request), waits_for(bo, sam)) == ([("team_manager", "sam")], ["sam"])
        with pytest.raises(ForbiddenRefusal):
            decided(request, by=bo)
        assert decided(request, by=sam).decided_by == sam

    def test_to_the_one_who_was_asked_asks_the_one_above_for_nobody_decides_on_their_own_deal(
        self, version: QuoteVersion, deal: Deal, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        hand_over_deal(deal, owner=bo, by=bo, at=now)
        assert (asks(request), waits_for(bo, cy)) == ([("team_manager", "cy")], ["cy"])
        with pytest.raises(ForbiddenRefusal, match="your own deal"):
            decided(request, by=bo)
        assert decided(request, by=cy).decided_by == cy

    def test_what_is_decided_stays_decided(
        self, version: QuoteVersion, deal: Deal, ada: User, bo: User, dee: User, sam: User, now: datetime
    ) -> None:
        decided(asked(version, by=ada), by=bo)
        hand_over_deal(deal, owner=dee, by=bo, at=now)
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is True
        assert waits_for(sam) == []


def test_a_role_is_asked_as_a_role_whoever_leads_the_team(
    version: QuoteVersion, ada: User, fay: User, eve: User, adm: User, north_1: Team, now: datetime
) -> None:
    request = asked(version, points="30", by=ada)
    lead(north_1, eve, by=adm, at=now)
    assert asks(request) == [("team_manager", "eve"), ("upper_manager", "cy"), ("finance", None)]
    assert decided(request, by=fay).step.role == "finance"


def test_the_screen_names_both_until_it_is_decided(
    version: QuoteVersion, ada: User, bo: User, eve: User, adm: User, north_1: Team, now: datetime
) -> None:
    request = asked(version, by=ada)
    lead(north_1, eve, by=adm, at=now)
    before = approval_screen(eve, ApprovalRequest.objects.get(pk=request.pk), now)
    assert [(row.who, row.before) for row in before.steps] == [("eve", "bo")]
    assert (before.may_decide, approval_screen(bo, before.request, now).may_decide) == (True, False)
    decided(request, by=eve)
    after = approval_screen(eve, ApprovalRequest.objects.get(pk=request.pk), now)
    assert [(row.step.decision.decided_by, row.before) for row in after.steps] == [(eve, "")]


def test_whose_deal_it_became_finds_nothing_to_decide(
    version: QuoteVersion, ada: User, bo: User, fay: User, now: datetime
) -> None:
    other = whom.user(name="fan", role=Role.FINANCE)
    request = asked(version, points="30", by=ada)
    Deal.objects.update(owner=fay)
    screens = [approval_screen(person, ApprovalRequest.objects.get(pk=request.pk), now) for person in (fay, other)]
    assert [screen.may_decide for screen in screens] == [False, True]


@pytest.mark.parametrize("stage", sorted(CLOSED))
def test_on_a_deal_that_is_signed_or_lost_nobody_finds_any(
    version: QuoteVersion, ada: User, bo: User, now: datetime, stage: Stage
) -> None:
    request = asked(version, by=ada)
    Deal.objects.update(stage=stage, closed_at=now, closed_by=ada, **vars(whom.unpriced(stage)))
    assert approval_screen(bo, ApprovalRequest.objects.get(pk=request.pk), now).may_decide is False


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Whoever comes first settles it: a decision of the old manager, or the change that takes it from them."""

    def test_deciding_and_naming_another_manager(
        self, version: QuoteVersion, ada: User, bo: User, eve: User, adm: User, north_1: Team, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        verdict, changed = at_once(lambda: decided(request, by=bo), lambda: lead(north_1, eve, by=adm, at=now))
        assert changed.manager == eve
        if isinstance(verdict, Decision):
            assert QuoteVersion.objects.get(pk=version.pk).is_approved is True
        else:
            assert isinstance(verdict, ForbiddenRefusal)
            assert waits_for(bo, eve) == ["eve"]
            assert decided(request, by=eve).decided_by == eve

    def test_deciding_and_handing_over(
        self, version: QuoteVersion, deal: Deal, ada: User, bo: User, cy: User, dee: User, sam: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        verdict, handed = at_once(
            lambda: decided(request, by=bo), lambda: hand_over_deal(deal, owner=dee, by=cy, at=now)
        )
        assert handed.owner == dee
        assert isinstance(verdict, Decision) or waits_for(bo, sam) == ["sam"]

    def test_two_decisions_on_one_deal_a_hand_over_and_a_new_manager_never_wait_in_a_ring(
        self,
        version: QuoteVersion,
        deal: Deal,
        ada: User,
        bo: User,
        cy: User,
        eve: User,
        adm: User,
        north_1: Team,
        now: datetime,
    ) -> None:
        request = asked(version, points="26", by=ada)
        outcomes = at_once(
            lambda: decided(request, by=bo),
            lambda: decided(request, by=cy, verdict=Verdict.REJECT, reason="先换付款再谈价格。"),
            lambda: lead(north_1, eve, by=adm, at=now),
            lambda: hand_over_deal(deal, owner=ada, by=cy, at=now),
        )
        assert [type(one).__name__ for one in outcomes if isinstance(one, Exception)] in (
            [],
            ["ForbiddenRefusal"],
            ["StaleRefusal"],
        )


def test_a_step_asks_whom_a_new_request_would_ask_whoever_manages_the_teams_above(
    version: QuoteVersion, ada: User, bo: User, cy: User, eve: User, adm: User, north: Team, now: datetime
) -> None:
    """They are two because of an offer that nobody asked for yet there are no rows to read."""
    above = whom.team(name="China", parent=None)
    change_team(north, name=north.name, parent=above, manager=cy, by=adm, at=now)
    lead(above, eve, by=adm, at=now)
    places = list(SENIORITY)[:3]
    asking(*places, by=adm, at=now)
    request = asked(version, by=ada, points="30")
    assert {step.approver for step in request.steps.all()} == {*places}
    deal = Deal.objects.select_related("team", "owner").get(pk=version.quote.deal_id)
    gone = whom.user(name="gus", role=Role.MANAGER, team=north, active=False)
    for managers in product((None, bo, ada, gone), (None, bo, cy, ada), (None, cy, eve, gone)):
        for team, manager in zip(reversed(deal.team.path), managers, strict=True):
            Team.objects.filter(pk=team).update(manager=manager)
        anew = approvers_of(deal, ada, places)
        assert {step.approver: step.holder_id for step in request.steps.with_holder()} == {
            place: getattr(who, "pk", None) for place, who in anew.items()
        }
