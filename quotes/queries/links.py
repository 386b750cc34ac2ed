"""The links of a file, how often each was used, and what is held of a reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext, gettext_noop, override

from dealdesk.kernel.words import Told, label
from quotes.domain.links import Device, LinkState, Seen, state_of
from quotes.domain.proposals import Kind
from quotes.models import LinkView, ProposalExport, ProposalLink
from quotes.queries.proposals import ExportRow, export_row
from stakeholders.models import Contact
from stakeholders.queries.privacy import Fact

# So many of the looks are listed, the newest; how many there were is counted.
LATELY = 30
# What we call it among us is no name for whoever reads it.
READ_AS = {Kind.CHAMPION: gettext_noop("material for your approval")}
BY_PEOPLE = ~Q(views__device=Device.PROGRAM)


@dataclass(frozen=True, kw_only=True)
class LinkRow:
    """`opened` and `taken` count looks of people; what programs looked at stands in the log alone."""

    pk: int
    reader: str
    reader_is: str
    last_day: date
    by: str
    # Whoever made it works here no more: the deal's owner looks after it.
    by_left: bool
    state: LinkState
    opened: int
    taken: int
    last_at: datetime | None
    last_on: Device | None


@dataclass(frozen=True, kw_only=True)
class LinksScreen:
    """`row` says what a copy carries today: a file that is no clean offer gets no link, and `why` says why."""

    row: ExportRow
    links: tuple[LinkRow, ...]
    lately: Sequence[LinkView]


def words_to_send(link: ProposalLink, address: str) -> str:
    """What goes into a chat with the link, in the language of its file: no price, and nothing of the customer but the
    reader's own name."""
    export, seller = link.export, settings.SELLER
    company = Told(seller["company"] or settings.COMPANY_NAME, seller["company_en"])
    with override(export.language):
        words = gettext(
            "%(reader)s, here is our %(kind)s (%(number)s V%(version)s). It opens on a phone, without a log-in, until "
            "%(day)s:\n%(address)s\nThe link is for you alone, please do not pass it on.\n%(who)s, %(company)s"
        )
        return words % {
            "reader": link.recipient.name,
            "kind": gettext(READ_AS.get(Kind(export.kind), label(Kind(export.kind)))),
            "number": export.version.quote.number,
            "version": export.version.mark,
            "day": link.last_day.isoformat(),
            "address": address,
            "who": link.made_by.name,
            "company": company.to(export.language),
        }


def links_screen(export: ProposalExport, today: date) -> LinksScreen:
    """Two statements, and those of the file."""
    links = ProposalLink.objects.filter(export=export).select_related("recipient", "made_by").order_by("-id")
    last = LinkView.objects.filter(link=OuterRef("pk")).exclude(device=Device.PROGRAM).order_by("-at", "-id")
    counted = links.annotate(
        opened=Count("views", filter=BY_PEOPLE & Q(views__seen=Seen.PAGE)),
        taken=Count("views", filter=BY_PEOPLE & Q(views__seen=Seen.FILE)),
        last_at=Max("views__at", filter=BY_PEOPLE),
        last_on=Subquery(last.values("device")[:1]),
    )
    lately = LinkView.objects.filter(link__export=export).select_related("link__recipient").order_by("-at", "-id")
    return LinksScreen(
        row=export_row(export, today),
        links=tuple(_row(link, today) for link in counted),
        lately=tuple(lately[:LATELY]),
    )


def readers_of(export: ProposalExport) -> QuerySet[Contact]:
    """Whom a link can be for."""
    return Contact.objects.known().filter(customer=export.version.quote.deal.customer_id)


def links_to(contact: Contact) -> Iterator[Fact]:
    """What a person was given to read and when they did: for whoever takes out all that is held about them."""
    views = LinkView.objects.filter(link__recipient=contact).select_related("link__export__version__quote")
    for view in views.order_by("at", "pk"):
        version = view.link.export.version
        yield Fact(
            kind=gettext("Reader's link"),
            where=f"{version.quote.number} V{version.mark}",
            when=view.at,
            what=view.get_seen_display(),
            value=view.get_device_display(),
        )


def _row(link: ProposalLink, today: date) -> LinkRow:
    counted = vars(link)
    return LinkRow(
        pk=link.pk,
        reader=link.recipient.name,
        reader_is=link.recipient.title or link.recipient.get_seat_display(),
        last_day=link.last_day,
        by=link.made_by.name,
        by_left=not link.made_by.is_active,
        state=state_of(link.last_day, today, is_revoked=link.revoked_at is not None),
        opened=counted["opened"],
        taken=counted["taken"],
        last_at=counted["last_at"],
        last_on=Device(counted["last_on"]) if counted["last_on"] else None,
    )
