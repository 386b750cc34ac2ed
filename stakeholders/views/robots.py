"""Robots of the teams' group chats, for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.actions.robots import add_robot, remove_robot
from stakeholders.forms.robots import RobotForm
from stakeholders.models import Robot
from stakeholders.permissions import Act, robot_for
from stakeholders.queries.robots import robots_screen


@guard(Act.MANAGE_ROBOTS)
def robots(request: UserRequest) -> HttpResponse:
    return render_screen(request, "stakeholders/robots.html", {"robots": robots_screen()})


@guard(Act.MANAGE_ROBOTS, methods="GET POST")
def robot_new(request: UserRequest) -> HttpResponse:
    form = RobotForm(posted(request))
    if accepted(
        form,
        lambda: add_robot(
            team=form.cleaned_data["team"],
            hook=form.cleaned_data["address"],
            secret=form.cleaned_data["secret"],
            by=request.user,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The robot speaks from the next notice on."))
        return go(request, "stakeholders:robots")
    return render_screen(request, "stakeholders/robot_new.html", {"form": form}, status=status_of(form))


@guard(Act.MANAGE_ROBOTS, robot_for, methods="POST")
def robot_remove(request: UserRequest, robot: Robot) -> HttpResponse:
    remove_robot(robot=robot, by=request.user, at=timezone.now())
    messages.success(request, _("The robot is silent, and its address is deleted."))
    return go(request, "stakeholders:robots")
