"""What a policy chose for steps that nobody, or only the requester, could answer."""

from datetime import datetime
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.actions.policies import draft_policy, publish_policy, save_rules
from quotes.domain.policy import Approver, Choices, Figure, Nobody, Operator, Own, Rule
from quotes.models import Policy, QuoteVersion
from quotes.permissions import own_places
from stakeholders.models import Deal, User
from tests.factories.haggling import asked

LADDER = ((Approver.TEAM_MANAGER, "15"), (Approver.UPPER_MANAGER, "20"), (Approver.THIRD_MANAGER, "25"))


def chosen(choices: Choices, *, by: User, at: datetime) -> Policy:
    draft = draft_policy(name="新政策", source="制度", valid_from=at.date(), by=by, at=at)
    told = [
        Rule(
            position=position,
            figure=Figure.DISCOUNT_PERCENT,
            operator=Operator.GT,
            threshold=Decimal(threshold),
            approver=approver,
            reason="折让",
        )
        for position, (approver, threshold) in enumerate(LADDER, 1)
    ]
    save_rules(policy=draft, told=told, choices=choices, by=by, at=at)
    return publish_policy(policy=draft, valid_from=at.date(), by=by, at=at)


def test_nobody_at_the_place_refuses_where_the_policy_says_so(
    policy: Policy, version: QuoteVersion, ada: User, bo: User, cy: User, adm: User, now: datetime
) -> None:
    chosen(Choices(), by=adm, at=now)
    with pytest.raises(Refusal, match="Nobody above the team"):
        asked(version, points="30", by=ada)


def test_a_step_that_falls_away_is_written_down(
    policy: Policy, version: QuoteVersion, ada: User, bo: User, cy: User, adm: User, now: datetime
) -> None:
    chosen(Choices(nobody=Nobody.PASS), by=adm, at=now)
    request = asked(version, points="30", by=ada)
    assert [step.approver for step in request.steps.all()] == ["team_manager", "upper_manager"]
    assert [one["params"] for one in request.spared] == [{"approver": "Manager two levels above"}]


def test_the_requesters_own_place_falls_away_where_the_policy_says_so(
    policy: Policy, version: QuoteVersion, bo: User, cy: User, adm: User, deal: Deal, now: datetime
) -> None:
    assert own_places(deal, bo, Approver) == {Approver.TEAM_MANAGER}
    chosen(Choices(own=Own.SKIP, nobody=Nobody.PASS), by=adm, at=now)
    request = asked(version, points="18", by=bo)
    assert (list(request.steps.all()), len(request.spared)) == ([], 1)


def test_usually_the_next_above_is_asked_in_the_requesters_place(
    policy: Policy, version: QuoteVersion, bo: User, cy: User, adm: User, now: datetime
) -> None:
    chosen(Choices(), by=adm, at=now)
    request = asked(version, points="18", by=bo)
    assert [(step.approver, step.person) for step in request.steps.all()] == [("team_manager", cy)]


def test_a_new_draft_keeps_what_was_chosen(policy: Policy, adm: User, now: datetime) -> None:
    choices = Choices(own=Own.SKIP, nobody=Nobody.PASS)
    chosen(choices, by=adm, at=now)
    assert draft_policy(name="再改", source="制度", valid_from=now.date(), by=adm, at=now).chosen == choices
