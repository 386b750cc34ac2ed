"""The page by which we tell a customer at signing that we are a small or medium enterprise."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from contracts.domain.payment import OwnSize
from contracts.domain.statutes import Rule, in_force
from contracts.models import Statute
from contracts.queries.checklists import offers_of
from dealdesk.kernel.formats import iso
from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf import Pdf, admit
from dealdesk.pdf import render as printed
from dealdesk.web.templatetags.paper import BLANK
from quotes.domain.proposals import Language
from stakeholders.models import Deal

TEMPLATE = "contracts/documents/declaration.html"
SHEETS = ("paper.css", "declaration.css")


@dataclass(frozen=True, kw_only=True)
class DeclarationPaper:
    """Who tells whom, of which contract, by which text."""

    customer: str
    deal: str
    offer: str
    company: str
    tax_id: str
    address: str
    phone: str
    size: OwnSize
    instrument: str
    article: str
    says: str
    since: date
    checked: date | None
    prepared_at: datetime


@dataclass(frozen=True, kw_only=True)
class Fact:
    label: str
    value: str


def collect(deal: Deal, size: OwnSize, at: datetime) -> DeclarationPaper:
    """Three statements; refuses where no text asks us to say it, and what the checklist says we are not."""
    made = deal.checklists.first()
    if made and made.we_are_small is False:
        raise Refusal("The checklist says that we are not a small or medium enterprise: nothing is declared.")
    texts = [row.value() for row in Statute.objects.filter(rule=Rule.DECLARATION)]
    text = in_force(texts, Rule.DECLARATION, timezone.localdate(at))
    offer = offers_of(deal).first()
    return DeclarationPaper(
        customer=deal.customer.name,
        deal=deal.name,
        offer=f"{offer.quote} {offer}" if offer else "",
        company=settings.SELLER["company"] or settings.COMPANY_NAME,
        tax_id=settings.SELLER["tax_id"],
        address=settings.SELLER["address"],
        phone=settings.SELLER["phone"],
        size=size,
        instrument=text.instrument,
        article=text.article,
        says=text.says,
        since=text.in_force_from,
        checked=text.checked_on,
        prepared_at=at,
    )


def render(paper: DeclarationPaper) -> Pdf:
    """In Chinese, whoever asks: it is given to a Chinese buyer under Chinese law."""
    admit(paper)
    with override(Language.CHINESE):
        return printed(_html(paper), css=SHEETS, at=paper.prepared_at)


def _html(paper: DeclarationPaper) -> str:
    told = (
        (_("Company name"), paper.company),
        (_("Tax ID"), paper.tax_id),
        (_("Address"), paper.address),
        (_("Phone"), paper.phone),
        (_("Size"), _(paper.size.label)),
    )
    facts = [Fact(label=label, value=value or BLANK) for label, value in told]
    context = {
        "paper": paper,
        "facts": facts,
        "size": _(paper.size.label),
        "blank": BLANK,
        "prepared": iso(paper.prepared_at),
    }
    return render_to_string(TEMPLATE, context)
