"""The request a guarded view gets, and the few ways its address bar is read."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from stakeholders.models import User


class UserRequest(HttpRequest):
    """Somebody is logged in: the guard has seen to it."""

    user: "User"
    htmx: "HtmxDetails"


def text_of(request: HttpRequest, name: str, *, longest: int = 100) -> str:
    """What was typed into a search box: one line, without the characters no database stores."""
    return " ".join(request.GET.get(name, "").replace("\0", " ").split())[:longest]


def word_of(request: HttpRequest, name: str, words: type[StrEnum]) -> str:
    """One of the words, or "" for anything else somebody wrote into the address bar."""
    value = request.GET.get(name, "")
    return value if value in {word.value for word in words} else ""


def id_of(request: HttpRequest, name: str) -> int | None:
    """A record's number in the address bar; None for anything no record could have."""
    return number_of(request.GET.get(name, ""))


def number_of(value: str) -> int | None:
    """What somebody sent as a record's number."""
    return int(value) if value.isdecimal() and len(value) < 19 else None


def ids_of(request: HttpRequest, name: str) -> set[int]:
    """Every record's number that is given under a name."""
    return {int(value) for value in request.GET.getlist(name) if value.isdecimal() and len(value) < 19}
