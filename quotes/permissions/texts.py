"""The doors to texts of the house, and to words of somebody's own that wait to be read."""

from django.db.models import Q
from django.shortcuts import get_object_or_404

from quotes.domain.texts import read_by
from quotes.models import HouseText, OwnWords
from quotes.models.reading import asks_still
from quotes.models.texts import OwnWordsQuerySet
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from stakeholders.permissions import Act, Asking, led_deals


def text_for(user: User, text: int) -> HouseText:
    """Texts are no secret among colleagues; who writes which is said by its place."""
    return get_object_or_404(HouseText.objects.select_related("retired_by"), pk=text)


def words_for(user: User, words: int) -> OwnWords:
    return get_object_or_404(visible_words(user), pk=words)


def visible_words(user: Asking) -> OwnWordsQuerySet:
    """For the places where a person reads own words: managers in deals of the teams they lead, legal in all of them,
    since nobody has asked them to sign yet. They read the words and whose they are, which file of what customer says
    them and what its offer comes to, and nothing of the deal besides."""
    found = OwnWords.objects.filter(block__in=read_by(user.role))
    found = found.select_related("deal__owner", "deal__customer", "asked_by", "author", "decided_by", "revoked_by")
    return found.filter(deal__in=Deal.objects.filter(led_deals(user))) if user.role == Role.MANAGER else found


def words_to_read(user: Asking) -> OwnWordsQuerySet:
    """Those that this person could say something of: never their own, nor any in a deal of theirs."""
    waiting = visible_words(user).filter(asks_still(), is_approved=None)
    return waiting.exclude(deal__owner=user).exclude(author=user)


def words_asked(user: Asking) -> OwnWordsQuerySet:
    """Those of them that ask this person first: a manager the nearest to the deal, and everybody who holds the role."""
    if not Act.APPROVE_WORDS.permits(user):
        return OwnWords.objects.none()
    waiting = words_to_read(user).with_reader()
    return waiting.filter(Q(reader_id=user.pk)) if user.role == Role.MANAGER else waiting


def changes_word(user: User, words: OwnWords) -> bool:
    """Whether what was said of them is this person's to change: it is their word, or whoever gave it reads here no
    more. Of somebody who may read them."""
    said_by = words.said_by
    if said_by is None or said_by == user:
        return said_by == user
    return not said_by.is_active or not visible_words(said_by).filter(pk=words.pk).exists()
