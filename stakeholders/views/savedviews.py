"""The views a person keeps of the lists."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.actions.savedviews import remove_view, save_view
from stakeholders.forms.savedviews import SavedViewForm
from stakeholders.models import SavedView
from stakeholders.permissions import Act, saved_view_for
from stakeholders.queries.savedviews import opened, saved_views


@guard(Act.KEEP_VIEW)
def savedviews(request: UserRequest) -> HttpResponse:
    return render_screen(request, "stakeholders/savedviews.html", {"lists": saved_views(request.user)})


@guard(Act.KEEP_VIEW, methods="POST")
def view_save(request: UserRequest) -> HttpResponse:
    """From the list as it is seen, and back to it."""
    form = SavedViewForm(request.POST)
    kept = accepted(form, lambda: save_view(**form.cleaned_data, by=request.user, at=timezone.now()))
    if kept:
        messages.success(request, _("Kept as “%(name)s”.") % {"name": kept.name})
        return go(request, opened(kept))
    context = {"lists": saved_views(request.user), "form": form}
    return render_screen(request, "stakeholders/savedviews.html", context, status=status_of(form))


@guard(Act.KEEP_VIEW, saved_view_for, methods="POST")
def view_remove(request: UserRequest, saved_view: SavedView) -> HttpResponse:
    remove_view(view=saved_view, by=request.user, at=timezone.now())
    messages.success(request, _("The view “%(name)s” is gone; the list is as it was.") % {"name": saved_view.name})
    return go(request, "stakeholders:savedviews")
