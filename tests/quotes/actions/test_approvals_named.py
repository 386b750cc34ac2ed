"""Whom a rule asks: a person by name, or a manager any number of levels above the deal."""

from datetime import datetime
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.actions.policies import draft_policy, publish_policy, save_rules
from quotes.domain.policy import Approver, Choices, Figure, Nobody, Operator, Own, Person, Rule, Whom
from quotes.models import ApprovalRequest, Policy, QuoteVersion
from quotes.permissions import waiting_count
from stakeholders.domain.people import Role
from stakeholders.models import Deal, DealSigner, Team, User
from tests.factories import stakeholders as whom
from tests.factories.haggling import asked, decided


def person(user: User) -> Person:
    return Person(user.pk, user.name, user.email)


def asking(*told: Whom, choices: Choices | None = None, by: User, at: datetime) -> Policy:
    """Past 15 points each of them is asked."""
    draft = draft_policy(name="指定人员", source="制度", valid_from=at.date(), by=by, at=at)
    rules = [
        Rule(
            position=position,
            figure=Figure.DISCOUNT_PERCENT,
            operator=Operator.GT,
            threshold=Decimal(14 + position),
            approver=approver,
            reason="折让",
        )
        for position, approver in enumerate(told, 1)
    ]
    save_rules(policy=draft, told=rules, choices=choices, by=by, at=at)
    return publish_policy(policy=draft, valid_from=at.date(), by=by, at=at)


def whom_it_asks(request: ApprovalRequest) -> list[tuple[str, str | None]]:
    return [(step.approver, step.holder_name) for step in request.steps.with_holder()]


class TestByName:
    def test_whoever_is_named_is_asked_and_decides(
        self, policy: Policy, version: QuoteVersion, ada: User, cy: User, adm: User, now: datetime
    ) -> None:
        made = asking(person(cy), by=adm, at=now)
        assert [rule.value().approver for rule in made.rules.all()] == [person(cy)]
        request = asked(version, by=ada)
        assert (whom_it_asks(request), waiting_count(cy)) == ([("person", "cy")], 1)
        decided(request, by=cy)
        request.refresh_from_db()
        assert request.version.is_approved is True

    def test_who_speaks_for_a_trade_may_open_the_deal_and_the_trade_answers_once_they_left(
        self, policy: Policy, version: QuoteVersion, ada: User, bo: User, fay: User, adm: User, now: datetime
    ) -> None:
        other = whom.user(name="fu", role=Role.FINANCE, team=None)
        asking(person(fay), by=adm, at=now)
        request = asked(version, by=ada)
        assert (whom_it_asks(request), waiting_count(fay), waiting_count(other)) == ([("person", "fay")], 1, 0)
        assert DealSigner.objects.get().role == Role.FINANCE
        User.objects.filter(pk=fay.pk).update(is_active=False)
        assert waiting_count(other) == 1
        decided(request, by=other)

    def test_the_nearest_manager_answers_for_a_manager_who_left(
        self, policy: Policy, version: QuoteVersion, ada: User, bo: User, cy: User, adm: User, now: datetime
    ) -> None:
        asking(person(cy), by=adm, at=now)
        request = asked(version, by=ada)
        User.objects.filter(pk=cy.pk).update(is_active=False)
        assert whom_it_asks(request) == [("person", "bo")]

    def test_the_nearest_manager_answers_for_one_whose_own_deal_it_became(
        self, policy: Policy, version: QuoteVersion, ada: User, bo: User, cy: User, adm: User, now: datetime
    ) -> None:
        asking(person(cy), by=adm, at=now)
        request = asked(version, by=ada)
        Deal.objects.update(owner=cy)
        assert (whom_it_asks(request), waiting_count(bo)) == ([("person", "bo")], 1)
        assert decided(request, by=bo).decided_by == bo

    def test_and_for_one_who_decides_nothing_any_more(
        self, policy: Policy, version: QuoteVersion, ada: User, bo: User, cy: User, adm: User, now: datetime
    ) -> None:
        asking(person(cy), by=adm, at=now)
        request = asked(version, by=ada)
        User.objects.filter(pk=cy.pk).update(role=Role.SALES)
        assert whom_it_asks(request) == [("person", "bo")]

    def test_their_trade_answers_for_one_who_changed_to_another(
        self, policy: Policy, version: QuoteVersion, ada: User, bo: User, fay: User, adm: User, now: datetime
    ) -> None:
        other = whom.user(name="fu", role=Role.FINANCE, team=None)
        asking(person(fay), by=adm, at=now)
        request = asked(version, by=ada)
        User.objects.filter(pk=fay.pk).update(role=Role.LEGAL)
        assert (whom_it_asks(request), waiting_count(other)) == ([("person", None)], 1)
        assert decided(request, by=other).decided_by == other

    @pytest.mark.parametrize("why", ["left", "may not see", "may not decide"])
    def test_whom_nobody_can_ask_the_policy_chose_what_becomes_of(
        self,
        policy: Policy,
        version: QuoteVersion,
        ada: User,
        bo: User,
        cy: User,
        dee: User,
        adm: User,
        now: datetime,
        why: str,
    ) -> None:
        elsewhere = whom.user(name="mo", role=Role.MANAGER, team=dee.team)
        named = {"left": cy, "may not see": elsewhere, "may not decide": dee}[why]
        asking(person(named), by=adm, at=now)
        if why == "left":
            User.objects.filter(pk=cy.pk).update(is_active=False)
        with pytest.raises(
            Refusal, match=f"{named.name}, whom the policy names, has left or may not decide on this deal"
        ):
            asked(version, by=ada)

    def test_a_step_that_falls_away_is_written_down(
        self, policy: Policy, version: QuoteVersion, ada: User, dee: User, adm: User, now: datetime
    ) -> None:
        asking(person(dee), choices=Choices(nobody=Nobody.PASS), by=adm, at=now)
        request = asked(version, by=ada)
        assert [one["params"] for one in request.spared] == [{"approver": "dee"}]

    @pytest.mark.parametrize(("own", "steps"), [(Own.NEXT, [("person", "cy")]), (Own.SKIP, [])])
    def test_of_whoever_asks_as_well_the_policy_chose_what_becomes(
        self,
        policy: Policy,
        version: QuoteVersion,
        bo: User,
        cy: User,
        adm: User,
        now: datetime,
        own: Own,
        steps: list[tuple[str, str]],
    ) -> None:
        asking(person(bo), choices=Choices(own=own), by=adm, at=now)
        request = asked(version, by=bo)
        assert whom_it_asks(request) == steps
        assert [one["params"] for one in request.spared] == ([{"approver": "bo"}] if own is Own.SKIP else [])

    def test_two_who_are_named_are_two_approvers_and_a_manager_who_is_named_is_asked_once(
        self, policy: Policy, version: QuoteVersion, ada: User, bo: User, cy: User, adm: User, now: datetime
    ) -> None:
        asking(Approver.TEAM_MANAGER, person(bo), person(cy), by=adm, at=now)
        assert whom_it_asks(asked(version, by=ada)) == [("team_manager", "bo"), ("person", "cy")]


class TestLevelsUp:
    def test_a_manager_any_number_of_levels_above_is_asked(
        self,
        policy: Policy,
        version: QuoteVersion,
        north: Team,
        ada: User,
        bo: User,
        cy: User,
        adm: User,
        now: datetime,
    ) -> None:
        above = [whom.user(name=f"m{rung}", role=Role.MANAGER, team=None) for rung in range(3, 6)]
        roots = [whom.team(name=f"T{rung}") for rung in range(3, 6)]
        for team, manager in zip(roots, above, strict=True):
            Team.objects.filter(pk=team.pk).update(manager=manager)
        path = [team.pk for team in reversed(roots)]
        for height, team in enumerate(roots):
            Team.objects.filter(pk=team.pk).update(path=path[: len(path) - height])
        Team.objects.filter(pk=north.pk).update(path=[*path, north.pk], parent=roots[0])
        Team.objects.filter(pk=ada.team_id).update(path=[*path, north.pk, ada.team_id])
        asking(Approver.THIRD_MANAGER, Approver.FOURTH_MANAGER, Approver.FIFTH_MANAGER, by=adm, at=now)
        request = asked(QuoteVersion.objects.get(pk=version.pk), by=ada)
        assert whom_it_asks(request) == [("third_manager", "m3"), ("fourth_manager", "m4"), ("fifth_manager", "m5")]

    def test_where_nobody_is_that_high_the_policy_chose_what_becomes_of_it(
        self, policy: Policy, version: QuoteVersion, ada: User, bo: User, cy: User, adm: User, now: datetime
    ) -> None:
        asking(Approver.TEAM_MANAGER, Approver.SEVENTH_MANAGER, by=adm, at=now)
        with pytest.raises(Refusal, match="Nobody above the team"):
            asked(version, by=ada)


class TestProductGroups:
    def rule(self, group: str) -> Rule:
        return Rule(
            position=1,
            figure=Figure.GROUP_DISCOUNT,
            operator=Operator.GT,
            threshold=Decimal(10),
            approver=Approver.TEAM_MANAGER,
            reason="组折让",
            group=group,
        )

    def test_one_that_no_price_book_in_force_has_is_refused_with_those_there_are(
        self, policy: Policy, version: QuoteVersion, adm: User, now: datetime
    ) -> None:
        draft = draft_policy(name="按组", source="制度", valid_from=now.date(), by=adm, at=now)
        with pytest.raises(Refusal, match=r"product group “实时”\. There are: 实时互动、录制与转推、服务"):
            save_rules(policy=draft, told=[self.rule("实时")], by=adm, at=now)
        save_rules(policy=draft, told=[self.rule("实时互动")], by=adm, at=now)
        assert draft.rules.get().group == "实时互动"
