"""What can be done with a version, and for what cannot: why, in the words of the rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from quotes.domain.approvals import RAN_OUT, RequestState
from quotes.domain.lifecycle import EXPORTABLE, RUNNING, VersionState
from quotes.permissions import NOT_YOURS_TO_END
from quotes.queries.quotes.offer import Offer
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Button:
    """Shown pressed where `why` is empty, else greyed with the reason beside it."""

    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Buttons:
    """None is a button that does not belong on this reader's screen."""

    edit: bool
    submit: Button | None
    next: Button | None
    send: Button | None
    accept: Button | None
    renew: bool
    branch: bool
    choose: Button | None
    void: bool
    export: bool
    compare: bool


def buttons(user: User, offer: Offer, today: date) -> Buttons:
    may_edit = Act.EDIT_QUOTE.permits(user)
    return Buttons(
        edit=offer.is_draft and may_edit,
        submit=_first(_submit(user, offer, today)) if offer.is_draft and may_edit else None,
        next=_first(_next(offer)) if not offer.is_draft and may_edit else None,
        send=_first(_send(offer)) if _sendable(user, offer) else None,
        accept=_first(_accept(offer)) if _acceptable(user, offer) else None,
        renew=offer.state in RUNNING and may_edit and Act.SUBMIT_VERSION.permits(user),
        branch=not offer.is_draft and may_edit,
        choose=_first(_choose(offer)) if _choosable(user, offer) else None,
        void=offer.may_void,
        export=Act.EXPORT_PROPOSAL.permits(user) and offer.state in EXPORTABLE,
        compare=len(offer.versions) > 1,
    )


def _first(reasons: Iterator[str]) -> Button:
    return Button(why=next(reasons, ""))


def _submit(user: User, offer: Offer, today: date) -> Iterator[str]:
    if not Act.SUBMIT_VERSION.permits(user):
        yield gettext("Sales or their manager submits an offer.")
    yield from offer.authority.blockers
    if offer.valid_until < today:
        yield gettext("The validity date has passed: choose a later day.")


def _next(offer: Offer) -> Iterator[str]:
    if offer.open_draft:
        words = gettext("V%(number)s is still a draft: submit it or discard it first.")
        yield words % {"number": offer.open_draft.name.removeprefix("V")}


def _sendable(user: User, offer: Offer) -> bool:
    return offer.state is VersionState.SUBMITTED and Act.SEND_VERSION.permits(user)


def _send(offer: Offer) -> Iterator[str]:
    if offer.approval and offer.approval.state is RequestState.LAPSED:
        yield gettext(RAN_OUT) % {"number": offer.mark}
    elif not offer.is_approved:
        words = gettext("V%(number)s is not approved: it can be sent once its approval is given.")
        yield words % {"number": offer.mark}
    yield from _expired(offer)
    if offer.not_ready:
        yield offer.not_ready


def _acceptable(user: User, offer: Offer) -> bool:
    return offer.state is VersionState.SENT and Act.ACCEPT_VERSION.permits(user)


def _accept(offer: Offer) -> Iterator[str]:
    yield from _expired(offer)
    if any(other.state == VersionState.ACCEPTED for other in offer.versions):
        yield gettext("Another version of this quote was accepted already: a customer accepts one.")


def _choosable(user: User, offer: Offer) -> bool:
    return bool(offer.rivals) and offer.state is not VersionState.VOID and Act.VOID_VERSION.permits(user)


def _choose(offer: Offer) -> Iterator[str]:
    for rival in offer.rivals:
        if not rival.may_end:
            yield gettext(NOT_YOURS_TO_END) % {"number": rival.name.removeprefix("V")}


def _expired(offer: Offer) -> Iterator[str]:
    if offer.is_expired:
        words = gettext("V%(number)s expired on %(day)s: renew it first.")
        yield words % {"number": offer.mark, "day": offer.valid_until}
