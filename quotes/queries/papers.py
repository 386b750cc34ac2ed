"""What a document of a version can be put together from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from quotes.domain.papers import modules, rows
from quotes.domain.rivals.words import Evidence
from quotes.models import QuoteVersion, RivalOffer, VersionUsage
from quotes.models.holding import solution_of
from quotes.models.invoicing import invoicing_of
from stakeholders.models import Deal, User
from stakeholders.permissions import Act


def showable(deal: Deal, currency: str) -> Sequence[RivalOffer]:
    """Offers that could be laid beside one of ours in that currency: in writing, with an amount in the same. One
    statement."""
    written = RivalOffer.objects.standing().filter(evidence=Evidence.DOCUMENT, amount__isnull=False)
    return tuple(written.filter(deal=deal, currency=currency))


def stands_on_use(version: QuoteVersion) -> bool:
    """Whether a document could show what will be used. One statement."""
    return VersionUsage.objects.filter(version=version).exists()


def showable_to(user: User, deal: Deal, currency: str) -> Sequence[RivalOffer]:
    """The same for whoever chooses among them; nothing for those who may not see offers of others."""
    return showable(deal, currency) if Act.SEE_RIVALS.permits(user) else ()


@dataclass(frozen=True)
class Unanswered:
    """A question that a document leaves out, in words that say what to enter; `url` is "" for whoever may not."""

    words: str
    url: str = ""


def unanswered(user: User, version: QuoteVersion) -> tuple[Unanswered, ...]:
    """What the seats ask and the deal does not hold. Two statements."""
    return tuple(_unanswered(user, version.quote.deal, solution_of(version)))


def _unanswered(user: User, deal: Deal, solution: str) -> Iterator[Unanswered]:
    edit = reverse("stakeholders:deal_edit", args=[deal.pk]) if Act.EDIT_DEAL.permits(user) else ""
    needs, answered = rows(deal.needs), {answers for *_rest, answers in modules(solution, deal.needs)}
    if not needs:
        yield Unanswered(gettext("the business asks what troubles are solved: enter the customer's needs."), edit)
    elif open_ := [situation for situation, *_rest in needs if situation not in answered]:
        words = gettext("nothing is said to answer “%(needs)s”: end a line of the solution with | and the need.")
        yield Unanswered(words % {"needs": "”“".join(open_)}, edit)
    if invoicing_of(deal.pk).invoice is None:
        url = reverse("quotes:invoicing", args=[deal.pk]) if Act.SEE_ROUNDS.permits(user) else ""
        yield Unanswered(gettext("finance asks for the kind of invoice: say which one we issue."), url)
