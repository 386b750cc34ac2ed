"""Exports of a version as a PDF: the order, its progress, the stored snapshot, the bytes, and what left the house."""

from datetime import date, datetime
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, override

from dealdesk.db import FindingField, choices, one_of, paired
from dealdesk.pdf.stamping import Marks
from quotes.domain.lifecycle import VersionState, is_expired
from quotes.domain.papers import AS_USUAL, SAYS, Block, Passage, binding, composition_from, printed, typed_in
from quotes.domain.proposals import (
    ACROSS,
    ACROSS_WAITING,
    PRICED,
    UNDER_WAY,
    ExportState,
    Kind,
    Language,
    Stamp,
    Waits,
    stamp_of,
)
from quotes.models.claims import ClaimEdition
from quotes.models.quotes import QuoteVersion
from quotes.models.texts import HouseText, OwnWords, is_stopped
from quotes.models.triggers import first_price_out
from stakeholders.models import Contact

KEPT = pgtrigger.Update | pgtrigger.Delete


class ProposalExportQuerySet(models.QuerySet["ProposalExport"]):
    def under_way(self) -> Self:
        return self.filter(state__in=UNDER_WAY)

    def forgotten(self, before: datetime) -> Self:
        """Under way since then: their jobs may be gone."""
        return self.under_way().filter(requested_at__lt=before).order_by("id")

    def dead(self) -> Self:
        """Given up by the machine and not by its author's mistake, where nobody has made the same since."""
        same = {name: models.OuterRef(name) for name in ("version", "kind", "language", "composed")}
        later = ProposalExport.objects.filter(id__gt=models.OuterRef("id"), **same).exclude(state=ExportState.FAILED)
        return self.filter(~models.Exists(later), state=ExportState.FAILED, by_machine=True)


class ProposalExport(models.Model):
    version = models.ForeignKey(QuoteVersion, models.PROTECT, related_name="exports")
    kind = models.CharField(max_length=10, choices=choices(Kind), default=Kind.PROPOSAL)
    content_hash = models.CharField(max_length=64)
    # What it was ordered with besides, and the hash of that.
    composition = models.JSONField(default=dict, blank=True)
    composed = models.CharField(max_length=64, default=AS_USUAL.key)
    language = models.CharField(max_length=8, choices=choices(Language), default=Language.CHINESE)
    # Marks are stamped on the copy that leaves; only files from before carry one in their pages.
    printed = models.CharField(max_length=8, choices=choices(Stamp), default=Stamp.CLEAN)
    state = models.CharField(max_length=10, choices=choices(ExportState), default=ExportState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Those of before it was ordered anew: a number that a worker was given is given to no other.
    attempts_before = models.PositiveSmallIntegerField(default=0, db_default=0)
    # Why it failed, or why it is tried once more.
    failure = FindingField(null=True, blank=True)
    # Whether the press gave it up: then its author has nothing to put right.
    by_machine = models.BooleanField(default=False, db_default=False)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)

    objects = ProposalExportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "kind", "language", "composed"],
                condition=Q(state__in=[ExportState.QUEUED, ExportState.RENDERING]),
                name="one_export_under_way",
            ),
            one_of("state", ExportState, "export_state_known"),
            one_of("kind", Kind, "export_kind_known"),
            one_of("language", Language, "export_language_known"),
            one_of("printed", Stamp, "export_printed_known"),
            paired("requested", "export_requested_pair"),
            models.CheckConstraint(condition=Q(progress__range=(0, 100)), name="export_progress_is_percent"),
            models.CheckConstraint(
                condition=(Q(state=ExportState.DONE) & ~Q(sha256="") & Q(finished_at__isnull=False))
                | (~Q(state=ExportState.DONE) & Q(sha256="")),
                name="export_done_has_a_hash",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExportState.FAILED) | Q(failure__isnull=False), name="export_failed_says_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["version", "-requested_at"], name="export_by_version")]

    def stamp_on(self, day: date, *, version: QuoteVersion, is_cleared: bool) -> Stamp:
        """What a copy carries that day, where `version` is its offer as the caller read it."""
        return stamp_of(
            printed=Stamp(self.printed),
            is_same_offer=version.fingerprint == self.content_hash,
            state=VersionState(version.state),
            is_cleared=is_cleared,
            is_expired=is_expired(VersionState(version.state), version.valid_until, day),
        )

    @property
    def tries(self) -> int:
        """How often a worker began it since it was ordered last."""
        return self.attempts - self.attempts_before

    def is_stopped(self) -> bool:
        """Whether it prints words that the house lets leave no more, not even to whoever has it already."""
        return is_stopped(Kind(self.kind), composition_from(self.composition))

    def marks(self, stamp: Stamp, recipient: Contact | None, *, waits: Waits | None = None) -> Marks:
        """The words that this mark and this recipient put on every page, in the language of the file; `waits` is what
        alone keeps it a draft."""
        lines = ACROSS_WAITING[waits] if waits else ACROSS[stamp]
        with override(self.language):
            across = () if stamp == self.printed else tuple(map(gettext, lines))
            return Marks(across, gettext("For %(person)s alone") % {"person": recipient.name} if recipient else "")

    def lapsed_on(self, day: date) -> ClaimEdition | None:
        """What it claims and may not be told any more. One statement, and one more where it claims anything."""
        told = ProposalFile.objects.filter(export=self).values_list("snapshot__claims", flat=True).first()
        return next(iter(ClaimEdition.objects.all().untellable(told or (), day)), None)


class Paper(models.Model):
    """Bytes that came out of the press, under the hash of all that went in: the same order twice is one paper."""

    key = models.CharField(max_length=64, unique=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    pages = models.PositiveIntegerField()
    pdf = models.BinaryField()

    class Meta:
        triggers: ClassVar = [pgtrigger.Protect(name="papers_are_kept", operation=KEPT)]


class ProposalFile(models.Model):
    """What an export says and the paper it is set on, kept apart so that a list never reads them; written once."""

    export = models.OneToOneField(ProposalExport, models.PROTECT, related_name="file")
    snapshot = models.JSONField()
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="files")

    class Meta:
        triggers: ClassVar = [pgtrigger.Protect(name="files_are_kept", operation=KEPT)]


class ProposalCopy(models.Model):
    """Bytes that left the house, by their hash: the export with the mark of that day, and for whom. Each row is the
    first time; every time stands in the journal."""

    export = models.ForeignKey(ProposalExport, models.PROTECT, related_name="copies")
    stamp = models.CharField(max_length=8, choices=choices(Stamp))
    recipient = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["export", "sha256"], name="one_row_for_the_same_bytes"),
            one_of("stamp", Stamp, "copy_stamp_known"),
            paired("handed", "copy_handed_pair"),
        ]
        triggers: ClassVar = [
            first_price_out(
                "clean_paper_freezes_the_budget",
                pgtrigger.Insert,
                "NEW.stamp IN (" + ", ".join(f"'{stamp}'" for stamp in sorted(PRICED)) + ")",
                quote="(SELECT v.quote_id FROM quotes_quoteversion v"
                " JOIN quotes_proposalexport e ON e.version_id = v.id WHERE e.id = NEW.export_id)",
                at="handed_at",
                by="handed_by_id",
            ),
        ]


def says(file: str = "file__") -> dict[str, F]:
    """What the file at the end of this path says as somebody typed it, to annotate a row with."""
    return {f"says_{name}": F(f"{file}snapshot__{path}") for name, path in SAYS.items()}


def typed_by(row: models.Model) -> tuple[Passage, ...]:
    """Of a row with what its file `says`."""
    return typed_in({name: vars(row)[f"says_{name}"] for name in SAYS})


def typed_on(export: ProposalExport) -> tuple[Passage, ...]:
    """What its file prints as somebody typed it; nothing where there is none. One statement."""
    told = ProposalFile.objects.filter(export=export).values_list(*(f"snapshot__{path}" for path in SAYS.values()))
    found = told.first()
    return typed_in(dict(zip(SAYS, found, strict=True))) if found else ()


def made_with(text: HouseText) -> tuple[ProposalExport, ...]:
    """Files that print an edition of a text and could still leave, or will once they are made: of offers that are not
    void."""
    chosen = {f"composition__house__{text.block}__in": list(text.editions.values_list("pk", flat=True))}
    states = (ExportState.DONE, *UNDER_WAY)
    found = ProposalExport.objects.filter(state__in=states, **chosen).exclude(version__state=VersionState.VOID)
    related = found.select_related("requested_by", "version__quote__deal").prefetch_related("links__made_by")
    return tuple(export for export in related.order_by("pk") if _prints(export, Block(text.block)))


def _prints(export: ProposalExport, block: Block) -> bool:
    return block in printed(Kind(export.kind), composition_from(export.composition))


def went_out_with(words: OwnWords) -> datetime | None:
    """When the first copy of its deal left with a price and these words in it, of an offer that is not void."""
    copies = ProposalCopy.objects.filter(export__version__quote__deal=words.deal_id, stamp__in=PRICED)
    copies = copies.exclude(export__version__state=VersionState.VOID)
    said = copies.order_by("handed_at").annotate(**says("export__file__"))
    return next((copy.handed_at for copy in said.select_related("export") if _prints_words(copy, words)), None)


def _prints_words(copy: ProposalCopy, words: OwnWords) -> bool:
    export = copy.export
    said = (*binding(Kind(export.kind), composition_from(export.composition)), *typed_by(copy))
    return words.sha256 in {passage.key(export.content_hash) for passage in said}
