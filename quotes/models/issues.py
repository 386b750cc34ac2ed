"""What is negotiated in a deal, issue by issue: the outcomes, what each costs us and is worth to them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dealdesk.db import amount, choices, one_of, paired
from quotes.domain.invoicing import Invoicing
from quotes.domain.issues.moves import Turn, stood
from quotes.domain.issues.options import IssueTerms, Option, Span, Tier
from quotes.domain.issues.worth import Ground
from quotes.domain.negotiation import Issue, MoveTerms
from quotes.domain.pricing.engine import PricedOffer, gross_of, price
from quotes.domain.pricing.terms import OfferTerms
from quotes.domain.spelling import number
from quotes.models.funding import funding_rate
from quotes.models.invoicing import invoicing_of
from quotes.models.negotiation import moves_in
from quotes.models.quotes import QuoteVersion
from stakeholders.models import Deal


class DealIssue(models.Model):
    """One thing that is talked about beside the total, once a deal. Private to those who see rounds."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="issues")
    issue = models.CharField(max_length=14, choices=choices(Issue))
    note = models.CharField(max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "issue"], name="issue_once_a_deal"),
            one_of("issue", Issue, "deal_issue_known"),
            paired("set", "deal_issue_set_pair"),
        ]

    def __str__(self) -> str:
        return str(self.get_issue_display())

    def value(self) -> IssueTerms:
        """`options` prefetched or not."""
        return IssueTerms(issue=Issue(self.issue), options=tuple(option.value() for option in self.options.all()))


class IssueOption(models.Model):
    """One outcome; amounts are with tax, in the deal's currency. See quotes.domain.issues.options.Option."""

    issue = models.ForeignKey(DealIssue, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    cost = amount(null=True, blank=True)
    worth_low = amount(null=True, blank=True)
    worth_high = amount(null=True, blank=True)
    # Credits of a service level, as [[share, chance], …] in percent points.
    tiers = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=200, blank=True)
    is_target = models.BooleanField(default=False)
    is_floor = models.BooleanField(default=False)
    # What the offer and its clauses say as it stands.
    is_today = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["issue", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issue", "position"], deferrable=models.Deferrable.DEFERRED, name="issue_option_position_once"
            ),
            models.UniqueConstraint(fields=["issue"], condition=Q(is_target=True), name="one_target_an_issue"),
            models.UniqueConstraint(fields=["issue"], condition=Q(is_floor=True), name="one_floor_an_issue"),
            models.UniqueConstraint(fields=["issue"], condition=Q(is_today=True), name="one_today_an_issue"),
            models.CheckConstraint(condition=~Q(name=""), name="issue_option_has_a_name"),
            models.CheckConstraint(
                condition=Q(worth_low=None, worth_high=None)
                | Q(worth_low__isnull=False, worth_high__gte=F("worth_low")),
                name="issue_option_worth_in_order",
            ),
            models.CheckConstraint(
                condition=Q(cost=None, worth_low=None, tiers=[]) | ~Q(source=""),
                name="issue_option_figures_have_a_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def value(self) -> Option:
        worth = None
        if self.worth_low is not None and self.worth_high is not None:
            worth = Span(low=self.worth_low, high=self.worth_high)
        return Option(
            key=self.pk,
            name=self.name,
            cost=self.cost,
            worth=worth,
            tiers=tuple(Tier(share=Decimal(share), chance=Decimal(chance)) for share, chance in self.tiers),
            source=self.source,
            is_target=self.is_target,
            is_floor=self.is_floor,
            is_today=self.is_today,
        )


def columns_of(option: Option) -> dict[str, object]:
    """An outcome as its row keeps it."""
    return {
        "name": option.name.strip(),
        "cost": option.cost,
        "worth_low": option.worth.low if option.worth else None,
        "worth_high": option.worth.high if option.worth else None,
        "tiers": [[number(tier.share), number(tier.chance)] for tier in option.tiers],
        "source": option.source.strip(),
        "is_target": option.is_target,
        "is_floor": option.is_floor,
        "is_today": option.is_today,
    }


def turn_of(
    table: QuoteVersion,
    after: OfferTerms,
    *,
    moves: Sequence[MoveTerms],
    agreed: Sequence[MoveTerms],
    day: date,
    old: PricedOffer | None = None,
) -> Turn:
    """What the moves of a round are priced by; two statements, for the rate and the outcomes, three where a move is
    about the invoice. `agreed` are the moves of earlier rounds, `old` what the table comes to where that is in hand.

    Outcomes are in the deal's currency: beside an offer in another they say nothing.
    """
    terms, rate, deal = table.terms(), funding_rate(day, table.currency), table.quote.deal
    rows = IssueOption.objects.filter(issue__deal=deal).select_related("issue")
    options = rows if deal.currency == table.currency else ()
    return Turn(
        before=Ground(
            terms=terms,
            priced=old or price(terms),
            rate=rate.rate if rate else None,
            invoicing=told_of(deal.pk, [move.issue for move in moves]),
        ),
        after=after,
        total=gross_of(after),
        issues=[
            IssueTerms(issue=Issue(issue.issue), options=tuple(option.value() for option in found))
            for issue, found in groupby(options, key=attrgetter("issue"))
        ],
        stood=stood(agreed),
    )


def told_of(deal: int, issues: Iterable[Issue]) -> Invoicing:
    """How the deal is invoiced, where that is among what is talked about; one statement then, and none else."""
    return invoicing_of(deal) if Issue.INVOICE in issues else Invoicing()


def agreed_in(table: QuoteVersion | None) -> Mapping[Issue, int]:
    """The outcome that was agreed last on each issue in the talk about what is on the table, as its rounds are told
    now, in offers that were made; four statements at most.

    A talk is one quote's, as the ledger and the coach read it: what was agreed beside another offer of the deal, this
    offer has not been paid for.
    """
    if table is None:
        return {}
    rounds = table.quote.rounds.with_agreed().select_related("version", "made")
    return stood(moves_in(rounds.as_amended("moves")))


def listed_options(deal: Deal, currency: str) -> frozenset[int]:
    """The keys of all outcomes that may be chosen: none beside an offer in another currency than the deal's."""
    rows = IssueOption.objects.filter(issue__deal=deal) if deal.currency == currency else IssueOption.objects.none()
    return frozenset(rows.values_list("pk", flat=True))


def issues_of(deal: Deal) -> Sequence[DealIssue]:
    """All that is negotiated in a deal, in the order of the words; two statements."""
    rows = deal.issues.prefetch_related("options").select_related("set_by")
    words = [issue.value for issue in Issue]
    return sorted(rows, key=lambda row: words.index(row.issue))
