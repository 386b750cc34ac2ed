"""The English words for what documents print: those of the house, and those of one deal."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import paired
from quotes.domain.english import LONGEST_CHINESE, LONGEST_WORDS, English
from stakeholders.models import Deal


class EnglishWordsQuerySet(models.QuerySet["EnglishWords"]):
    def of_the_house(self) -> Self:
        return self.filter(deal=None)

    def known(self, texts: Iterable[str], deal: int | None) -> English:
        """What these texts are in English for that deal, None for the house alone. One statement."""
        wanted = self.filter(Q(deal=None) | Q(deal=deal) if deal else Q(deal=None), zh__in=set(texts))
        house: dict[str, str] = {}
        own: dict[str, str] = {}
        for of, zh, en in wanted.order_by("pk").values_list("deal", "zh", "en"):
            (own if of else house)[zh] = en
        return English(house, own)


class EnglishWords(models.Model):
    """What the house (without a deal), or the papers of one deal, call something in English."""

    deal = models.ForeignKey(Deal, models.PROTECT, null=True, related_name="english")
    zh = models.CharField(max_length=LONGEST_CHINESE)
    en = models.CharField(max_length=LONGEST_WORDS)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = EnglishWordsQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # In a deal two may come to read alike: a person's name is crossed out in both when they are erased.
            models.UniqueConstraint(fields=["zh"], condition=Q(deal=None), name="house_english_once"),
            models.CheckConstraint(condition=~Q(zh="") & ~Q(en=""), name="english_words_say_something"),
            paired("written", "english_words_written_pair"),
        ]

    def __str__(self) -> str:
        return str(self.en)
