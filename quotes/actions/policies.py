"""Drafting, correcting and publishing the approval policy; a published one is never edited."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from dealdesk.later import later
from quotes.domain import policy as rules
from quotes.domain.policy import USUAL, Choices
from quotes.models import Policy, PolicyRule, PolicyTrial, PriceBookVersion
from stakeholders.actions.journal import record
from stakeholders.models import User

A_YEAR = timedelta(days=365)


@transaction.atomic
def draft_policy(*, name: str, source: str, valid_from: date, by: User, at: datetime) -> Policy:
    """A new draft with the rules of the policy that was published last."""
    before = Policy.objects.filter(published_at__isnull=False).order_by("-valid_from").first()
    # The number is the table's own: two people drafting at once meet at its unique constraint.
    last = Policy.objects.select_for_update().order_by("-number").first()
    with once(quotes_policy_number_key=_drafted_meanwhile):
        policy = Policy.objects.create(
            number=last.number + 1 if last else 1,
            name=name,
            source=source,
            valid_from=valid_from,
            **Policy.columns_of(before.chosen if before else USUAL),
            created_at=at,
            created_by=by,
        )
    for rule in before.rules.all() if before else ():
        rule.pk, rule.policy = None, policy
        rule.save(force_insert=True)
    record("draft_policy", on=policy, by=by, at=at, name=name)
    return policy


@transaction.atomic
def save_rules(
    *, policy: Policy, told: Sequence[rules.Rule], choices: Choices | None = None, by: User, at: datetime
) -> Policy:
    """Replaces a draft's rules, and its choices where they are told; a contradiction is refused with the sentence that
    names it, and so is a product group that no price book in force has."""
    held = _draft(policy)
    chosen = choices or held.chosen
    rules.check(rules.Policy(number=held.number, rules=tuple(told), choices=chosen), _groups(at))
    held.rules.all().delete()
    # What was tried were other rules.
    held.trials.all().delete()
    PolicyRule.objects.bulk_create(PolicyRule.of(held, rule) for rule in told)
    for column, choice in Policy.columns_of(chosen).items():
        setattr(held, column, choice)
    held.save(update_fields=list(Policy.columns_of(chosen)))
    record("save_rules", on=held, by=by, at=at, name=held.name, rules=len(told))
    return held


@transaction.atomic
def publish_policy(*, policy: Policy, valid_from: date, by: User, at: datetime) -> Policy:
    """In force from that day; the one before ends there, in the same moment."""
    held = _draft(policy)
    rules.check(held.value(), _groups(at))
    if valid_from < timezone.localdate(at):
        raise Refusal("A policy takes effect today or later: what was decided before stays.", field="valid_from")
    before = Policy.objects.select_for_update().in_force(valid_from).first()
    if before is not None:
        if before.valid_from >= valid_from:
            raise Refusal(
                "“%(name)s” begins on the same day: choose a later one.", field="valid_from", name=before.name
            )
        before.valid_to = valid_from
        before.save(update_fields=["valid_to"])
    held.valid_from, held.published_at, held.published_by = valid_from, at, by
    with once(one_policy_in_force=_overlaps):
        held.save(update_fields=["valid_from", "published_at", "published_by"])
    record("publish_policy", on=held, by=by, at=at, name=held.name, valid_from=valid_from.isoformat())
    return held


@transaction.atomic
def import_policy(
    *, name: str, source: str, told: Sequence[rules.Rule], choices: Choices = USUAL, by: User, at: datetime
) -> Policy:
    """A new draft with the rules of a file: all of them, or none and the sentence that says why."""
    made = draft_policy(name=name, source=source, valid_from=timezone.localdate(at), by=by, at=at)
    return save_rules(policy=made, told=told, choices=choices, by=by, at=at)


@transaction.atomic
def try_policy(*, policy: Policy, by: User, at: datetime) -> PolicyTrial:
    """Orders a dry run over what was submitted in the last year; the worker counts."""
    today = timezone.localdate(at)
    rules.check(policy.value())
    policy.trials.all().delete()
    trial = PolicyTrial.objects.create(policy=policy, since=today - A_YEAR, until=today, started_at=at, started_by=by)
    record("try_policy", on=policy, by=by, at=at, name=policy.name)
    later("quotes.try_policy", lock=f"policy-trial-{policy.pk}", trial=trial.pk)
    return trial


def note_trial(*, trial: PolicyTrial, done: int, total: int) -> None:
    PolicyTrial.objects.filter(pk=trial.pk).update(done=done, total=total)


def finish_trial(*, trial: PolicyTrial, found: dict[str, Any], open_found: dict[str, Any], at: datetime) -> None:
    """A trial of rules that were changed meanwhile is gone, and nothing is kept of it."""
    told = {"found": found, "open_found": open_found, "finished_at": at}
    PolicyTrial.objects.filter(pk=trial.pk).update(done=F("total"), **told)


@transaction.atomic
def discard_policy(*, policy: Policy, by: User, at: datetime) -> None:
    """Deletes a draft with its rules; nobody has been asked under it."""
    held = _draft(policy)
    record("discard_policy", on=held, by=by, at=at, name=held.name)
    held.delete()


def _groups(at: datetime) -> frozenset[str]:
    return PriceBookVersion.objects.in_force(timezone.localdate(at)).families()


def _draft(policy: Policy) -> Policy:
    held = Policy.objects.select_for_update().get(pk=policy.pk)
    if not held.is_draft:
        raise Refusal("A published policy stays as it is: draft a new one.")
    return held


def _drafted_meanwhile() -> Refusal:
    return Refusal("Somebody else drafted a policy at the same moment: reload.")


def _overlaps() -> Refusal:
    return Refusal("Another policy is in force in that time: choose a later day.", field="valid_from")
