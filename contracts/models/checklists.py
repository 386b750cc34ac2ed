"""Checklists of contracts: the clauses of the library that concern a customer, and what the contract says of each."""

from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.domain.checklists.scoring import Judged
from contracts.domain.checklists.words import ASKED, Asked, ItemState
from contracts.domain.clauses.words import Region
from contracts.domain.payment import Buyer
from contracts.models.clauses import ClauseVersion, known, several
from dealdesk.db import choices, one_of, paired
from quotes.models import QuoteVersion
from quotes.models.orders import PaperOrder, of_an_order
from stakeholders.domain.customers import Industry, Size
from stakeholders.models import Deal, Typed


class Checklist(models.Model):
    """Made from one version of the offer and what was known of the customer then; another one takes its place."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="checklists")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(QuoteVersion, models.PROTECT, related_name="checklists")
    industry = models.CharField(max_length=20, choices=choices(Industry))
    size = models.CharField(max_length=20, choices=choices(Size))
    regions = several(Region)
    # Empty, and None: nobody has said yet.
    buyer = models.CharField(max_length=8, choices=choices(Buyer), blank=True)
    we_are_small = models.BooleanField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["deal_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "number"], name="checklist_numbered_once"),
            one_of("industry", Industry, "checklist_industry_known"),
            one_of("size", Size, "checklist_size_known"),
            models.CheckConstraint(
                condition=Q(buyer="") | Q(buyer__in=[word.value for word in Buyer]), name="checklist_buyer_known"
            ),
            known("regions", Region, "checklist_regions_known"),
            models.CheckConstraint(condition=Q(regions__len__gt=0), name="checklist_has_regions"),
            paired("made", "checklist_made_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="checklists_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.version} #{self.number}"


class ChecklistItemQuerySet(models.QuerySet["ChecklistItem"]):
    def bare(self) -> Self:
        """Of which nobody noted anything, and which nobody judged."""
        return self.filter(level=None, theirs="", figure=None)


class ChecklistItem(models.Model):
    """One clause of the contract beside ours. `level` is the deviation, None until somebody judged it."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="items")
    clause = models.ForeignKey(ClauseVersion, models.PROTECT, related_name="+")
    theirs = models.TextField(max_length=600, blank=True)
    # Who wrote their words or the figure last; None: nobody since the checklist was made.
    worded_at = models.DateTimeField(null=True)
    worded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # The one figure the clause is reckoned by: days, percent or an amount, see `ASKED`.
    figure = models.DecimalField(max_digits=18, decimal_places=5, null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=choices(ItemState), default=ItemState.OPEN)
    edition = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    objects = ChecklistItemQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["checklist", "clause"], name="clause_once_a_checklist"),
            one_of("state", ItemState, "checklist_item_state_known"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__lte=3), name="checklist_item_level_in_reason"),
            models.CheckConstraint(
                condition=~Q(state=ItemState.SETTLED.value) | Q(level__isnull=False, level__lt=3),
                name="nothing_is_settled_that_stops_the_signing",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True, judged_at__isnull=True)
                | Q(level__isnull=False, judged_at__isnull=False),
                name="a_level_is_somebodys_word",
            ),
            models.CheckConstraint(condition=Q(figure=None) | Q(figure__gte=0), name="checklist_item_figure_in_reason"),
            paired("judged", "checklist_item_judged_pair"),
            paired("worded", "checklist_item_worded_pair"),
        ]

    def __str__(self) -> str:
        return str(self.clause)

    @property
    def is_bare(self) -> bool:
        return self.level is None and not self.theirs and self.figure is None

    @property
    def asked(self) -> Asked | None:
        """Which figure it is reckoned by; `clause__clause` selected."""
        return ASKED.get(self.clause.clause.key or "")

    def judged(self) -> Judged:
        return Judged(level=self.level, weight=self.clause.weight)


class ChecklistPaper(PaperOrder):
    """One for each reader, language and extent; made anew when it is asked for again."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="papers")
    # With the clauses that nobody has read or judged.
    is_whole = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["checklist", "asked_by", "language", "is_whole"], name="one_paper_a_reader"
            ),
            *of_an_order("checklist_paper"),
            models.CheckConstraint(
                condition=Q(finished_at=None, failure__isnull=True, sha256="", pdf=None)
                | Q(finished_at__isnull=False, failure__isnull=True, pdf__isnull=False) & ~Q(sha256="")
                | Q(finished_at__isnull=False, failure__isnull=False, sha256="", pdf=None),
                name="checklist_paper_finished_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checklist} {self.language}"


# Where people type words about a customer: an erased person's name is crossed out there.
ABOUT_CUSTOMERS = (Typed(model=ChecklistItem, customer="checklist__deal__customer", columns=("theirs", "evidence")),)
