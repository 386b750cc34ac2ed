"""The situations with the figures of one deal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from dealdesk.kernel.words import label
from quotes.domain.situations import CARDS, Facts, Situation, Step
from quotes.queries.situations.facts import Fact, Gap, facts_of
from quotes.queries.situations.known import known_of
from stakeholders.models import Deal, User
from stakeholders.permissions import Act

# The page on which each step is taken; those of one quote need one.
OF_A_DEAL = {
    Step.HEARD: "quotes:rivals",
    Step.WRITTEN: "quotes:rivals",
    Step.ALIKE: "quotes:rivals",
    Step.WORTH: "quotes:readiness",
    Step.CLAIMS: "quotes:value",
    Step.THEIRS: "quotes:value_basis",
    Step.AGREED: "quotes:value",
    Step.EVEN: "quotes:value",
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
    Step.PAGE: "quotes:proposals",
    Step.PAPERS: "quotes:proposals",
}


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """`tone` is good where it is done, info for the next one; `figures` are what this deal says about it, `gaps` what
    it does not. `url` is empty for whoever may not take the step, and those of the gaps with it."""

    name: str
    why: str
    url: str
    tone: str
    state: str
    figures: tuple[str, ...]
    gaps: tuple[Gap, ...]


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
    known = known_of(user, deal, today)
    told = facts_of(known)
    facts = Facts(done={step: fact.is_done for step, fact in told.items() if fact.is_done is not None})
    pages = {step: _page(step, deal, known.quote) for step in Step if _may_take(user, step)}
    return SituationsScreen(cards=tuple(_card(one, pages, facts, told) for one in Situation))


def _may_take(user: User, step: Step) -> bool:
    """All who see the steps see their pages, but for the deal's own facts."""
    return step is not Step.FREEZE or Act.EDIT_DEAL.permits(user)


def _card(one: Situation, pages: Mapping[Step, str], facts: Facts, told: Mapping[Step, Fact]) -> Card:
    done, total = facts.count_of(one)
    following = facts.next_of(one)
    rows = (
        _row(step, asked.why, pages.get(step, ""), told[step], is_next=step == following)
        for step, asked in CARDS[one].items()
    )
    return Card(key=one.value, title=gettext(label(one)), done=done, total=total, rows=tuple(rows))


def _row(step: Step, why: str, page: str, fact: Fact, *, is_next: bool) -> StepRow:
    said = {True: ("good", gettext("done")), False: ("", gettext("open")), None: ("", "")}
    tone, state = ("now", gettext("next")) if is_next else said[fact.is_done]
    return StepRow(
        name=gettext(label(step)),
        why=gettext(why),
        url=page,
        tone=tone,
        state=state,
        figures=fact.figures,
        gaps=tuple(Gap(words=gap.words, url=gap.url or page) for gap in fact.gaps),
    )


def _page(step: Step, deal: Deal, quote: int | None) -> str:
    """What is done on a quote's page leads to the deal's first quote while there is none."""
    if step in OF_A_DEAL:
        return reverse(OF_A_DEAL[step], args=[deal.pk])
    if quote is None:
        return reverse("quotes:quote_new", args=[deal.pk])
    return reverse(OF_A_QUOTE[step], args=[quote])
