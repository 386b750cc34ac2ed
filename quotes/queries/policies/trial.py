"""A dry run: the offers it counts, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from quotes.domain import policy as domain
from quotes.domain.policy import Approver, Person, seen
from quotes.domain.policy.trial import Past, Tally, read_tally
from quotes.domain.pricing.engine import price
from quotes.models import Policy, PolicyTrial, QuoteVersion
from quotes.queries.policies.screen import sentence_of
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Count:
    """How often a policy would ask somebody, and how often they were asked."""

    who: str
    would: int
    did: int


@dataclass(frozen=True, kw_only=True)
class TrialRow:
    """`tally` is None while it is still being counted; `hides` that rules about floors are left out."""

    trial: PolicyTrial
    tally: Tally | None
    whom: tuple[Count, ...] = ()
    rules: tuple[tuple[str, int], ...] = ()
    hides: bool = False


def trial_row(user: User, policy: Policy, value: domain.Policy) -> TrialRow | None:
    """The latest dry run of a policy; what floors were past is for whoever may see floors."""
    trial = policy.trials.order_by("-id").first()
    if trial is None or trial.found is None or trial.open_found is None:
        return TrialRow(trial=trial, tally=None) if trial else None
    sees_floor = Act.SEE_FLOOR.permits(user)
    tally = read_tally(trial.found if sees_floor else trial.open_found)
    told = [rule for rule in value.in_order() if sees_floor or not rule.is_private]
    return TrialRow(
        trial=trial,
        tally=tally,
        whom=tuple(_counts(tally, value)),
        rules=tuple((sentence_of(rule), tally.rules.get(rule.position, 0)) for rule in told),
        hides=len(told) < len(value.rules),
    )


def _counts(tally: Tally, policy: domain.Policy) -> Iterator[Count]:
    """By place, and all who are named and are none of this policy's together."""
    people = dict.fromkeys(rule.approver for rule in policy.in_order() if isinstance(rule.approver, Person))
    for approver in [*Approver, *people]:
        would, did = tally.would.get(approver, 0), tally.did.get(approver, 0)
        if would or did:
            yield Count(who=_(approver.label), would=would, did=did)
    others = sum(times for who, times in tally.did.items() if who not in {*Approver, *people})
    if others:
        yield Count(who=_("Others, by name"), would=0, did=others)


def past_versions(since: date, until: date) -> QuerySet[QuoteVersion]:
    """What was submitted in a time, the oldest first."""
    submitted = QuoteVersion.objects.filter(frozen_at__date__gte=since, frozen_at__date__lte=until)
    return submitted.order_by("pk")


def past_offers(since: date, until: date, part: int) -> Iterator[tuple[int, list[Past]]]:
    """How many there are, and a `part` of them at a time; three statements a part."""
    versions = past_versions(since, until)
    total, after = versions.count(), 0
    while rows := list(versions.filter(pk__gt=after).prefetch_related("lines", "requests__steps")[:part]):
        after = rows[-1].pk
        yield total, [past for row in rows if (past := _past(row)) is not None]


def _past(version: QuoteVersion) -> Past | None:
    terms = version.terms()
    asked = {step.key for request in version.requests.all() for step in request.steps.all()}
    day = timezone.localdate(version.frozen_at)
    try:
        return Past(seen=seen(price(terms), terms, day), asked=frozenset(asked))
    except Refusal:
        # Rules of reckoning have tightened since: what cannot be priced any more is not counted.
        return None
