"""A version's documents for its customer as paper."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from dealdesk.kernel.formats import iso
from dealdesk.kernel.money import round_to
from dealdesk.pdf import Attachment, Job, Pdf, admit, set_in_type
from dealdesk.web.templatetags.paper import BLANK
from quotes.documents.proposal import alike, answers, clauses, deciding, outlay, pictures
from quotes.documents.proposal.table import table
from quotes.documents.proposal.tree import Party, Proposal, quote_json
from quotes.documents.proposal.workbook import price_workbook
from quotes.domain.papers import BLOCKS, SECTIONS, Section
from quotes.domain.pricing.engine import percent_off
from quotes.domain.proposals import Kind, Language

SHEETS = ("paper.css", "proposal.css")


@dataclass(frozen=True)
class Layout:
    """What sets one kind of document."""

    template: str
    sheets: tuple[str, ...]


LAYOUTS = {
    Kind.PROPOSAL: Layout("quotes/documents/proposal.html", (*SHEETS, "champion.css")),
    Kind.QUOTATION: Layout("quotes/documents/quotation.html", (*SHEETS, "quotation.css", "opening.css")),
    Kind.CHAMPION: Layout("quotes/documents/champion.html", (*SHEETS, "champion.css", "opening.css")),
}
PARTS = {
    Section.COVER: "proposal_cover",
    Section.NEEDS: "proposal_needs",
    Section.SOLUTION: "proposal_solution",
    Section.VALUE: "proposal_value",
    Section.TRAFFIC: "proposal_traffic",
    Section.PRICES: "proposal_prices",
    Section.BESIDE: "proposal_beside",
    Section.RULES: "proposal_rules",
    Section.TERMS: "proposal_terms",
    Section.PROMISES: "proposal_promises",
    Section.SIGNATURES: "proposal_signatures",
    Section.REQUEST: "champion_request",
    Section.COMPARISON: "champion_comparison",
    Section.OUTLAY: "champion_outlay",
    Section.ANSWERS: "champion_answers",
    Section.SERVICE: "champion_service",
    Section.CALENDAR: "champion_calendar",
}
# Set by these themselves, in a place of their own.
OWN_TEXTS = frozenset({Section.REQUEST, Section.PROMISES, Section.SOLUTION})
# English paper counts its pages in English.
ENGLISH = "english.css"
SCREEN = "screen.css"
INVOICE = (
    (_("Company name"), "company"),
    (_("Tax ID"), "tax_id"),
    (_("Address"), "address"),
    (_("Phone"), "phone"),
    (_("Bank"), "bank"),
    (_("Account"), "account"),
    (_("Contact"), "contact"),
)
# Across a preview: whatever its offer is, nobody has let out what is looked at before it is made.
UNMADE = (_("Preview · not an offer"), _("PREVIEW: no seal"))


def render(proposal: Proposal, progress: Callable[[int, str], None] | None = None) -> Pdf:
    """The same proposal gives the same bytes, whatever becomes of its offer: marks are stamped on copies."""
    return set_in_type(job(proposal), progress=progress)


def job(proposal: Proposal) -> Job:
    """What goes into the press, the snapshot attached; refuses what is too much for paper."""
    admit(proposal)
    return Job(html(proposal), css=sheets(proposal), at=proposal.prepared_at, attachments=_attached(proposal))


def _attached(proposal: Proposal) -> tuple[Attachment, ...]:
    """The snapshot, and the table of prices where somebody asked for it."""
    figures = Attachment("quote.json", quote_json(proposal), "The figures of this proposal, for programs")
    if not proposal.workbook:
        return (figures,)
    table = price_workbook(proposal)
    return figures, Attachment("prices.xlsx", description="The table of prices of this proposal", content=table)


def sheets(proposal: Proposal) -> tuple[str, ...]:
    own = LAYOUTS[proposal.kind].sheets
    return (*own, ENGLISH) if proposal.language is Language.ENGLISH else own


def html(proposal: Proposal) -> str:
    """In the proposal's own language, whatever its exporter reads."""
    with override(proposal.language):
        return _html(proposal)


def preview(proposal: Proposal) -> str:
    """The same words as a page that names its style sheets itself, marked all over, on a printer too: it is no paper.
    Refuses what is too much for paper."""
    admit(proposal)
    with override(proposal.language):
        return _html(proposal, (*sheets(proposal), SCREEN), tuple(map(str, UNMADE)))


def _html(proposal: Proposal, linked: tuple[str, ...] = (), across: tuple[str, ...] = ()) -> str:
    totals, shares = proposal.totals, pictures.shares(proposal)
    saved = round_to(percent_off(totals.itemised, totals.offered), 2)
    return render_to_string(
        LAYOUTS[proposal.kind].template,
        {
            "p": proposal,
            **_said(proposal),
            **_packed(proposal),
            **_used(proposal),
            "parts": _parts(proposal),
            "across": across,
            "linked": [f"documents/{sheet}" for sheet in linked],
            "own": {passage.block.value: passage.text for passage in proposal.texts},
            "lang": "en" if proposal.language is Language.ENGLISH else "zh-CN",
            "gap": clauses.gap(),
            "semicolon": clauses.semicolon(),
            "counted": clauses.comma().join([proposal.unit, proposal.basis]),
            "rest": pictures.REST,
            "totals": totals,
            "table": table(proposal),
            "prepared": iso(proposal.prepared_at),
            "several_rates": len(totals.taxes) > 1,
            "shares": shares,
            "swing_picture": pictures.swung(proposal.worth) if proposal.worth else "",
            "share_bar": pictures.share_bar(shares) if len(shares) > 1 else "",
            "steps": pictures.steps(proposal),
            "stairs": pictures.stairs(proposal),
            "side_by_side": _side_by_side(proposal),
            "monthly": {
                name: getattr(totals, name) / proposal.months_served for name in ("itemised", "offered", "saving")
            },
            "bundle_saving": saved,
            "bundle_share": 100 - saved,
            "highlights": clauses.highlights(proposal),
            "parties": _parties(proposal.seller, proposal.buyer),
            "blank": BLANK,
        },
    )


def _said(proposal: Proposal) -> dict[str, Any]:
    """Everything that is agreed in words."""
    return {
        "tax_basis": clauses.tax_basis(proposal),
        "reading": clauses.reading(proposal),
        "plan": clauses.PLANS[proposal.payment.plan][0],
        "validity": clauses.validity(proposal),
        "service": clauses.service_clauses(proposal.service),
        "payment": clauses.payment_clauses(proposal.payment),
        "terms": clauses.term_clauses(proposal),
        "offered": clauses.offered(proposal),
        "currency": clauses.currency(proposal),
    }


@dataclass(frozen=True)
class Part:
    """One section: its template, and the texts that stand under it."""

    template: str
    texts: tuple[str, ...]


def _parts(proposal: Proposal) -> tuple[Part, ...]:
    own = {passage.block: passage.text for passage in proposal.texts}
    return tuple(
        Part(
            template=f"quotes/documents/{PARTS[section]}.html",
            texts=() if section in OWN_TEXTS else tuple(own[one] for one in BLOCKS.get(section, ()) if one in own),
        )
        for section in proposal.sections or SECTIONS[proposal.kind]
        if section in PARTS
    )


def _packed(proposal: Proposal) -> dict[str, Any]:
    """What a champion's pack says besides; nothing elsewhere."""
    pack = proposal.pack
    if pack is None:
        return {}
    return {
        "pack": pack,
        "seats": answers.seats(proposal, pack),
        "plain": answers.plain_words(proposal.service),
        "benefit": answers.benefit(proposal),
        "covered": answers.covered(proposal),
        "respects": alike.respects(proposal, pack),
        "outcomes": alike.outcomes(proposal, pack),
        "steps_when": deciding.by_day(pack.calendar.steps),
        "dues": outlay.dues(pack.payments),
        "due_picture": outlay.picture(pack.payments, proposal.term_months),
    }


def _used(proposal: Proposal) -> dict[str, Any]:
    if proposal.traffic is None:
        return {}
    return {
        "traffic_said": pictures.traffic_said(proposal.traffic),
        "traffic_picture": pictures.traffic_bars(proposal.traffic),
    }


def _side_by_side(proposal: Proposal) -> tuple[tuple[str, tuple[tuple[Decimal | None, bool], ...]], ...]:
    """Each line with its amount in every column, and whether that is the recommended one."""
    chosen = [column.is_recommended for column in proposal.columns]
    return tuple((name, tuple(zip(amounts, chosen, strict=True))) for name, amounts in proposal.column_rows)


def _parties(seller: Party, buyer: Party) -> tuple[tuple[str, str, str], ...]:
    return tuple((str(label), getattr(seller, name), getattr(buyer, name)) for label, name in INVOICE)
