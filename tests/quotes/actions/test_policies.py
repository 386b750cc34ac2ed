"""A policy is drafted from the last one, refuses contradictions, and is never edited once published."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import InternalError, ProgrammingError, transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.policies import draft_policy, publish_policy, save_rules
from quotes.domain.policy import Approver, Figure, Operator, Rule
from quotes.models import Policy, PolicyRule
from stakeholders.models import User
from tests.threads import at_once

NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def draft(policy: Policy, adm: User, now: datetime) -> Policy:
    return draft_policy(name="2027 年折扣权限", source="制度 2027", valid_from=NEW_YEAR, by=adm, at=now)


def rule(**changes: object) -> Rule:
    values: dict[str, object] = {
        "position": 1,
        "figure": Figure.DISCOUNT_PERCENT,
        "operator": Operator.GT,
        "threshold": Decimal(12),
        "approver": Approver.TEAM_MANAGER,
        "reason": "折让超过销售权限",
    }
    return Rule(**values | changes)  # type: ignore[arg-type]


def test_a_draft_starts_with_the_rules_published_last(policy: Policy, draft: Policy) -> None:
    rows = ("position", "figure", "operator", "threshold", "approver", "reason")
    assert draft.number == policy.number + 1
    assert list(draft.rules.values_list(*rows)) == list(policy.rules.values_list(*rows))


def test_publishing_ends_the_one_in_force_on_the_same_day(
    policy: Policy, draft: Policy, adm: User, now: datetime
) -> None:
    publish_policy(policy=draft, valid_from=NEW_YEAR, by=adm, at=now)
    policy.refresh_from_db()
    assert policy.valid_to == NEW_YEAR
    assert [Policy.objects.in_force(day).get() for day in (date(2026, 12, 31), NEW_YEAR)] == [policy, draft]


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [rule(threshold=Decimal(-1))],
        [rule(), rule(position=2)],
        [rule(threshold=Decimal(20)), rule(position=2, approver=Approver.UPPER_MANAGER, threshold=Decimal(10))],
        [rule(operator=Operator.LT)],
    ],
    ids=["no rules", "negative", "asked twice", "senior comes first", "harmless side"],
)
def test_a_policy_that_contradicts_itself_is_refused_and_the_draft_stays(
    draft: Policy, adm: User, now: datetime, rules: list[Rule]
) -> None:
    before = list(draft.rules.values_list("pk", flat=True))
    with pytest.raises(Refusal):
        save_rules(policy=draft, told=rules, by=adm, at=now)
    assert list(draft.rules.values_list("pk", flat=True)) == before
    save_rules(policy=draft, told=[rule()], by=adm, at=now)
    assert draft.rules.get().threshold == Decimal(12)


def test_a_published_policy_is_edited_by_nobody(policy: Policy, adm: User, now: datetime) -> None:
    with pytest.raises(Refusal, match="stays as it is"):
        save_rules(policy=policy, told=[rule()], by=adm, at=now)
    for act in (
        lambda: PolicyRule.objects.filter(policy=policy).update(threshold=99),
        lambda: PolicyRule.objects.filter(policy=policy).delete(),
        lambda: Policy.objects.filter(pk=policy.pk).update(name="偷改"),
        lambda: Policy.objects.filter(pk=policy.pk).update(published_at=None, published_by=None),
    ):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            act()


def test_a_policy_takes_effect_today_or_later(draft: Policy, adm: User, now: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        publish_policy(policy=draft, valid_from=date(2026, 11, 23), by=adm, at=now)
    assert refused.value.field == "valid_from"
    publish_policy(policy=draft, valid_from=date(2026, 11, 24), by=adm, at=now)


@pytest.mark.django_db(transaction=True)
def test_two_policies_published_for_the_same_day_at_once_leave_one_in_force(
    policy: Policy, draft: Policy, adm: User, now: datetime
) -> None:
    other = draft_policy(name="另一份", source="制度", valid_from=NEW_YEAR, by=adm, at=now)
    outcomes = at_once(
        lambda: publish_policy(policy=draft, valid_from=NEW_YEAR, by=adm, at=now),
        lambda: publish_policy(policy=other, valid_from=NEW_YEAR, by=adm, at=now),
    )
    assert sorted(type(outcome) is Policy for outcome in outcomes) == [False, True]
    assert all(isinstance(outcome, Policy | Refusal) for outcome in outcomes)
    assert Policy.objects.in_force(NEW_YEAR).count() == 1
