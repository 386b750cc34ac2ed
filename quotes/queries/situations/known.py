"""Everything that a deal holds of what the situations ask about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject, TruncDate

from quotes.domain.coach.talk import Next
from quotes.domain.negotiation import Issue
from quotes.domain.proposals import PRICED, ExportState, Kind
from quotes.models import (
    BillingTariff,
    DealIssue,
    IssueOption,
    ProposalCopy,
    ProposalExport,
    ProposalLink,
    QuoteVersion,
    ValueWord,
)
from quotes.models.coach import talk_of
from quotes.queries.rivals import Ground, RivalCard, ground_of, rival_card
from quotes.queries.usage.screen import UsageScreen, usage_screen
from quotes.queries.value import known as value
from stakeholders.domain.seats.words import BuyingRole, SeatKind
from stakeholders.models import Deal, Engagement, Milestone, Seat, User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Known:
    """`told` is what one statement says of the deal; `talk` is None before any offer, or for whoever may not read it.

    `quote` is the one last worked on."""

    deal: Deal
    today: date
    told: dict[str, Any]
    quote: int | None
    rival: RivalCard | None
    ground: Ground | None
    talk: Next | None
    use: UsageScreen
    worth: value.Known


def known_of(user: User, deal: Deal, today: date) -> Known:
    """One statement of its own, three of the use, five of the talk and of the value each, and those of the offer and of
    the rivals."""
    told, ground = _told(deal), ground_of(deal, today)
    reads_talk = ground is not None and Act.SEE_ROUNDS.permits(user)
    return Known(
        deal=deal,
        today=today,
        told=told,
        quote=told.pop("quote"),
        rival=rival_card(user, deal, today, ground),
        ground=ground,
        talk=Next(talk_of(ground.version.quote, ground.version.whole)) if ground and reads_talk else None,
        use=usage_screen(deal),
        worth=value.value_of(deal, today, ground.version if ground else None),
    )


def _told(deal: Deal) -> dict[str, Any]:
    here, quoted = {"deal": OuterRef("pk")}, {"version__quote__deal": OuterRef("pk")}
    last = QuoteVersion.objects.filter(quote__deal=OuterRef("pk")).order_by("-updated_at", "-id").values("quote")[:1]
    exists: dict[str, Any] = {
        "locked": DealIssue.objects.filter(issue=Issue.PRICE_LOCK, **here),
        "planned": Milestone.objects.filter(**here),
    }
    found: dict[str, Any] = {name: Exists(rows) for name, rows in exists.items()}
    found |= {
        "said": Subquery(ValueWord.objects.filter(**here).values("said")[:1]),
        "tariffs": ArraySubquery(BillingTariff.objects.standing().filter(**here).order_by("id").values("name")),
        "locks": ArraySubquery(_locks().values("name")),
        "deciders": ArraySubquery(_deciders(here)),
        "summit": Subquery(_summits(here)),
        "paper": Subquery(_papers(quoted)),
    }
    told: dict[str, Any] = (
        Deal.objects.annotate(**{f"has_{name}": value for name, value in found.items()}, quote=last)
        .values(*(f"has_{name}" for name in found), "quote")
        .get(pk=deal.pk)
    )
    return {name.removeprefix("has_"): value for name, value in told.items()}


def _locks() -> Any:
    return IssueOption.objects.filter(issue__deal=OuterRef("pk"), issue__issue=Issue.PRICE_LOCK).order_by("position")


def _deciders(here: dict[str, Any]) -> Any:
    """Each who can approve or holds the money, and whether they were heard: what nobody answered reached nobody."""
    heard = Engagement.objects.standing().answered().filter(deal=OuterRef("deal"), contacts=OuterRef("contact"))
    decides = Q(can_approve=True) | Q(roles__contains=[BuyingRole.ECONOMIC])
    seats = Seat.objects.filter(decides, **here).annotate(reached=Exists(heard)).order_by("id")
    return seats.values(json=JSONObject(name="contact__name", reached="reached"))


def _summits(here: dict[str, Any]) -> Any:
    """The last time that an executive of theirs was met."""
    met = Engagement.objects.standing().answered().filter(kind__in=["meeting", "visit"], **here)
    heads = met.filter(contacts__seat=SeatKind.EXECUTIVE).order_by("-held_on", "-id")
    return heads.values(json=JSONObject(name="contacts__name", on="held_on"))[:1]


def _papers(quoted: dict[str, Any]) -> Any:
    """The last of what an ally hands up inside that left with a price, as a copy or by a link: a draft is nothing to
    hand up. Its day is the desk's, not the clock's of the database."""
    copies = ProposalCopy.objects.filter(export=OuterRef("pk"), stamp__in=PRICED)
    left = Exists(copies) | Exists(ProposalLink.objects.filter(export=OuterRef("pk")))
    done = ProposalExport.objects.filter(left, state=ExportState.DONE, kind=Kind.CHAMPION, **quoted)
    made = {
        "quote": "version__quote__number",
        "number": "version__number",
        "branch": "version__branch",
        "on": TruncDate("finished_at"),
    }
    return done.order_by("-finished_at", "-id").values(json=JSONObject(**made))[:1]
