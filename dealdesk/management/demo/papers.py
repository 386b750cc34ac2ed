"""Documents of offers: some wait here for the worker; the one that went out is set at once, for readers who have it."""

from datetime import datetime, timedelta
from typing import Any

from dealdesk.management.demo.people import read as story
from dealdesk.management.demo.times import day, on
from dealdesk.pdf import PressFailure, set_in_type
from dealdesk.pdf.client import PRESS
from quotes.actions.batches import request_batch
from quotes.actions.english import write_english
from quotes.actions.links import make_link, revoke_link
from quotes.actions.proposals import claim_export, finish_export, request_export
from quotes.actions.readers import open_link, take_by_link
from quotes.actions.texts import decide_words
from quotes.documents import proposal as document
from quotes.domain.lifecycle import VersionState
from quotes.domain.links import Device, Seen
from quotes.domain.proposals import Kind, Language
from quotes.models import OwnWords, ProposalExport, ProposalLink, Quote, QuoteVersion
from quotes.queries.batches import latest_of
from quotes.queries.quotes import QuoteFilter
from stakeholders.domain.deals import CLOSED
from stakeholders.models import Contact, User

# The last offer that went out in the main story has one of each kind, so that nobody's first page waits for any.
WAITING = (Kind.PROPOSAL, Kind.CHAMPION)


def order(quote: Quote, by: User, manager: User, at: datetime) -> None:
    write_english(version=_sent(quote), words=story("english"), by=by, at=at)
    for kind in WAITING:
        request_export(version=_sent(quote), kind=kind, by=by, at=at)
    _words_read(quote, manager, at)


def _words_read(quote: Quote, manager: User, at: datetime) -> None:
    """What the deal says, so that nobody's first copy is a draft."""
    for words in OwnWords.objects.filter(deal=quote.deal, is_approved=None).order_by("pk"):
        decide_words(words=words, is_approved=True, because="", by=manager, at=at)


def order_together(by: User, at: datetime) -> None:
    """The latest offer of each quote in one's open deals."""
    offers = latest_of(by, QuoteFilter(mine=True), on(at, 0)).exclude(quote__deal__stage__in=CLOSED)
    request_batch(versions=list(offers), kind=Kind.QUOTATION, language=Language.CHINESE, by=by, at=at)


def read(
    told: dict[str, Any], quote: Quote, contacts: dict[str, Contact], by: User, manager: User, at: datetime
) -> None:
    """By three of the customer's people; each look at its hour, as if they had been there."""
    given = day(at, told["day"])
    export = _set(_sent(quote), by, given - timedelta(hours=1))
    if export is None:
        return
    _words_read(quote, manager, given)
    for each in told["links"]:
        reader, last_day = contacts[each["who"]], on(at, told["day"] + each["days"])
        link = make_link(export=export, recipient=reader, last_day=last_day, by=by, at=given).link
        for look in each["looks"]:
            _look(link, look, given + timedelta(hours=look["hour"]))
        if "taken_back" in each:
            revoke_link(link=link, by=by, at=given + timedelta(hours=each["taken_back"]))


def _look(link: ProposalLink, told: dict[str, Any], at: datetime) -> None:
    act = take_by_link if told.get("seen") == Seen.FILE else open_link
    act(link=link, device=Device(told["device"]), at=at)


def _sent(quote: Quote) -> QuoteVersion:
    return quote.versions.filter(state=VersionState.SENT).order_by("-number")[0]


def _set(version: QuoteVersion, by: User, at: datetime) -> ProposalExport | None:
    """As the worker sets it, by a press that ends with it. Where none can be started here there is a demo all the same:
    the worker tries again, and says what is missing."""
    ordered = request_export(version=version, kind=Kind.QUOTATION, by=by, at=at)
    export = claim_export(export=ordered.pk)
    proposal = document.collect(version, at=at, kind=Kind.QUOTATION)
    job = document.job(proposal)
    try:
        made, key = set_in_type(job), job.key()
    except PressFailure:
        return None
    finally:
        PRESS.stop()
    if export is None or not finish_export(
        export=export, key=key, pdf=made, snapshot=document.snapshot(proposal), at=at
    ):
        raise ValueError("nobody else makes what was ordered in this transaction")
    return ProposalExport.objects.select_related("version__quote__deal__customer").get(pk=export.pk)
