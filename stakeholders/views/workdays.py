"""Which days are worked: what was announced, and importing the next year's notice."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.refusals import translated
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.actions.workdays import import_workdays
from stakeholders.forms.workdays import NoticeForm
from stakeholders.permissions import Act
from stakeholders.queries.workdays import workdays_screen


@guard(Act.SEE_WORKDAYS)
def workdays(request: UserRequest) -> HttpResponse:
    context = {"screen": workdays_screen(request.user, timezone.localdate())}
    return render_screen(request, "stakeholders/workdays.html", context)


@guard(Act.IMPORT_WORKDAYS, methods="GET POST")
def workdays_import(request: UserRequest) -> HttpResponse:
    """Shown first, with every line that could not be read; stored once somebody has seen it and nothing is wrong."""
    form = NoticeForm(request.POST, request.FILES) if request.method == "POST" else NoticeForm()
    is_good = form.is_valid()
    read = form.read
    if is_good and read and not read.wrong and form.cleaned_data["seen"]:
        told = {name: form.cleaned_data[name] for name in ("year", "title", "source")}
        done = accepted(form, lambda: import_workdays(**told, days=read.days, by=request.user, at=timezone.now()))
        if done:
            messages.success(request, _("The working days of %(year)s are imported.") % {"year": done.year})
            return go(request, "stakeholders:workdays")
    wrong = [(line, translated(one.message, dict(one.params))) for line, one in read.wrong] if read else []
    context = {"form": form, "read": read, "wrong": wrong, "ready": bool(read and not wrong and not form.errors)}
    status = 422 if wrong else status_of(form)
    return render_screen(request, "stakeholders/workdays_import.html", context, status=status)
