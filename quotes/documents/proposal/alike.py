"""Offers of others beside ours as a customer's own people lay them out: respect by respect, and like for like."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import NOTHING, percent, priced
from dealdesk.web.templatetags.paper import aside, length, listed
from quotes.documents.proposal.clauses import PLANS, SUPPORT
from quotes.documents.proposal.pack import Compared, Pack
from quotes.documents.proposal.tree import Proposal
from quotes.domain.pricing.terms import PaymentTerms, ServiceTerms


@dataclass(frozen=True)
class Respect:
    """One row: what we say and what each of the others does; `is_sum` where it is what the rows above come to."""

    name: str
    ours: str
    theirs: tuple[str, ...]
    is_sum: bool = False


def respects(proposal: Proposal, pack: Pack) -> tuple[Respect, ...]:
    """Prices first, then terms. What an offer does not say is to be asked."""
    return (*_prices(proposal, pack), *_terms(proposal, pack))


def _prices(proposal: Proposal, pack: Pack) -> Iterator[Respect]:
    gross, currency = proposal.totals.gross, proposal.currency

    def row(name: str, ours: str, theirs: Callable[[Compared], str], *, is_sum: bool = False) -> Respect:
        return Respect(name, ours, tuple(map(theirs, pack.offers)), is_sum)

    def money(amount: Decimal | None) -> str:
        return _asked() if amount is None else priced(amount, currency) if amount else NOTHING

    whole = priced(gross, currency)
    yield row(_("Price as quoted"), whole + aside(_("tax included")), lambda one: money(one.told) + _basis(one))
    yield row(_("Months of service"), _months(proposal.months_served), lambda one: _months(one.term_months))
    yield row(_("Same term, tax included"), whole, lambda one: money(one.priced))
    yield row(_("Missing items, at our prices"), NOTHING, lambda one: money(one.missing) + _names(one))
    yield row(_("Fewer units, at our prices"), NOTHING, lambda one: money(one.fewer))
    yield row(_("Like-for-like total"), whole, lambda one: money(one.alike), is_sum=True)
    yield row(_("Compared with ours"), NOTHING, lambda one: _gap(one.alike, gross, currency), is_sum=True)


def outcomes(proposal: Proposal, pack: Pack) -> tuple[str, ...]:
    """What came of it, an offer a sentence."""
    return tuple(_outcome(one, proposal) for one in pack.offers)


def _outcome(one: Compared, proposal: Proposal) -> str:
    currency = proposal.currency
    told = {"name": one.name, "told": priced(one.told, currency) + _basis(one)}
    if one.alike is None:
        return _("%(name)s: quoted at %(told)s; not comparable before what is open is clarified.") % told
    told |= {"alike": priced(one.alike, currency), "gap": _gap(one.alike, proposal.totals.gross, currency)}
    return _("%(name)s: quoted at %(told)s, like for like %(alike)s; compared with ours: %(gap)s.") % told


def _terms(proposal: Proposal, pack: Pack) -> Iterator[Respect]:
    for name, said in (
        (_("Service availability"), _availability),
        (_("Urgent issues"), _urgent),
        (_("Support hours"), _hours),
    ):
        yield Respect(name, said(proposal.service), tuple(said(one.service) for one in pack.offers))
    yield Respect(_("Payment"), _paid(proposal.payment), tuple(_paid(one.payment) for one in pack.offers))


def _asked() -> str:
    return _("to be confirmed")


def _basis(one: Compared) -> str:
    if one.tax_included is None:
        return aside(_("tax not stated"))
    return aside(_("tax included") if one.tax_included else _("before tax"))


def _months(months: int | None) -> str:
    return _asked() if months is None else _("%(months)s months") % {"months": months}


def _names(one: Compared) -> str:
    """On a line below the amount."""
    return f"\n{listed(one.left_out)}" if one.left_out else ""


def _gap(alike: Decimal | None, ours: Decimal, currency: str) -> str:
    if alike is None:
        return _asked()
    if alike == ours:
        return _("the same")
    said = _("%(amount)s higher") if alike > ours else _("%(amount)s lower")
    return said % {"amount": priced(abs(alike - ours), currency)}


def _availability(service: ServiceTerms) -> str:
    return _asked() if service.sla_availability is None else percent(service.sla_availability)


def _urgent(service: ServiceTerms) -> str:
    return length(service.urgent_minutes) if service.urgent_minutes else _asked()


def _hours(service: ServiceTerms) -> str:
    return str(SUPPORT[service.support_hours]) if service.support_hours else _asked()


def _paid(payment: PaymentTerms | None) -> str:
    return _asked() if payment is None else str(PLANS[payment.plan][0])
