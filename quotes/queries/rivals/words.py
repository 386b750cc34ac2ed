"""Steps, questions and gaps of a comparison as people read them."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dealdesk.kernel.formats import percent, points, quantity
from dealdesk.kernel.words import label
from quotes.domain.invoicing import Invoice
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms, SupportHours
from quotes.domain.rivals.alike import Comparison
from quotes.domain.rivals.words import Open, Respect
from quotes.models import RivalOffer
from quotes.queries.rivals.ground import Ground


def asked(one: Open) -> str:
    """The question, with the line it is asked of."""
    question = _(label(one.lack))
    return _("%(of)s: %(question)s") % {"of": one.of, "question": question} if one.of else question


def gap_words(points_below: Decimal) -> str:
    """How far they are below us, or above."""
    if not points_below:
        return _("the same")
    words = _("%(points)s cheaper") if points_below > 0 else _("%(points)s dearer")
    return words % {"points": points(abs(points_below))}


def heard(offer: RivalOffer, ground: Ground | None) -> str:
    """What of ours a percentage was said of: the version, with its quote where ours is of another now; its months where
    they are not ours. Empty where no percentage was said. Read with `heard_version` and its quote."""
    if offer.claimed_percent is None:
        return ""
    version, total = offer.heard_version, offer.heard
    if version is None or total is None:
        return _("not known which offer of ours it was said of")
    elsewhere = ground is not None and ground.version.quote_id != version.quote_id
    told = {"version": f"{version.quote} {version}" if elsewhere else str(version), "total": quantity(total.amount)}
    if ground is None or ground.version.whole.months == total.months:
        return _("heard against %(version)s, %(total)s") % told
    words = ngettext(
        "heard against %(version)s, %(total)s for %(months)s month",
        "heard against %(version)s, %(total)s for %(months)s months",
        total.months,
    )
    return words % (told | {"months": total.months})


def verdict(comparison: Comparison, claimed: str) -> str:
    """What the two gaps say together."""
    told = {"claimed": claimed, "alike": gap_words(comparison.alike_gap)}
    if comparison.unknown:
        words = _(
            "As told they are %(claimed)s; as far as it is known they are %(alike)s, and %(n)s questions are open."
        )
        return words % (told | {"n": len(comparison.unknown)})
    return _("As told they are %(claimed)s; with everything weighed they are %(alike)s.") % told


def basis(respect: Respect, offer: RivalOffer, ground: Ground) -> str:
    """From what a respect is reckoned: both sides of it, theirs first."""
    theirs, ours = BOTH[respect](offer, ground)
    return _("%(theirs)s → ours %(ours)s") % {"theirs": theirs or _("unknown"), "ours": ours or _("unknown")}


def _term(offer: RivalOffer, ground: Ground) -> tuple[str, str]:
    terms = ground.priced.terms
    return _months(offer.term_months, offer.free_months), _months(terms.term_months, terms.free_months)


def _months(paid: int | None, free: int) -> str:
    if paid is None:
        return ""
    if free:
        return _("%(paid)s + %(free)s free months") % {"paid": paid, "free": free}
    return _("%(paid)s months") % {"paid": paid}


def _scope(offer: RivalOffer, ground: Ground) -> tuple[str, str]:
    covers = offer.covered()
    known = [cover for cover in covers.values() if cover.is_covered is not None]
    covered = sum(cover.is_covered is True for cover in known)
    items = len({line.terms.product_code or line.terms.description for line in ground.priced.lines})
    return (_("%(n)s items") % {"n": covered} if known else ""), _("%(n)s items") % {"n": items}


def _scale(offer: RivalOffer, ground: Ground) -> tuple[str, str]:
    """The first item that both offer with a quantity, else what we have of our first."""
    covers = offer.covered()
    for line in ground.priced.lines:
        cover = covers.get(line.terms.product_code or line.terms.description)
        if cover and cover.is_covered and cover.quantity is not None:
            unit = line.terms.unit
            return f"{quantity(cover.quantity)} {unit}", f"{quantity(line.terms.quantity)} {unit}"
    first = ground.priced.lines[0].terms
    return "", f"{quantity(first.quantity)} {first.unit}"


def _sla(offer: RivalOffer, ground: Ground) -> tuple[str, str]:
    both = offer.sla_availability, ground.version.sla_availability
    theirs, ours = ("" if one is None else percent(one) for one in both)
    return theirs, ours


def _support(offer: RivalOffer, ground: Ground) -> tuple[str, str]:
    version = ground.version
    return _served(offer.support_hours, offer.urgent_minutes), _served(version.support_hours, version.urgent_minutes)


def _served(hours: str | None, urgent: int | None) -> str:
    told = [_(SupportHours(hours).label)] if hours else []
    if urgent is not None:
        told.append(_("urgent in %(minutes)s min") % {"minutes": urgent})
    return _(", ").join(told)


def _invoice(offer: RivalOffer, ground: Ground) -> tuple[str, str]:
    ours = [line.terms.vat_rate for line in ground.priced.lines]
    return _billed(offer.invoice, offer.vat_rate), _billed(
        ground.invoicing.invoice or "", ours[0] if len(set(ours)) == 1 else None
    )


def _billed(invoice: str, rate: Decimal | None) -> str:
    told = [_(Invoice(invoice).label)] if invoice else []
    if rate is not None:
        told.append(percent(rate))
    return " ".join(told)


def _payment(offer: RivalOffer, ground: Ground) -> tuple[str, str]:
    return (_paid(offer.payment) if offer.payment else ""), _paid(ground.priced.terms.payment)


def _paid(payment: PaymentTerms) -> str:
    told = [_(PaymentPlan(payment.plan).label)]
    if payment.prepay_percent:
        told.append(_("%(part)s prepaid") % {"part": percent(payment.prepay_percent)})
    if payment.credit_days:
        told.append(_("%(days)s days of credit") % {"days": payment.credit_days})
    return _(", ").join(told)


BOTH = {
    Respect.TERM: _term,
    Respect.SCOPE: _scope,
    Respect.SCALE: _scale,
    Respect.SLA: _sla,
    Respect.SUPPORT: _support,
    Respect.INVOICE: _invoice,
    Respect.PAYMENT: _payment,
}
