"""The proposal's service, payment and other terms as the sentences a customer signs, in the paper's language."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from dealdesk.kernel.formats import percent, priced, quantity, unit_price
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.web.templatetags.paper import aside, day, in_chinese, length, listed, off
from quotes.documents.proposal.tree import Metering, MeterTier, PriceRule, Proposal, RuleTier
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms, ServiceTerms, SupportHours

HOURS_A_YEAR = Decimal(365 * 24)
HOURS_A_MONTH = Decimal(30 * 24)

PLANS: dict[PaymentPlan, tuple[str | Promise, str | Promise]] = {
    PaymentPlan.ANNUAL_PREPAID: (
        later("Annual, in advance"),
        later("The fees of each contract year are paid before it begins."),
    ),
    PaymentPlan.QUARTERLY_PREPAID: (
        later("Quarterly, in advance"),
        later("The fees of each quarter are paid before it begins."),
    ),
    PaymentPlan.QUARTERLY_ARREARS: (
        later("Quarterly, in arrears"),
        later("The fees of each quarter are settled and paid once it has ended."),
    ),
    PaymentPlan.MONTHLY_PREPAID: (
        later("Monthly, in advance"),
        later("The fees of each month are paid before it begins."),
    ),
    PaymentPlan.MONTHLY_ARREARS: (
        later("Monthly, in arrears"),
        later("The fees of each month are settled and paid once it has ended."),
    ),
    PaymentPlan.MILESTONES: (
        later("By milestones"),
        later("Paid in parts, as the milestones of the contract are accepted."),
    ),
}
SUPPORT: dict[SupportHours, str | Promise] = {
    SupportHours.ROUND_THE_CLOCK: later("24 hours a day, 7 days a week, public holidays included."),
    SupportHours.EXTENDED: later("12 hours a day, 7 days a week, public holidays included."),
    SupportHours.BUSINESS: later("8 hours on working days."),
}
CURRENCIES: dict[str, str | Promise] = {
    "CNY": later("Renminbi"),
    "USD": later("US dollar"),
    "EUR": later("Euro"),
    "HKD": later("Hong Kong dollar"),
    "GBP": later("Pound sterling"),
    "SGD": later("Singapore dollar"),
}


@dataclass(frozen=True)
class Clause:
    title: str
    text: str


@dataclass(frozen=True)
class Highlight:
    """One figure a decision maker looks for first."""

    label: str
    figure: str
    note: str


def highlights(proposal: Proposal) -> tuple[Highlight, ...]:
    """At most four: the price, the term, how it is paid, and what the service promises."""
    service, days = proposal.service, proposal.payment.credit_days
    free = _("%(months)s more are free") % {"months": proposal.free_months} if proposal.free_months else ""
    credit = _("Payable within %(days)s days") % {"days": days} if days else _("No credit period")
    found = [
        Highlight(_("Total with tax"), priced(proposal.totals.gross, proposal.currency), _saved(proposal)),
        Highlight(_("Term of service"), _("%(months)s months") % {"months": proposal.term_months}, free),
        Highlight(_("Payment"), str(PLANS[proposal.payment.plan][0]), credit),
    ]
    if service.sla_availability is not None:
        urgent = _("Urgent issues: response within %(time)s") % {"time": length(service.urgent_minutes or 0)}
        points = percent(service.sla_availability)
        found.append(Highlight(_("Service availability"), points, urgent if service.urgent_minutes else ""))
    return tuple(found)


def _saved(proposal: Proposal) -> str:
    basis = "" if proposal.tax_included else aside(proposal.basis)
    off = proposal.off_the_whole or ZERO
    if proposal.totals.saving > 0:
        said = _("Bundle saving %(amount)s")
        return said % {"amount": priced(proposal.totals.saving, proposal.currency)} + basis
    if off > 0:
        return _("Includes an overall discount of %(amount)s") % {"amount": priced(off, proposal.currency)} + basis
    return currency(proposal)


def service_clauses(service: ServiceTerms) -> tuple[Clause, ...]:
    """What the service promises; only what was agreed stands here."""
    clauses = []
    if service.sla_availability is not None:
        clauses.append(Clause(_("Service availability"), _availability(service.sla_availability)))
    if service.urgent_minutes:
        clauses.append(Clause(_("Urgent issues"), _answered(service.urgent_minutes)))
    if service.normal_minutes:
        clauses.append(Clause(_("Other issues"), _answered(service.normal_minutes)))
    if service.support_hours:
        clauses.append(Clause(_("Support hours"), str(SUPPORT[service.support_hours])))
    return tuple(clauses)


def _answered(minutes: int) -> str:
    return _("Response within %(time)s.") % {"time": length(minutes)}


def payment_clauses(payment: PaymentTerms) -> tuple[Clause, ...]:
    name, sentence = PLANS[payment.plan]
    clauses = [Clause(_("Payment"), _("%(name)s: %(sentence)s") % {"name": name, "sentence": sentence})]
    if payment.prepay_percent:
        clauses.append(Clause(_("Prepaid share"), _("%(part)s.") % {"part": percent(payment.prepay_percent)}))
    due = _("Paid in full within %(days)s days of the due date.") % {"days": payment.credit_days}
    credit = due if payment.credit_days else _("None: payable on the due date.")
    return (*clauses, Clause(_("Credit period"), credit))


def term_clauses(proposal: Proposal) -> tuple[Clause, ...]:
    term = _("%(months)s months.") % {"months": proposal.term_months}
    if proposal.free_months:
        said = _("%(months)s months plus %(free)s free of charge.")
        term = said % {"months": proposal.term_months, "free": proposal.free_months}
    return (
        Clause(_("Term of service"), term),
        Clause(_("Offer validity"), validity(proposal)),
        Clause(_("Currency and tax"), tax_basis(proposal)),
    )


def offered(proposal: Proposal) -> tuple[Clause, ...]:
    """Everything a formal quotation states under its prices, on as few lines as it takes."""
    return (
        *term_clauses(proposal)[:2],
        *payment_clauses(proposal.payment),
        *service_clauses(proposal.service),
        *map(_rule, proposal.rules),
        *map(_meter, proposal.meters),
        *(Clause(_("Remark"), note) for note in proposal.notes),
    )


def _rule(rule: PriceRule) -> Clause:
    """A price model in one sentence; its table as a list."""
    tiers = semicolon().join(_tier(rule, tier) for tier in rule.tiers)
    return Clause(listed(rule.lines), gap().join(filter(None, (*rule.sentences, tiers))))


def _tier(rule: PriceRule, tier: RuleTier) -> str:
    prices = [unit_price(tier.unit)] if tier.unit is not None else []
    prices += [_("fixed fee %(amount)s") % {"amount": unit_price(tier.flat)}] if tier.flat is not None else []
    if tier.percent is not None:
        prices.append(off(tier.percent) if rule.percent_is_off else percent(tier.percent))
    return _("%(reach)s: %(price)s") % {"reach": tier.reach, "price": " + ".join(prices)}


def _meter(meter: Metering) -> Clause:
    said = semicolon().join((meter.counts, *meter.rules, *map(_reach, meter.tiers)))
    since = _("%(rules)s. In force since %(day)s.") % {"rules": said, "day": meter.since}
    return Clause(listed(meter.products), since)


def _reach(tier: MeterTier) -> str:
    said = _("%(reach)s: %(price)s") % {"reach": tier.name, "price": tier.reach}
    return said if tier.weight is None else f"{said} ×{quantity(tier.weight)}"


def validity(proposal: Proposal) -> str:
    """An offer holds until a day, and ends by itself after it."""
    said = _("From %(first)s to %(last)s (%(days)s days), after which it lapses automatically.")
    return said % {
        "first": day(proposal.prepared_on),
        "last": day(proposal.valid_until),
        "days": proposal.days_valid,
    }


def tax_basis(proposal: Proposal) -> str:
    taxes = proposal.totals.taxes
    vat = listed(percent(tax.rate) for tax in taxes if not tax.has_others)
    mixed = listed(percent(tax.rate) for tax in taxes if tax.has_others)
    rates = [_("VAT at %(rates)s") % {"rates": vat}] if vat else []
    rates += [_("VAT and other taxes together at %(rates)s") % {"rates": mixed}] if mixed else []
    said = _("Currency: %(currency)s. Prices and subtotals: %(basis)s, %(rates)s.") % {
        "currency": currency(proposal),
        "basis": proposal.basis,
        "rates": comma().join(rates),
    }
    converted = _converted(proposal)
    return f"{said}{gap()}{converted}" if converted else said


def _converted(proposal: Proposal) -> str:
    rate = proposal.exchange
    if rate is None:
        return ""
    said = _("List prices are converted at %(rate)s (%(day)s, %(source)s); this rate is fixed.")
    return said % {"rate": rate.words, "day": day(rate.on), "source": rate.source}


def reading(proposal: Proposal) -> str:
    """How the columns of the table of prices go together."""
    said = _(
        "List price and your price are per unit, each subtotal is quantity times your price, and totals cover all "
        "%(months)s months of the term"
    )
    parts = [said % {"months": proposal.term_months}]
    if any(line.model for group in proposal.groups for line in group.lines):
        parts.append(_("services with a stated billing method follow the pricing rules"))
    parts += _on_the_whole(proposal)
    return _("%(sentence)s.") % {"sentence": semicolon().join(parts)}


def _on_the_whole(proposal: Proposal) -> list[str]:
    """Where to look for what the whole changes; nothing where it changes nothing."""
    if proposal.is_bundle:
        less = proposal.totals.saving >= 0
        saved, added = (
            _("the bundle saving is deducted in the totals"),
            _("the bundle adjustment is included in the totals"),
        )
        return [saved if less else added]
    if not proposal.off_the_whole:
        return []
    off, added = (
        _("the overall discount is deducted in the totals"),
        _("the overall surcharge is included in the totals"),
    )
    return [off if proposal.off_the_whole > 0 else added]


def currency(proposal: Proposal) -> str:
    return str(CURRENCIES.get(proposal.currency, proposal.currency))


def gap() -> str:
    """What stands between two sentences."""
    return "" if in_chinese() else " "


def comma() -> str:
    return "，" if in_chinese() else ", "


def semicolon() -> str:
    return "；" if in_chinese() else "; "


def _availability(points: Decimal) -> str:
    said = _("At least %(points)s: no more than %(year)s of downtime a year, or %(month)s in a 30-day month.")
    return said % {
        "points": percent(points),
        "year": downtime(points, HOURS_A_YEAR),
        "month": downtime(points, HOURS_A_MONTH),
    }


def downtime(points: Decimal, hours: Decimal) -> str:
    """How long the service may be down in so many hours."""
    return _down(hours * (1 - points / 100))


def _down(hours: Decimal) -> str:
    """8.76 hours; below one hour in minutes."""
    if hours >= 1:
        return _("%(hours)s h") % {"hours": quantity(round_to(hours, 2))}
    return _("%(minutes)s min") % {"minutes": quantity(round_to(hours * 60, 2))}
