"""Packages that are worth the same to us, from the issues of a deal and within the authority of whoever offers them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dealdesk.kernel.money import EXACT, round_to
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import label
from quotes.domain.coach.studies import MESO, Study
from quotes.domain.coach.talk import Aims
from quotes.domain.invoicing import is_taxed_otherwise
from quotes.domain.issues.options import IssueTerms
from quotes.domain.issues.worth import Ground, joint_cost, step_price, step_worth
from quotes.domain.meso import Found, Outcome, Package, packages
from quotes.domain.negotiation import Issue, MoveKind, MoveTerms
from quotes.domain.policy import Figure, Policy, needs, seen, steps, with_plan
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.revised import Revision, revised
from quotes.domain.promises import named_terms, unread
from quotes.models import QuoteVersion
from quotes.models.coach import plan_of
from quotes.models.issues import agreed_in, issues_of
from quotes.queries.coach.settings import in_words
from quotes.queries.issues import ground_of, table_of
from quotes.queries.quotes.authority import policy_on
from stakeholders.models import Deal, User
from stakeholders.permissions import Act

# Which of two figures of a service level is the stricter promise.
STRICTER: dict[str, Callable[[Any, Any], Any]] = {"sla_availability": max, "urgent_minutes": min, "normal_minutes": min}


@dataclass(frozen=True, kw_only=True)
class PackageRow:
    """One issue across the packages; `is_top` is what they want most by our estimate."""

    name: str
    outcomes: tuple[str, ...]
    differs: bool
    is_top: bool


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """An outcome that is priced and cannot be part of a package, and what to do about it."""

    issue: Issue
    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class MesoScreen:
    """`why` says what is missing where there are no packages; `below` that the value is under our own plan."""

    table: QuoteVersion | None
    value: Decimal | None
    rows: tuple[PackageRow, ...]
    packages: tuple[Package, ...]
    why: str
    left_out: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    below: bool
    within: str
    study: Study


def meso_screen(user: User, deal: Deal, value: Decimal | None, today: date) -> MesoScreen:
    """As many statements whatever is negotiated; `value` None leaves us what the offer on the table does."""
    table = table_of(deal)
    issues = [row.value() for row in issues_of(deal)]
    ground, policy = ground_of(table, today, [one.issue for one in issues]), policy_on(today)
    stood = agreed_in(table)
    worth = value if value is not None or ground is None else ground.priced.gross
    plan = plan_of(table.quote_id) if table else None
    authority = None
    if ground and policy:
        sees_floor = Act.SEE_FLOOR.permits(user)
        authority = Authority(ground=ground, policy=policy, plan=plan, day=today, sees_floor=sees_floor)
    priced = _priced(authority, issues, stood)
    skipped = tuple(_skipped(authority, priced))
    found = _found(authority, issues, stood, _without(priced, skipped), worth)
    return MesoScreen(
        table=table,
        value=worth,
        rows=tuple(_rows(found)),
        packages=found.packages,
        why=_why(found, ground, policy),
        left_out=tuple(_(label(issue)) for issue in found.left_out),
        skipped=skipped,
        below=_is_below(plan, table, worth),
        within=_within(user, policy),
        study=in_words(MESO),
    )


def _is_below(plan: Aims | None, table: QuoteVersion | None, worth: Decimal | None) -> bool:
    """Under the plan, at its price a month for the months of what is on the table."""
    if plan is None or table is None or worth is None:
        return False
    return worth < plan.over(table.whole.months).reservation


def _within(user: User, policy: Policy | None) -> str:
    """Never "within authority" to whoever may not see floors, where a rule asks somebody about one."""
    if not Act.SEE_FLOOR.permits(user) and policy is not None and policy.is_private:
        return _("Nobody has to be asked, but perhaps finance: that shows once it is submitted.")
    return _("Each of them asks nobody for approval.")


def _why(found: Found, ground: Ground | None, policy: Policy | None) -> str:
    if ground is None:
        return _("Nothing is on the table yet: submit and send the first offer.")
    if policy is None:
        return _("No approval policy is in force today: ask an administrator to publish one.")
    return _(label(found.why)) if found.why else ""


type _Outcomes = Mapping[Issue, tuple[Outcome, ...]]


def _priced(authority: "Authority | None", issues: Sequence[IssueTerms], stood: Mapping[Issue, int]) -> _Outcomes:
    if authority is None:
        return {}
    # The total makes up for what the others cost.
    told = [one for one in issues if one.issue is not Issue.PRICE]
    return {one.issue: tuple(_outcomes(one, stood.get(one.issue), authority.ground)) for one in told}


def _skipped(authority: "Authority | None", priced: _Outcomes) -> Iterator[Skipped]:
    if authority is None:
        return
    for outcome in (outcome for each in priced.values() for outcome in each):
        if why := authority.obstacle(outcome):
            yield Skipped(issue=outcome.issue, name=outcome.name, why=why)


def _without(priced: _Outcomes, skipped: Sequence[Skipped]) -> _Outcomes:
    names = {(one.issue, one.name) for one in skipped}
    return {issue: tuple(one for one in each if (issue, one.name) not in names) for issue, each in priced.items()}


def _found(
    authority: "Authority | None",
    issues: Sequence[IssueTerms],
    stood: Mapping[Issue, int],
    outcomes: _Outcomes,
    value: Decimal | None,
) -> Found:
    if authority is None or value is None or not (ground := authority.ground).priced.gross:
        return Found()
    told = {(terms.issue, option.name): (terms, option) for terms in issues for option in terms.options}
    return packages(
        outcomes,
        table=ground.priced.gross,
        value=value,
        allowed=authority.allows,
        joint=lambda chosen: joint_cost([told[one.issue, one.name] for one in chosen], stood, ground),
    )


def _outcomes(terms: IssueTerms, stood: int | None, ground: Ground) -> Iterator[Outcome]:
    """Those that are priced on both sides and not past our limit, beside what was agreed: the offer on the table has
    paid for that already."""
    for option in terms.options:
        cost, gained = step_price(terms, option, stood, ground), step_worth(terms, option, stood, ground)
        if cost is None or gained is None or (option.key is not None and terms.is_past_floor(option.key)):
            continue
        worth = round_to(gained.middle, 2)
        yield Outcome(issue=terms.issue, name=option.name, cost=cost.cost, worth=worth)


@dataclass(frozen=True, kw_only=True)
class Authority:
    """Whether a package asks nobody: the offer with its total and the terms its outcomes name, under the policy and the
    plan of its negotiation.

    Whoever may not see floors is not told by it where one lies.
    """

    ground: Ground
    policy: Policy
    plan: Aims | None
    day: date
    sees_floor: bool

    def obstacle(self, outcome: Outcome) -> str:
        """Why an outcome cannot be part of a package, as a sentence; "" where it can."""
        if outcome.issue is Issue.INVOICE and is_taxed_otherwise(self.ground.terms, named_terms(_given(outcome))):
            return _(
                "It changes the VAT of the offer, or its tax basis, and with it what a total comes to: "
                "agree it in a round of its own."
            )
        if any(self.policy.looks_at(Figure(column)) for column in unread(_given(outcome))):
            return _(
                "A rule looks at availability or response times, and its words name none that can be read: "
                "say it like “availability 99.95” or “urgent 30 minutes”."
            )
        return ""

    def allows(self, package: Package) -> bool:
        terms, priced = self.ground.terms, self.ground.priced
        named: dict[str, Any] = {}
        # Which invoice is issued stands in no offer; one with another VAT is in no package.
        for outcome in (outcome for outcome in package.outcomes if outcome.issue is not Issue.INVOICE):
            named |= _both(named, named_terms(_given(outcome)))
        # In the offer's own tax basis, at its own share of tax.
        share = EXACT.divide(EXACT.multiply(package.total, priced.total), priced.gross)
        total = round_to(share, terms.rounding.places)
        try:
            wanted = revised(terms, Revision(bundle_price=total, terms=named))
            priced = price(wanted)
            asked = needs(self.policy, seen(priced, wanted, self.day))
        except Refusal:
            return False
        told = [need for need in asked if self.sees_floor or need.figure != Figure.BELOW_FLOOR_AMOUNT]
        return not with_plan(steps(told), self.plan, priced.whole, wanted.currency)


def _both(named: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Of what two outcomes promise of one service level the stricter holds."""
    shared = STRICTER.keys() & named.keys() & more.keys()
    return {**more, **{column: STRICTER[column](named[column], more[column]) for column in shared}}


def _given(outcome: Outcome) -> MoveTerms:
    return MoveTerms(kind=MoveKind.GIVE, issue=outcome.issue, what=outcome.name)


def _rows(found: Found) -> Iterator[PackageRow]:
    if not found.packages:
        return
    for outcome in found.packages[0].outcomes:
        names = tuple(package.of(outcome.issue).name for package in found.packages)
        yield PackageRow(
            name=_(label(outcome.issue)),
            outcomes=names,
            differs=len(set(names)) > 1,
            is_top=outcome.issue is found.top,
        )
