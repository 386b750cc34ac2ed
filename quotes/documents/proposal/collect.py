"""From the rows of a version to what its proposal says; floors, costs and private notes are not even read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Told
from quotes.documents.proposal.cut import cut
from quotes.documents.proposal.english import in_english
from quotes.documents.proposal.pack import pack_of
from quotes.documents.proposal.prices import prices_of
from quotes.documents.proposal.traffic import traffic_of
from quotes.documents.proposal.tree import Metering, MeterTier, Module, Need, Party, Proposal
from quotes.domain.papers import AS_USUAL, PACKED, SECTIONS, Composition, Section, modules, remarks, rows
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.proposals import Kind, Language
from quotes.models import PriceItem, QuoteLine, QuoteVersion
from quotes.models.holding import solution_of
from quotes.queries.metering import meter_notes
from quotes.queries.rivals.whole import Whole, laid_beside, least
from quotes.queries.texts import passages_of
from quotes.queries.value import ValueCase, value_for_document
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Contact, Customer, Deal, Seat, User

# An allow-list: a column that is added later stays out of documents until somebody writes it here.
VERSION_COLUMNS = (
    "number branch price_book form currency tax_included rounding_scope rounding_mode bundle_price payment_plan "
    "prepay_percent credit_days term_months free_months sla_availability urgent_minutes normal_minutes support_hours "
    "valid_until sent_at note rounding_places header_steps header_amount stacking columns recommended fx_from fx_rate "
    "fx_on fx_source reckoning gross_total quote__number quote__title quote__deal__name quote__deal__needs "
    "quote__deal__solution quote__deal__currency quote__deal__budget_freeze_on quote__deal__owner__name "
    "quote__deal__owner__email quote__deal__customer__name quote__deal__customer__short_name "
    "quote__deal__customer__tax_id quote__deal__customer__address quote__deal__customer__budget_freeze_on "
    "quote__deal__customer__name_en quote__deal__customer__address_en"
)
LINE_COLUMNS = (
    "position",
    "group",
    "product_code",
    "description",
    "unit",
    "quantity",
    "list_price",
    "discount",
    "vat_rate",
    "charge",
    "discounts",
    "markup",
    "other_taxes",
    "role",
    "columns",
)
# Whose name stands on the cover, where several sit at the table.
ADDRESSEES = (SeatKind.PROCUREMENT, SeatKind.BUSINESS, SeatKind.EXECUTIVE, SeatKind.TECHNICAL)
# As many as are priced and laid out in a fifth of a second, in the request.
MOST_SEEN = 300


def collect(
    version: QuoteVersion,
    *,
    at: datetime,
    kind: Kind = Kind.PROPOSAL,
    language: Language = Language.CHINESE,
    composition: Composition = AS_USUAL,
) -> Proposal:
    """What this version's document says in a language if it is prepared on that day; four statements, what its
    value and a champion's pack ask for besides, one for what the solution names, and one for English words."""
    with override(language):
        row, offer = _read(version)
        today = timezone.localdate(at)
        parts = composition.sections or SECTIONS[kind]
        others = laid_beside(row.quote.deal, offer, composition.rivals)
        made = replace(
            _collected(row, offer, at, language),
            kind=kind,
            language=language,
            pack=None if PACKED.isdisjoint(parts) else pack_of(row, offer, composition, today, others),
            worth=_worth(version, today, language, others) if Section.VALUE in parts else None,
            traffic=traffic_of(row) if Section.TRAFFIC in parts else None,
            sections=composition.sections,
            texts=passages_of(composition, language),
            workbook=composition.workbook,
        )
        printed = cut(made)
        return in_english(printed, row.quote.deal) if language is Language.ENGLISH else printed


def _worth(version: QuoteVersion, today: date, language: Language, others: Iterable[Whole]) -> ValueCase | None:
    return value_for_document(version, today=today, language=language, other=least(others))


def collect_seen(version: QuoteVersion, **told: Any) -> Proposal:
    """The same to be looked at while it is put together; refuses before anything is read what that would take too long
    for. One statement more."""
    rows = version.lines.count()
    if rows > MOST_SEEN:
        raise Refusal(
            "The preview shows at most %(most)s rows and this offer has %(rows)s: order the PDF to see it.",
            most=MOST_SEEN,
            rows=rows,
        )
    return collect(version, **told)


def _read(version: QuoteVersion) -> tuple[QuoteVersion, PricedOffer]:
    row = (
        QuoteVersion.objects.select_related("quote__deal__customer", "quote__deal__owner")
        .only(*VERSION_COLUMNS.split())
        .get(pk=version.pk)
    )
    return row, _priced(row)


def _collected(row: QuoteVersion, offer: PricedOffer, at: datetime, language: Language) -> Proposal:
    deal = row.quote.deal
    return Proposal(
        number=row.quote.number,
        version=row.number,
        title=deal.name,
        subtitle=row.quote.title,
        branch=row.branch,
        # Of the day: whoever orders the same again on the same day gets the same paper.
        prepared_at=timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0),
        # One offer has one day on all its papers: that on which it went out, as soon as it did.
        prepared_on=timezone.localdate(row.sent_at or at),
        valid_until=row.valid_until,
        seller=_seller(deal.owner, language),
        buyer=_buyer(deal, deal.customer, language),
        needs=tuple(Need(situation=now, finding=found, effect=effect) for now, found, effect in rows(deal.needs)),
        solution=tuple(
            Module(title=title, text=text, answers=answers)
            for title, text, answers in modules(solution_of(row), deal.needs)
        ),
        **prices_of(offer),
        notes=remarks(row.note),
        meters=_meters(row, offer),
    )


def _meters(version: QuoteVersion, offer: PricedOffer) -> tuple[Metering, ...]:
    """How the products on offer are counted."""
    codes = [line.terms.product_code for line in offer.every_line if line.terms.product_code]
    items = (
        PriceItem.objects.filter(version=version.price_book_id, product__code__in=codes, meter__isnull=False)
        .select_related("product")
        .only("meter", "product__name")
        .order_by("product__family", "product__code")
    )
    return tuple(
        Metering(
            products=note.products,
            counts=note.counts,
            rules=note.rules,
            tiers=tuple(MeterTier(name=tier.name, reach=tier.reach, weight=tier.weight) for tier in note.tiers),
            since=note.since,
        )
        for note in meter_notes(items)
    )


def _priced(version: QuoteVersion) -> PricedOffer:
    """The version's money by the same engine as the screens'; what a customer reads must be what was approved."""
    offer = price(version.terms(_lines(version)))
    if offer.gross != version.gross_total:
        raise Refusal(
            "The stored total %(stored)s is not what the lines come to (%(computed)s): save the version again.",
            stored=version.gross_total,
            computed=offer.gross,
        )
    return offer


def _lines(version: QuoteVersion) -> list[QuoteLine]:
    lines = list(QuoteLine.objects.filter(version=version).only(*LINE_COLUMNS).order_by("position"))
    for line in lines:
        # Set, not read: the price engine asks for a floor and must find none here.
        line.floor_price = None
    return lines


def _seller(owner: User, language: Language) -> Party:
    seller = settings.SELLER
    company = Told(seller["company"] or settings.COMPANY_NAME, seller["company_en"])
    return Party(
        company=company.to(language),
        short=Told(settings.COMPANY_NAME, seller["short_en"] or seller["company_en"]).to(language),
        **{name: seller[name] for name in ("tax_id", "phone", "account")},
        **{name: Told(seller[name], seller[f"{name}_en"]).to(language) for name in ("address", "bank")},
        contact=owner.name,
        email=owner.email,
    )


def _buyer(deal: Deal, customer: Customer, language: Language) -> Party:
    # Where nobody has been seated yet, the paper is still addressed to somebody we know there.
    seated = {kind: (name, title) for kind, name, title in _seats(deal) or _contacts(customer)}
    name, title = next((seated[kind] for kind in ADDRESSEES if kind in seated), ("", ""))
    return Party(
        company=Told(customer.name, customer.name_en).to(language),
        short=Told(customer.short_name or customer.name, customer.name_en).to(language),
        tax_id=customer.tax_id,
        address=Told(customer.address, customer.address_en).to(language),
        contact=name,
        contact_title=title,
    )


def _seats(deal: Deal) -> Sequence[tuple[str, str, str]]:
    return tuple(Seat.objects.filter(deal=deal).order_by("-id").values_list("kind", "contact__name", "contact__title"))


def _contacts(customer: Customer) -> Sequence[tuple[str, str, str]]:
    return tuple(Contact.objects.known().filter(customer=customer).order_by("-id").values_list("seat", "name", "title"))
