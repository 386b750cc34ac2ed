"""The screen on which somebody states what holds from a day on."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen


class Dated(Protocol):
    valid_from: date


def from_a_day_on(made: Dated) -> str:
    return _("In force from %(day)s on.") % {"day": made.valid_from.isoformat()}


def state_anew[Row: Dated](
    request: UserRequest,
    form_class: Callable[..., forms.BaseForm],
    add: Callable[..., Row],
    *,
    template: str,
    then: str,
    at: datetime,
    said: Callable[[Row], str] = from_a_day_on,
) -> HttpResponse:
    """The form, today on it; what `add` made of it is `said`, and `then` its list is shown."""
    today = timezone.localdate(at)
    form = form_class(posted(request), today=today, initial={"valid_from": today})
    made = accepted(form, lambda: add(**form.cleaned_data, by=request.user, at=at))
    if made is not None:
        messages.success(request, said(made))
        return go(request, then)
    return render_screen(request, template, {"form": form}, status=status_of(form))
