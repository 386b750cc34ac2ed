"""What somebody has typed of a round, and what happened to the quote meanwhile."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.formats import large
from dealdesk.web.units import for_months, unit
from quotes.domain.negotiation import Beside
from quotes.models import Quote, QuoteVersion, Round, RoundDraft
from stakeholders.models import Contact, User
from stakeholders.queries.privacy import Fact


def drafts_with(contact: Contact) -> Iterator[Fact]:
    """What drafts hold about a person who is chosen in them: for whoever takes out all of it."""
    drafts = RoundDraft.objects.filter(values__theirs__contains=[str(contact.pk)]).select_related("quote", "saved_by")
    for draft in drafts.order_by("pk"):
        said = " · ".join(text for name in ("said", "next_step") for text in draft.values.get(name, ()) if text)
        where, what = str(draft.quote.number), _("Draft of %(name)s") % {"name": draft.saved_by.name}
        yield Fact(kind=_("Rounds"), where=where, when=draft.saved_at, what=what, value=said)


def round_draft(user: User, quote: Quote) -> RoundDraft | None:
    """What this person has typed of the next round and not logged: nothing, where nothing is in it."""
    return RoundDraft.objects.filter(quote=quote, saved_by=user).first()


def came_between(quote: Quote, table: QuoteVersion | None, beside: Beside) -> tuple[str, ...]:
    """What happened to a quote since somebody began to write a round, in sentences; one statement."""
    rounds = quote.rounds.filter(number__gt=beside.round).select_related("logged_by")
    said = [_logged_meanwhile(one, quote.currency) for one in rounds]
    if table and table.pk != beside.version:
        total = f"{large(table.gross_total, quote.currency)} {unit(quote.currency, True, large=True)}"
        said.append(_("On the table now: %(version)s, %(total)s.") % {"version": table, "total": total})
    return tuple(said)


def _logged_meanwhile(one: Round, currency: str) -> str:
    counted = unit(currency, large=True)
    facts = {
        "name": one.logged_by.name,
        "number": one.number,
        "at": f"{timezone.localtime(one.logged_at):%m-%d %H:%M}",
        "offer": f"{large(one.our_offer, currency)} {counted}",
    }
    if one.their_ask is None:
        return _("%(at)s %(name)s logged round %(number)s: we offered %(offer)s, they named no number.") % facts
    facts["ask"] = f"{large(one.their_ask, currency)} {counted} {for_months(one.ask_months)}".strip()
    return _("%(at)s %(name)s logged round %(number)s: we offered %(offer)s, they asked for %(ask)s.") % facts
