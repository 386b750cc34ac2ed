"""Links for readers at the customer, from our side: made for one person and one file, and ended."""

from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from quotes.actions.proposals import Copy, draw_ahead, give_copy
from quotes.domain.links import LONGEST, token_hash
from quotes.domain.proposals import Stamp
from quotes.models import LinkView, ProposalExport, ProposalLink
from stakeholders.actions.journal import record
from stakeholders.actions.notices import Telling, notify_all
from stakeholders.actions.privacy import refuse_erased
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Contact, Deal, Team, User

# Bytes of chance in a token.
TOKEN = 32


@dataclass(frozen=True)
class Made:
    """The token is known to whoever holds this, and to nobody afterwards."""

    link: ProposalLink
    token: str


def make_link(*, export: ProposalExport, recipient: Contact, last_day: date, by: User, at: datetime) -> Made:
    """Gives the file to one person at the customer until the end of a day. It goes out with this, by the same door as a
    copy that somebody takes along; what is no clean offer does not."""
    drawn = draw_ahead(export=export, recipient=recipient, at=at)
    return _link_made(export, recipient, drawn, last_day, by, at)


@transaction.atomic
def _link_made(
    export: ProposalExport, recipient: Contact, drawn: Copy | None, last_day: date, by: User, at: datetime
) -> Made:
    # Whoever closes this account waits for the link, and tells of it; a closed account makes none.
    if not User.objects.select_for_update(no_key=True).get(pk=by.pk).is_active:
        raise Refusal("Your account was closed meanwhile.")
    deal, today = export.version.quote.deal, timezone.localdate(at)
    if recipient.customer_id != deal.customer_id:
        raise Refusal("%(person)s is not a contact of this customer.", field="recipient", person=recipient.name)
    if last_day < today:
        raise Refusal("This day has passed. Choose today or later.", field="last_day")
    if last_day > today + LONGEST:
        raise Refusal("A link opens for a year at most: choose an earlier day.", field="last_day")
    if give_copy(export=export, recipient=recipient, drawn=drawn, by=by, at=at).stamp is not Stamp.CLEAN:
        raise Refusal(
            "Readers get only an offer that is approved, ready to go out and still valid: look at the file's own page "
            "for what is missing."
        )
    token = token_urlsafe(TOKEN)
    told = {"recipient": recipient, "token_hash": token_hash(token), "last_day": last_day}
    made = ProposalLink.objects.create(export=export, made_at=at, made_by=by, **told)
    refuse_erased([recipient], field="recipient")
    record("make_link", **made.told(), by=by, at=at, last_day=last_day.isoformat())
    return Made(made, token)


@transaction.atomic
def revoke_link(*, link: ProposalLink, by: User, at: datetime) -> None:
    """It opens nothing from this moment on; ended twice is ended."""
    standing = ProposalLink.objects.filter(pk=link.pk, revoked_at=None)
    if standing.update(revoked_at=at, revoked_by=by):
        record("revoke_link", **link.told(), by=by, at=at)


@transaction.atomic
def tell_of_links(*, person: User, by: User, at: datetime) -> None:
    """Whose account is closed leaves links that go on opening: the customer was given them by the house. The owner of
    each deal and the manager next above look after them, and are told once an offer; of many with as many statements
    as of one."""
    links = ProposalLink.objects.open_on(timezone.localdate(at)).filter(made_by=person).annotate(above=_above(person))
    related = links.select_related("export__version__quote__deal__owner").order_by("pk")
    left = {link.export.version_id: link for link in related}
    above = User.objects.in_bulk({vars(link)["above"] for link in left.values()} - {None})
    tellings = [_telling(link.export, above.get(vars(link)["above"])) for link in left.values()]
    notify_all(NoticeKind.LINK_LEFT, tellings=tellings, by=by, at=at)


def _above(person: User) -> Subquery:
    """The manager nearest above the deal of a link who is neither its owner nor this person."""
    deal = "export__version__quote__deal__"
    line = Team.objects.managed_on(OuterRef(f"{deal}team__path")).exclude(manager=OuterRef(f"{deal}owner"))
    return Subquery(line.exclude(manager=person).values("manager")[:1])


def _telling(export: ProposalExport, above: User | None) -> Telling:
    version, deal = export.version, export.version.quote.deal
    facts = {"number": version.quote.number, "version": version.mark}
    return Telling(to=[deal.owner, *([above] if above else [])], about=export, deal=deal, facts=facts)


def forget_views_of(contact: Contact) -> None:
    """When an erased person read what, in the transaction that erases them."""
    LinkView.objects.filter(link__recipient=contact).delete()


def forget_views_in(deal: Deal) -> None:
    """The same of a deal whose retention has passed."""
    LinkView.objects.filter(link__export__version__quote__deal=deal).delete()
