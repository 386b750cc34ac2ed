"""A screen as a whole page, or the one part of it that htmx asked for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event


def wants_part(request: HttpRequest) -> bool:
    """A page restored from history or loaded by a boosted link is a page, whatever its headers say."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_screen(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    part: str | None = None,
    status: int = 200,
    events: Mapping[str, Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """`part` names a {% partialdef %} inside the template; `events` are told to the page after the swap."""
    name = f"{template}#{part}" if part and wants_part(request) else template
    response = render(request, name, dict(context), status=status)
    for event, detail in (events or {}).items():
        trigger_client_event(response, event, dict(detail), after="settle")
    return response


def go(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """See other: a redirect for a browser, HX-Redirect for htmx."""
    url = resolve_url(to, *args, **kwargs)
    if wants_part(request):
        return HttpResponseClientRedirect(url)
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
