"""The guard every route wears: it opens the record, asks whether the act is allowed, and hands it to the view."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Protocol

from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponseBase]


class Permits(Protocol):
    def permits(self, user: Any) -> bool: ...


def guard(act: Permits, opens: Callable[..., Any] | None = None, *, methods: str = "GET") -> Callable[[View], View]:
    """404 for a record that is not yours to see, 403 for an act that is not yours to do, then the view.

    `opens(user, **url)` receives every part of the URL by name and returns the record, which the view gets
    in their place.
    """

    def decorate(view: View) -> View:
        @require_http_methods([*methods.split(), *(["HEAD"] if "GET" in methods.split() else [])])
        @wraps(view)
        def guarded(request: HttpRequest, **url: Any) -> HttpResponseBase:
            record = [opens(request.user, **url)] if opens else []
            if not act.permits(request.user):
                raise PermissionDenied
            return untaken(request, partial(view, request, *record))

        guarded.guarded_act = act  # type: ignore[attr-defined]
        return guarded

    return decorate


def untaken[Answer: HttpResponseBase](request: HttpRequest, view: Callable[[], Answer]) -> Answer:
    """Whoever asks for the headers alone has taken nothing: what the view wrote of it is undone."""
    if request.method != "HEAD":
        return view()
    with transaction.atomic():
        answer = view()
        transaction.set_rollback(True)
    # Nobody has seen what its page would have told.
    told = get_messages(request)
    if isinstance(told, BaseStorage):
        told.used = False
    return answer


def public(view: View) -> View:
    """For the few routes that need no log-in; the route test lists them by name."""
    opened = login_not_required(view)
    opened.guarded_act = "public"  # type: ignore[attr-defined]
    return opened
