"""Texts of the house for documents, in editions that never change; and words of one's own, and who agreed to them."""

from datetime import UTC, datetime
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from dealdesk.db import choices, one_of, paired
from dealdesk.kernel.words import Told
from quotes.domain.papers import LONGEST_TEXT, Block, Composition, Passage, printed
from quotes.domain.proposals import Kind
from quotes.domain.texts import LONGEST_ENGLISH, read_by
from stakeholders.domain.people import Role
from stakeholders.models import Deal, Team, User


class HouseText(models.Model):
    """One text of the house for one place, whatever its words are today."""

    block = models.CharField(max_length=12, choices=choices(Block))
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            one_of("block", Block, "text_block_known"),
            paired("retired", "text_retired_pair"),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_because="")
                | (Q(retired_at__isnull=False) & ~Q(retired_because="")),
                name="text_retired_with_a_reason",
            ),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="texts_stay", operation=pgtrigger.Delete)]


class TextEditionQuerySet(models.QuerySet["TextEdition"]):
    def newest(self) -> Self:
        """The last edition of each text."""
        later = TextEdition.objects.filter(text=OuterRef("text"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later)).order_by("text_id")

    def stopped(self) -> Self:
        """Those that must not leave any more: a later edition of the same text says so."""
        later = TextEdition.objects.filter(text=OuterRef("text"), number__gt=OuterRef("number"))
        return self.filter(Exists(later.exclude(stops_because="")))


class TextEdition(models.Model):
    """What a text says, entered whole in both languages; `name` is what it is called among us."""

    text = models.ForeignKey(HouseText, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    zh = models.TextField(max_length=LONGEST_TEXT)
    en = models.TextField(max_length=LONGEST_ENGLISH)
    why = models.CharField(max_length=300, blank=True)
    # Why no edition before it may leave any more; empty where they go on leaving as they are.
    stops_because = models.CharField(max_length=300, blank=True, db_default="")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = TextEditionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["text_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "number"], name="text_edition_numbered_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(zh="") & ~Q(en=""), name="text_says_it_in_both"),
            paired("added", "text_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="text_editions_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def said(self) -> Told:
        return Told(self.zh, self.en)


class OwnWordsQuerySet(models.QuerySet["OwnWords"]):
    def with_reader(self) -> Self:
        """Adds whom they ask first today, `reader_id`: where a manager reads, the nearest above the deal who neither
        owns it nor wrote them. None where nobody stands there, and where everybody of a role is asked."""
        line = Team.objects.managed_on(OuterRef("deal__team__path")).exclude(manager=OuterRef("deal__owner"))
        above = line.exclude(manager=Coalesce(OuterRef("author"), Value(0)))
        places = Q(block__in=read_by(Role.MANAGER))
        first = Case(When(places, then=Subquery(above.values("manager")[:1])), output_field=models.BigIntegerField())
        return self.annotate(reader_id=first)

    def by_sheet(self) -> Self:
        """Of the English words of a deal that wait, or of which somebody said the same at once, the first, with how
        many there are (`many`): they are read in one table."""
        said = Coalesce("revoked_at", "decided_at", Value(datetime(1, 1, 1, tzinfo=UTC)))
        rows = self.alias(said=said)
        english = rows.filter(block=Block.ENGLISH, deal=OuterRef("deal"), said=OuterRef("said")).order_by()
        first = ~Q(block=Block.ENGLISH) | ~Exists(english.filter(pk__lt=OuterRef("pk")))
        many = english.values("deal").annotate(many=Count("pk")).values("many")
        counted = Case(When(block=Block.ENGLISH, then=Subquery(many)), default=1, output_field=models.IntegerField())
        return rows.filter(first).annotate(many=counted)


class OwnWords(models.Model):
    """Exactly these words in this place of a deal's documents, and whether whoever reads them there agreed; on prices,
    terms and a request, for one content of the offer."""

    # Annotated by with_reader().
    reader_id: int | None

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="own_words")
    block = models.CharField(max_length=12, choices=choices(Block))
    text = models.TextField(max_length=LONGEST_TEXT)
    sha256 = models.CharField(max_length=64)
    # Who ordered the first file with them.
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Who wrote them, or typed them last in the deal where that is known; the deal's owner answers for those anyhow.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_approved = models.BooleanField(null=True)
    because = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # An approval, before a copy went out with them.
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_because = models.CharField(max_length=300, blank=True, db_default="")

    objects = OwnWordsQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "sha256"], name="own_words_asked_once"),
            one_of("block", Block, "own_words_block_known"),
            paired("asked", "own_words_asked_pair"),
            paired("decided", "own_words_decided_pair"),
            paired("revoked", "own_words_revoked_pair"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_because="")
                | (Q(revoked_at__isnull=False, is_approved=True) & ~Q(revoked_because="")),
                name="own_words_taken_back_say_why",
            ),
            models.CheckConstraint(
                condition=Q(is_approved=None, decided_at=None) | Q(is_approved__isnull=False, decided_at__isnull=False),
                name="own_words_decided_with_a_word",
            ),
            models.CheckConstraint(condition=~Q(is_approved=False) | ~Q(because=""), name="own_words_refused_say_why"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="own_words_stay", operation=pgtrigger.Delete)]

    @property
    def passage(self) -> Passage:
        return Passage(Block(self.block), self.text)

    @property
    def pair(self) -> tuple[str, str]:
        """Of English words: the Chinese, and what stands for it."""
        zh, _line, en = self.text.partition("\n")
        return zh, en

    @property
    def holds(self) -> bool | None:
        """What was said of them by themselves: an approval that was taken back is a no."""
        return False if self.revoked_at else self.is_approved

    @property
    def said_at(self) -> datetime | None:
        return self.revoked_at or self.decided_at

    @property
    def said_by(self) -> User | None:
        return self.revoked_by or self.decided_by

    @property
    def writer(self) -> User:
        return self.author or self.deal.owner


def is_stopped(kind: Kind, composition: Composition) -> bool:
    """Whether a document put together like this prints words that must not leave, whoever holds it already. A statement
    where texts were chosen."""
    places = printed(kind, composition)
    chosen = [one.edition for one in composition.house if one.block in places]
    return bool(chosen) and TextEdition.objects.stopped().filter(pk__in=chosen).exists()
