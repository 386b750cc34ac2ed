"""The three situations with the figures of one deal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext

from dealdesk.kernel.formats import large
from dealdesk.kernel.words import label
from quotes.domain.negotiation import Issue
from quotes.domain.pricing.terms import Role
from quotes.domain.proposals import ExportState
from quotes.domain.situations import CARDS, Facts, Situation, Step
from quotes.models import BillingTariff, DealIssue, ProposalExport, QuoteLine, QuoteVersion, UsageScenario, ValueWord
from quotes.models.usage import UsageSeries
from quotes.queries.budgets.words import unit_of
from quotes.queries.rivals.screen import RivalCard, rival_card
from stakeholders.domain.deals import workdays_left
from stakeholders.domain.seats.words import BuyingRole, SeatKind
from stakeholders.models import Deal, Engagement, Milestone, Seat, User
from stakeholders.permissions import Act
from stakeholders.queries.workdays import noticed_with

# The page on which each step is taken; those of one quote need one.
OF_A_DEAL = {
    Step.HEARD: "quotes:rivals",
    Step.WRITTEN: "quotes:rivals",
    Step.ALIKE: "quotes:rivals",
    Step.WORTH: "quotes:readiness",
    Step.BUDGET: "quotes:budget",
    Step.USAGE: "quotes:deal_usage",
    Step.FORMS: "quotes:billing",
    Step.LOCKED: "quotes:issues",
    Step.PLAN: "stakeholders:plan",
    Step.FREEZE: "stakeholders:deal_edit",
    Step.DECIDER: "stakeholders:seats",
    Step.SUMMIT: "stakeholders:engagements",
}
OF_A_QUOTE = {
    Step.RESIDUAL: "quotes:negotiation",
    Step.PHASES: "quotes:quote",
    Step.PAPERS: "quotes:proposals",
}


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """`tone` is good where it is done, info for the next one; `figure` is what this deal says about it. `url` is empty
    for whoever may not take the step."""

    name: str
    why: str
    url: str
    tone: str
    state: str
    figure: str


@dataclass(frozen=True, kw_only=True)
class Card:
    key: str
    title: str
    done: int
    total: int
    rows: tuple[StepRow, ...]


@dataclass(frozen=True, kw_only=True)
class SituationsScreen:
    cards: tuple[Card, ...]


def situations_screen(user: User, deal: Deal, today: date) -> SituationsScreen:
    """One statement for what was done, and those of the competitor's latest offer."""
    told, rival = _told(deal), rival_card(user, deal, today)
    facts = Facts(done=_done(deal, told, rival))
    figures = _figures(deal, today, rival)
    pages = {step: _page(step, deal, told["quote"]) for step in Step if _may_take(user, step)}
    return SituationsScreen(cards=tuple(_card(one, pages, facts, figures) for one in Situation))


def _told(deal: Deal) -> dict[str, Any]:
    """Whether each thing is there, and the quote that was last worked on."""
    here = {"deal": OuterRef("pk")}
    quoted = {"version__quote__deal": OuterRef("pk")}
    met = Engagement.objects.standing().answered().filter(**here)
    columned = QuoteVersion.objects.filter(quote__deal=OuterRef("pk")).exclude(columns=[])
    heard = Engagement.objects.standing().answered().filter(deal=OuterRef("deal"), contacts=OuterRef("contact"))
    decides = Q(can_approve=True) | Q(roles__contains=[BuyingRole.ECONOMIC])
    deciders = Seat.objects.filter(decides, Exists(heard), **here)
    exists: dict[str, Any] = {
        "worth": ValueWord.objects.filter(**here),
        "scenario": UsageScenario.objects.current().filter(**here),
        "series": UsageSeries.objects.current().filter(**here),
        "tariff": BillingTariff.objects.standing().filter(**here),
        "options": QuoteLine.objects.filter(role=Role.OPTIONAL, **quoted),
        "columns": columned,
        "locked": DealIssue.objects.filter(issue=Issue.PRICE_LOCK, **here),
        "planned": Milestone.objects.filter(**here),
        "decider": deciders,
        "summit": met.filter(kind__in=["meeting", "visit"], contacts__seat=SeatKind.EXECUTIVE),
        "papers": ProposalExport.objects.filter(state=ExportState.DONE, **quoted),
    }
    last = QuoteVersion.objects.filter(quote__deal=OuterRef("pk")).order_by("-updated_at", "-id").values("quote")[:1]
    told = {f"has_{name}": Exists(rows) for name, rows in exists.items()}
    found: dict[str, Any] = Deal.objects.annotate(**told, quote=last).values(*told, "quote").get(pk=deal.pk)
    return found


def _done(deal: Deal, told: Mapping[str, Any], rival: RivalCard | None) -> dict[Step, bool]:
    """Talking about the rest alone is nothing that could be ticked off."""
    return {
        Step.HEARD: rival is not None,
        Step.WRITTEN: rival is not None and not rival.row.is_claimed,
        Step.ALIKE: rival is not None and bool(rival.row.alike) and not rival.row.open,
        Step.WORTH: told["has_worth"],
        Step.BUDGET: _spread(deal) is not None,
        Step.USAGE: told["has_scenario"] or told["has_series"],
        Step.FORMS: told["has_tariff"],
        Step.PHASES: told["has_options"] or told["has_columns"],
        Step.LOCKED: told["has_locked"],
        Step.PLAN: told["has_planned"],
        Step.FREEZE: deal.freeze_on is not None,
        Step.DECIDER: told["has_decider"],
        Step.SUMMIT: told["has_summit"],
        Step.PAPERS: told["has_papers"],
    }


def _spread(deal: Deal) -> Any:
    estimate = getattr(deal, "budget", None)
    return estimate.spread if estimate else None


def _figures(deal: Deal, today: date, rival: RivalCard | None) -> dict[Step, str]:
    found = {}
    if rival:
        found[Step.HEARD] = f"{rival.row.rival} {rival.row.claimed}".strip()
        found[Step.WRITTEN] = rival.row.evidence
        found[Step.ALIKE] = rival.row.alike or rival.row.why
        if rival.row.open:
            asked = gettext("%(n)s points are still unknown") % {"n": rival.row.open}
            found[Step.ALIKE] = f"{rival.row.alike} · {asked}".strip(" ·")
    if spread := _spread(deal):
        words = gettext("half the chance above %(amount)s %(unit)s")
        amount = large(spread.p50, deal.budget.currency)
        found[Step.BUDGET] = words % {"amount": amount, "unit": unit_of(deal.budget.basis)}
    if deal.freeze_on:
        left = workdays_left(today, deal.freeze_on, noticed_with(deal))
        found[Step.FREEZE] = gettext("%(day)s · %(n)s workdays left") % {"day": f"{deal.freeze_on:%m-%d}", "n": left}
    if deal.critical_days is not None:
        found[Step.PLAN] = gettext("critical path of %(n)s workdays") % {"n": deal.critical_days}
    return found


def _may_take(user: User, step: Step) -> bool:
    """All who see the steps see their pages, but for the deal's own facts."""
    return step is not Step.FREEZE or Act.EDIT_DEAL.permits(user)


def _card(one: Situation, pages: Mapping[Step, str], facts: Facts, figures: Mapping[Step, str]) -> Card:
    done, total = facts.count_of(one)
    following = facts.next_of(one)
    return Card(
        key=one.value,
        title=gettext(label(one)),
        done=done,
        total=total,
        rows=tuple(
            _row(
                step,
                asked.why,
                pages.get(step, ""),
                facts.done.get(step),
                step == following,
                figures.get(step, ""),
            )
            for step, asked in CARDS[one].items()
        ),
    )


def _row(step: Step, why: str, page: str, done: bool | None, is_next: bool, figure: str) -> StepRow:
    said = {True: ("good", gettext("done")), False: ("", gettext("open")), None: ("", "")}
    tone, state = ("now", gettext("next")) if is_next else said[done]
    return StepRow(name=gettext(label(step)), why=gettext(why), url=page, tone=tone, state=state, figure=figure)


def _page(step: Step, deal: Deal, quote: int | None) -> str:
    """What is done on a quote's page leads to the deal's first quote while there is none."""
    if step in OF_A_DEAL:
        return reverse(OF_A_DEAL[step], args=[deal.pk])
    if quote is None:
        return reverse("quotes:quote_new", args=[deal.pk])
    return reverse(OF_A_QUOTE[step], args=[quote])
