"""The doors to texts of the house, and to words of somebody's own that wait to be read."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from quotes.domain.texts import read_by
from quotes.models import HouseText, OwnWords
from stakeholders.domain.people import Role
from stakeholders.models import User
from stakeholders.permissions import visible_deals


def text_for(user: User, text: int) -> HouseText:
    """Texts are no secret among colleagues; who writes which is said by its place."""
    return get_object_or_404(HouseText.objects.select_related("retired_by"), pk=text)


def words_for(user: User, words: int) -> OwnWords:
    return get_object_or_404(visible_words(user), pk=words)


def visible_words(user: User) -> QuerySet[OwnWords]:
    """For the places where a person reads own words: managers in deals that they may open, legal in all of them, since
    nobody has asked them to sign yet. They read the words and whose they are, and nothing of the deal besides."""
    found = OwnWords.objects.filter(block__in=read_by(user.role))
    found = found.select_related("deal", "asked_by", "decided_by", "revoked_by")
    return found.filter(deal__in=visible_deals(user)) if user.role == Role.MANAGER else found
