"""What an offer's present terms would need under the policy in force: whose approval, and why, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from django.db.models import DateField
from django.utils.translation import gettext

from dealdesk.kept import Given, Kept
from dealdesk.web.refusals import translated
from quotes.domain.policy import SENIORITY, Approver, Figure, Policy, Rule, authority, blockers, needs, seen, steps
from quotes.domain.pricing.engine import PricedOffer
from quotes.domain.pricing.terms import OfferTerms
from quotes.models import Policy as PolicyRow
from quotes.models import PolicyRule
from quotes.permissions import approvers_of
from quotes.queries.approvals import reason_of
from stakeholders.models import Deal, User


@dataclass(frozen=True, kw_only=True)
class Needed:
    """One approver, and everything they would be asked about; `who` is filled in by `named`."""

    key: Approver
    approver: str
    reasons: tuple[str, ...]
    who: str = ""

    @property
    def title(self) -> str:
        return f"{self.approver} {self.who}".strip()


@dataclass(frozen=True, kw_only=True)
class Authority:
    """`limit` is the largest discount, in percent points, that asks nobody; `over` how far past it the offer is, or the
    column or option `where` it is furthest past it."""

    needed: tuple[Needed, ...] = ()
    blockers: tuple[str, ...] = ()
    limit: Decimal | None = None
    over: Decimal | None = None
    where: str = ""
    # The rules in force that ask somebody about a discount, in their order.
    asking: tuple[Rule, ...] = ()
    # Said to whoever may not see floors, whatever the offer is: a sentence that comes and goes would tell the floor.
    unsaid: str = ""


@cache
def _rules() -> Kept[PolicyRule]:
    in_force = PolicyRow.objects.in_force(Given("day", DateField()))
    return Kept(PolicyRule.objects.filter(policy__in=in_force).select_related("policy").order_by("position"))


def policy_on(day: date) -> Policy | None:
    """The policy in force, in one statement."""
    found = _rules()(day=day)
    return Policy(number=found[0].policy.number, rules=tuple(rule.value() for rule in found)) if found else None


def authority_over(terms: OfferTerms, priced: PricedOffer, day: date, *, sees_floor: bool) -> Authority:
    policy = policy_on(day)
    if policy is None:
        return Authority(
            blockers=(gettext("No approval policy is in force today: ask an administrator to publish one."),)
        )
    told = seen(priced, terms)
    limit, discount = authority(policy), told.figures[Figure.DISCOUNT_PERCENT] or Decimal(0)
    found = needs(policy, told.figures, where=told.where, currency=told.currency, totals=told.totals)
    hidden = not sees_floor and any(rule.figure is Figure.BELOW_FLOOR_AMOUNT for rule in policy.rules)
    if hidden:
        found = tuple(need for need in found if need.figure != Figure.BELOW_FLOOR_AMOUNT)
    asked = steps(found)
    return Authority(
        needed=tuple(
            Needed(
                key=step.approver,
                approver=gettext(step.approver.label),
                reasons=tuple(reason_of(need.figure, need.message, need.params, sees_floor) for need in step.why),
            )
            for step in asked
        ),
        blockers=tuple(
            translated(lack.message, dict(lack.params)) for lack in blockers(policy, told.figures, told.currency)
        ),
        limit=limit,
        over=None if limit is None else max(Decimal(0), discount - limit),
        where=told.where.get(Figure.DISCOUNT_PERCENT, ""),
        asking=tuple(rule for rule in policy.in_order() if rule.figure is Figure.DISCOUNT_PERCENT),
        unsaid=_unsaid(bool(asked)) if hidden else "",
    )


def _unsaid(others: bool) -> str:
    """Never "within authority": whoever may not see floors is not told that nobody will be asked."""
    if others:
        return gettext("Finance may be asked too: that shows once it is submitted.")
    return gettext("Nobody has to be asked, but perhaps finance: that shows once it is submitted.")


def named(needed: Iterable[Needed], deal: Deal, by: User) -> tuple[Needed, ...]:
    """The same with the person each approver is when this one asks, asked once; a role is anybody who holds it."""
    needed = tuple(needed)
    found = approvers_of(deal, by, [need.key for need in needed])
    merged: dict[object, Needed] = {}
    for need in needed:
        who = found[need.key]
        name = who.name if isinstance(who, User) else "" if who else gettext("nobody yet")
        key = who or need.key
        if key in merged:
            higher = need if need.key in SENIORITY else merged[key]
            reasons = merged[key].reasons + need.reasons
            merged[key] = replace(merged[key], key=higher.key, approver=higher.approver, reasons=reasons)
        else:
            merged[key] = replace(need, who=name)
    return tuple(merged.values())
