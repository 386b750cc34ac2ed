"""What an offer's present terms would need under the policy in force: whose approval, and why, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from django.db.models import DateField
from django.utils.translation import gettext

from dealdesk.kept import Given, Kept
from dealdesk.kernel.refusals import ApprovalNeeded
from dealdesk.web.refusals import translated
from quotes.domain.policy import (
    Again,
    Figure,
    Policy,
    Rule,
    Seen,
    Spared,
    Step,
    Whom,
    authority,
    blockers,
    needs,
    parts,
    read_back,
    seen,
    spared,
    steps,
    with_plan,
)
from quotes.domain.pricing.engine import PricedOffer
from quotes.domain.pricing.terms import OfferTerms
from quotes.models import Policy as PolicyRow
from quotes.models import PolicyRule, QuoteVersion
from quotes.models.agreed import Word, last_words
from quotes.models.coach import plan_of
from quotes.permissions import approvers_of, falling_away
from quotes.queries.approvals import reason_of
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Needed:
    """One approver, and everything they would be asked about; `who`, and the `place` in a chain of several turns, are
    filled in by `named`."""

    step: Step
    approver: str
    reasons: tuple[str, ...]
    who: str = ""
    place: int | None = None

    @property
    def key(self) -> Whom:
        return self.step.approver

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
    again: Again = Again.ONCE
    # What is past a threshold and asks nobody again.
    spared: tuple[str, ...] = ()
    # Said to whoever may not see floors, whatever the offer is: a sentence that comes and goes would tell the floor.
    unsaid: str = ""


@cache
def _rules() -> Kept[PolicyRule]:
    in_force = PolicyRow.objects.in_force(Given("day", DateField()))
    return Kept(PolicyRule.objects.filter(policy__in=in_force).select_related("policy", "person").order_by("position"))


def policy_on(day: date) -> Policy | None:
    """The policy in force, in one statement."""
    found = _rules()(day=day)
    if not found:
        return None
    policy = found[0].policy
    return Policy(number=policy.number, rules=tuple(rule.value() for rule in found), choices=policy.chosen)


@dataclass(frozen=True)
class Growth:
    """Where an offer comes from: the draft it is, or the version on the table that it would follow; and who asks."""

    version: QuoteVersion
    by: User

    def words(self, policy: Policy, day: date) -> dict[Whom, Word]:
        """What people agreed to on the way; no statement where no rule asks about it."""
        smart, deal = policy.smart_approvers(), self.version.quote.deal
        base = (self.version.based_on if self.version.is_draft else self.version) if smart else None
        if base is None:
            return {}
        return last_words(base, approvers_of(deal, self.by, smart), {deal.owner_id, self.by.pk}, day)

    def asks(self, found: Sequence[ApprovalNeeded], policy: Policy, priced: PricedOffer) -> tuple[Step, ...]:
        """What is left of these by the policy's choice, and what the plan adds; one statement in most policies."""
        asked = steps(found, policy.choices)
        away = falling_away(self.version.quote.deal, self.by, [step.approver for step in asked], policy.choices)
        left = [step for step in asked if step.approver not in {*away.own, *away.empty}]
        return with_plan(left, plan_of(self.version.quote_id), priced.whole, priced.terms.currency)


def agreed_in(words: Mapping[Whom, Word]) -> dict[Whom, Seen]:
    return {approver: read_back(word.request.figures) for approver, word in words.items()}


def authority_over(
    terms: OfferTerms,
    priced: PricedOffer,
    day: date,
    *,
    sees_floor: bool,
    grown: Growth,
) -> Authority:
    """As submitting it would ask: by the policy, without the steps that fall away by its choice, and by the plan."""
    policy = policy_on(day)
    if policy is None:
        return Authority(
            blockers=(gettext("No approval policy is in force today: ask an administrator to publish one."),)
        )
    told = seen(priced, terms, day)
    limit, discount = authority(policy), told.figures[Figure.DISCOUNT_PERCENT] or Decimal(0)
    words = grown.words(policy, day)
    agreed = agreed_in(words)
    found = needs(policy, told, agreed)
    hidden = not sees_floor and policy.is_private
    if hidden:
        found = tuple(need for need in found if need.figure != Figure.BELOW_FLOOR_AMOUNT)
    asked = grown.asks(found, policy, priced)
    sees_plan = Act.SEE_ROUNDS.permits(grown.by)
    return Authority(
        needed=tuple(_needed(step, sees_floor, sees_plan) for step in asked),
        again=policy.choices.again,
        blockers=tuple(translated(lack.message, dict(lack.params)) for lack in blockers(policy, told)),
        limit=limit,
        over=None if limit is None else max(Decimal(0), discount - limit),
        where=told.where.get(Figure.DISCOUNT_PERCENT, ""),
        asking=tuple(rule for rule in policy.in_order() if rule.figure is Figure.DISCOUNT_PERCENT and not rule.more),
        spared=tuple(_spared(one, words[one.approver], sees_floor) for one in spared(policy, told, agreed)),
        unsaid=_unsaid(bool(asked)) if hidden else "",
    )


def _needed(step: Step, sees_floor: bool, sees_plan: bool) -> Needed:
    reasons = (reason_of(need.figure, need.message, need.params, sees_floor, sees_plan) for need in step.why)
    return Needed(step=step, approver=gettext(step.approver.label), reasons=tuple(reasons))


def _spared(one: Spared, word: Word, sees_floor: bool) -> str:
    finding = one.finding(word.step.decision.decided_by.name, str(word.request))
    return reason_of(finding.figure, finding.message, finding.params, sees_floor)


def _unsaid(others: bool) -> str:
    """Never "within authority": whoever may not see floors is not told that nobody will be asked."""
    if others:
        return gettext("Finance may be asked too: that shows once it is submitted.")
    return gettext("Nobody has to be asked, but perhaps finance: that shows once it is submitted.")


def named(authority: Authority, deal: Deal, by: User) -> tuple[Needed, ...]:
    """Whom it will ask when this person asks, in the order in which they are asked, each with who it is and asked once;
    a role is anybody who holds it."""
    asked = [need.step for need in authority.needed]
    said = {
        id(why): reason for need in authority.needed for why, reason in zip(need.step.why, need.reasons, strict=True)
    }
    told = parts(asked, approvers_of(deal, by, [step.approver for step in asked]), authority.again)
    turns = sorted({part.step.turn for part in told})
    return tuple(
        Needed(
            step=part.step,
            approver=gettext(part.step.approver.label),
            reasons=tuple(said[id(why)] for why in part.step.why),
            who=_name(part.who),
            place=turns.index(part.step.turn) + 1 if len(turns) > 1 else None,
        )
        for part in told
    )


def _name(who: object) -> str:
    if isinstance(who, User):
        return who.name
    return "" if isinstance(who, Role) else gettext("nobody yet")
