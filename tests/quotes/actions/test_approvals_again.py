"""Whom a later offer asks again: by what people agreed to last, never by what nobody looked at."""

from datetime import datetime
from decimal import Decimal

import pytest

from quotes.actions.policies import draft_policy, publish_policy, save_rules
from quotes.actions.quotes import next_version
from quotes.domain.policy import Approver, Figure, Operator, Rule
from quotes.models import ApprovalRequest, Policy, QuoteVersion
from stakeholders.actions.people import change_team
from stakeholders.models import Team, User
from tests.factories.haggling import asked, decided


def rule(position: int, approver: Approver, threshold: str, **more: object) -> Rule:
    return Rule(
        position=position,
        figure=Figure.DISCOUNT_PERCENT,
        operator=Operator.GT,
        threshold=Decimal(threshold),
        approver=approver,
        reason="折让超过权限",
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
def smart(policy: Policy, adm: User, now: datetime) -> Policy:
    """Past 15 points the team's manager, asked again from one point past what was agreed to."""
    draft = draft_policy(name="智能重审", source="制度", valid_from=now.date(), by=adm, at=now)
    manager = rule(1, Approver.TEAM_MANAGER, "15", smart=True, tolerance=Decimal(1))
    save_rules(policy=draft, told=[manager, rule(2, Approver.UPPER_MANAGER, "25")], by=adm, at=now)
    return publish_policy(policy=draft, valid_from=now.date(), by=adm, at=now)


def again(version: QuoteVersion, points: str, *, by: User, at: datetime) -> ApprovalRequest:
    """The next version, at another discount."""
    return asked(next_version(version=version, by=by, at=at), points=points, by=by, at=at)


def whom(request: ApprovalRequest) -> list[str]:
    return [step.approver for step in request.steps.all()]


def test_no_worse_than_approved_asks_nobody_and_both_values_are_written_down(
    smart: Policy, version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    first = asked(version, points="20", by=ada)
    decided(first, by=bo)
    second = again(first.version, "20.9", by=ada, at=now)
    assert (whom(second), second.version.is_approved) == ([], True)
    (spared,) = second.spared
    assert spared["message"] % spared["params"] == (
        f"Discount off list is 20.9 %; bo agreed to 20 % in {first}: Team manager is not asked again."
    )


def test_small_steps_are_counted_from_what_somebody_agreed_to(
    smart: Policy, version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    first = asked(version, points="20", by=ada)
    decided(first, by=bo)
    second = again(first.version, "20.9", by=ada, at=now)
    third = again(second.version, "21.8", by=ada, at=now)
    assert (whom(second), whom(third), third.spared) == ([], ["team_manager"], [])
    decided(third, by=bo)
    assert whom(again(third.version, "22.8", by=ada, at=now)) == []


def test_a_new_manager_is_always_asked(
    smart: Policy, version: QuoteVersion, ada: User, bo: User, cy: User, adm: User, north_1: Team, now: datetime
) -> None:
    first = asked(version, points="20", by=ada)
    decided(first, by=bo)
    change_team(north_1, name=north_1.name, parent=north_1.parent, manager=cy, by=adm, at=now)
    second = again(first.version, "18", by=ada, at=now)
    assert (whom(second), second.spared) == (["team_manager"], [])


def test_a_plain_rule_asks_again_whatever_was_agreed(
    smart: Policy, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
) -> None:
    first = asked(version, points="28", by=ada)
    for person in (bo, cy):
        decided(first, by=person)
    assert whom(again(first.version, "28", by=ada, at=now)) == ["upper_manager"]


def test_what_was_asked_and_not_yet_agreed_to_spares_nobody(
    smart: Policy, version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    first = asked(version, points="20", by=ada)
    assert whom(again(first.version, "20", by=ada, at=now)) == ["team_manager"]
