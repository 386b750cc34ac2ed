"""What a reader at the customer does with a link: opens its page, takes the file. Nobody is logged in."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from quotes.actions.proposals import Copy, draw_ahead, give_copy, refuse_unproved
from quotes.domain.links import ONE_LOOK, Device, Seen
from quotes.domain.proposals import PRICED, Stamp
from quotes.models import LinkView, ProposalCopy, ProposalLink
from stakeholders.actions.journal import record
from stakeholders.actions.notices import notify
from stakeholders.domain.notices import NoticeKind


def open_link(*, link: ProposalLink, device: Device, at: datetime) -> Stamp:
    """Its page was opened: the mark that its pages carry today. The first time a person does, our people are told.

    Where a copy with that mark was given to this reader before, nobody who changes the offer is waited for: nothing of
    the offer is written. A mark that is new goes by the door of every copy, once.
    """
    given = _given(link, at)
    drawn = None if given else _drawn(link, at)
    return _opened_by_link(link, given, drawn, device, at)


def take_by_link(*, link: ProposalLink, device: Device, at: datetime) -> Copy:
    """The file itself, and the row that says that it was taken, each time."""
    return _taken_by_link(link, _drawn(link, at), device, at)


def _given(link: ProposalLink, at: datetime) -> Stamp | None:
    """The mark of today, if this reader was given a copy with it."""
    today = timezone.localdate(at)
    stamp = link.stamp_on(today)
    if link.export.is_stopped():
        return None
    if stamp in PRICED:
        refuse_unproved(link.export, today)
    given = ProposalCopy.objects.filter(export=link.export, recipient=link.recipient, stamp=stamp)
    return stamp if given.exists() else None


@transaction.atomic
def _opened_by_link(link: ProposalLink, given: Stamp | None, drawn: Copy | None, device: Device, at: datetime) -> Stamp:
    stamp = given or _copy_today(link, drawn, at).stamp
    version = link.export.version
    if _look(link, Seen.PAGE, device, at):
        deal = version.quote.deal
        record("open_link", **link.told(), by=None, at=at)
        about = {"number": version.quote.number, "version": version.mark}
        told = {deal.owner, link.made_by}
        notify(NoticeKind.LINK_OPENED, to=told, about=link.export, deal=deal, by=None, at=at, **about)
    return stamp


@transaction.atomic
def _taken_by_link(link: ProposalLink, drawn: Copy | None, device: Device, at: datetime) -> Copy:
    copy = _copy_today(link, drawn, at)
    _look(link, Seen.FILE, device, at)
    given = copy.sha256
    record("take_by_link", **link.told(), by=None, at=at, sha256=given, stamp=copy.stamp, device=device)
    return copy


def _drawn(link: ProposalLink, at: datetime) -> Copy | None:
    return draw_ahead(export=link.export, recipient=link.recipient, is_out=True, at=at)


def _copy_today(link: ProposalLink, drawn: Copy | None, at: datetime) -> Copy:
    """By the door of every copy, in the name of whoever made the link, which was made for a clean one."""
    reader, by = link.recipient, link.made_by
    return give_copy(export=link.export, recipient=reader, is_out=True, drawn=drawn, by=by, at=at)


def _look(link: ProposalLink, seen: Seen, device: Device, at: datetime) -> bool:
    """Says whether this is the first time that a person opened the page."""
    held = ProposalLink.objects.select_for_update().get(pk=link.pk)
    if held.revoked_at is not None:
        raise Refusal("This link has been ended.")
    alike = held.views.filter(seen=seen)
    is_first = device is not Device.PROGRAM and not alike.exclude(device=Device.PROGRAM).exists()
    if not alike.filter(device=device, at__gt=at - ONE_LOOK).exists():
        LinkView.objects.create(link=held, seen=seen, device=device, at=at)
    return is_first and seen is Seen.PAGE
