"""What the coach is set to, and our plan for a quote."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import coach as actions
from quotes.domain.coach.advice import Hint
from quotes.forms.coach import CoachSettingForm
from quotes.permissions import Act, hint_for
from quotes.queries import coach as queries


@guard(Act.SEE_COACH)
def coach(request: UserRequest) -> HttpResponse:
    context = {
        "rows": queries.coach_settings(request.user, timezone.localdate()),
        "may_edit": Act.EDIT_COACH.permits(request.user),
        "may_see_funding": Act.SEE_FUNDING.permits(request.user),
    }
    return render_screen(request, "quotes/coach.html", context)


@guard(Act.EDIT_COACH, hint_for, methods="GET POST")
def coach_setting(request: UserRequest, hint: Hint) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    held = queries.setting_now(hint, today)
    form = CoachSettingForm(posted(request), bounds=queries.bounds_of(hint), today=today, now=held)
    made = accepted(form, lambda: actions.set_coach(hint=hint, **form.cleaned_data, by=request.user, at=now))
    if made:
        said = {"name": _(hint.label), "day": made.valid_from.isoformat()}
        messages.success(request, _("“%(name)s” is set from %(day)s on.") % said)
        return go(request, "quotes:coach")
    context = {"form": form, "hint": hint, "study": queries.study_of(hint), "bounds": queries.bounds_words(hint)}
    return render_screen(request, "quotes/coach_setting.html", context, status=status_of(form))
