"""What changed between the first offer that went out and this one, told for both sides."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import percent, priced
from dealdesk.web.templatetags.paper import length
from quotes.documents.proposal.clauses import PLANS
from quotes.documents.proposal.pack import First
from quotes.documents.proposal.tree import Proposal
from quotes.domain.pricing.compare import PROMPTNESS
from quotes.domain.pricing.terms import PaymentTerms


@dataclass(frozen=True)
class Change:
    """`is_given` where it is better for the buyer than it was."""

    words: str
    is_given: bool


def changes(first: First, now: Proposal) -> tuple[Change, ...]:
    return tuple(_changes(first, now))


def _changes(first: First, now: Proposal) -> Iterator[Change]:
    yield from _price(first, now)
    yield from _paid(first.payment, now.payment)
    yield from _number(_("term"), _("%(n)s months"), first.term_months, now.term_months, is_given=False)
    yield from _number(_("free months"), "%(n)s", first.free_months, now.free_months, is_given=True)
    then, today = first.service.sla_availability, now.service.sla_availability
    if then is not None and today is not None and then != today:
        yield Change(_from(_("availability"), percent(then), percent(today)), is_given=today > then)
    early, late = first.service.urgent_minutes, now.service.urgent_minutes
    if early and late and early != late:
        yield Change(_from(_("urgent response"), length(early), length(late)), is_given=late < early)


def _price(first: First, now: Proposal) -> Iterator[Change]:
    """Not told where the months, the items or their quantities are others: the totals say nothing then."""
    if (
        not first.is_same_scope
        or (first.term_months, first.free_months) != (now.term_months, now.free_months)
        or first.gross == now.totals.gross
    ):
        return
    amounts = (priced(one, now.currency) for one in (first.gross, now.totals.gross))
    yield Change(_from(_("total with tax"), *amounts), is_given=now.totals.gross < first.gross)


def _paid(then: PaymentTerms, today: PaymentTerms) -> Iterator[Change]:
    plans = (then.plan, today.plan)
    # By milestones nobody can say which is sooner.
    if then.plan is not today.plan and set(plans) <= set(PROMPTNESS):
        later = PROMPTNESS[today.plan] < PROMPTNESS[then.plan]
        yield Change(_from(_("payment"), *(str(PLANS[one][0]) for one in plans)), is_given=later)
    # Another plan says when already; of the same one its share is what was traded.
    if then.plan is today.plan and then.prepay_percent != today.prepay_percent:
        shares = (percent(one.prepay_percent) for one in (then, today))
        yield Change(_from(_("prepayment"), *shares), is_given=today.prepay_percent < then.prepay_percent)
    days = _("%(n)s days")
    yield from _number(_("credit period"), days, then.credit_days, today.credit_days, is_given=True)


def _number(what: str, unit: str, then: int, today: int, *, is_given: bool) -> Iterator[Change]:
    """`is_given` says whether more of it is better for the buyer."""
    if then != today:
        words = _from(what, unit % {"n": then}, unit % {"n": today})
        yield Change(words, is_given=is_given is (today > then))


def _from(what: str, then: str, today: str) -> str:
    return _("%(what)s %(then)s → %(now)s") % {"what": what, "then": then, "now": today}
