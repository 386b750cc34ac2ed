"""People and teams, for administrators."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, text_of, word_of
from dealdesk.web.screens import go, render_screen
from stakeholders.actions.people import change_person, change_team, create_team, note, open_account
from stakeholders.domain.people import Role
from stakeholders.forms.people import AccountForm, PersonForm, TeamForm
from stakeholders.models import Team, User
from stakeholders.permissions import Act, person_for, team_for
from stakeholders.queries.people import people_screen


def logged_in(user: User, **_: Any) -> None:
    """Told by the log-in, which is not ours."""
    note("log_in", person=user, by=user, at=timezone.now())


def password_was_changed(user: User, **_: Any) -> None:
    note("change_password", person=user, by=user, at=timezone.now())


@guard(Act.MANAGE_PEOPLE)
def people(request: UserRequest) -> HttpResponse:
    after, chosen = (
        request.GET.get("after", ""),
        {"text": text_of(request, "q"), "role": word_of(request, "role", Role)},
    )
    screen = people_screen(**chosen, closed="closed" in request.GET, after=after)
    context = {"screen": screen, "roles": tuple(Role), "closed": "closed" in request.GET, **chosen}
    return render_screen(request, "stakeholders/people.html", context, part="rows" if after else None)


@guard(Act.MANAGE_PEOPLE, methods="GET POST")
def person_new(request: UserRequest) -> HttpResponse:
    form = AccountForm(posted(request))
    if accepted(form, lambda: open_account(**form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:people")
    return render_screen(request, "stakeholders/person_edit.html", {"form": form}, status=status_of(form))


@guard(Act.MANAGE_PEOPLE, person_for, methods="GET POST")
def person_edit(request: UserRequest, person: User) -> HttpResponse:
    form = PersonForm(posted(request), instance=person)
    if accepted(form, lambda: change_person(person, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:people")
    context = {"form": form, "person": person}
    return render_screen(request, "stakeholders/person_edit.html", context, status=status_of(form))


@guard(Act.MANAGE_PEOPLE, methods="GET POST")
def team_new(request: UserRequest) -> HttpResponse:
    form = TeamForm(posted(request))
    if accepted(form, lambda: create_team(**form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:people")
    return render_screen(request, "stakeholders/team_edit.html", {"form": form}, status=status_of(form))


@guard(Act.MANAGE_PEOPLE, team_for, methods="GET POST")
def team_edit(request: UserRequest, team: Team) -> HttpResponse:
    form = TeamForm(posted(request), instance=team)
    if accepted(form, lambda: change_team(team, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:people")
    return render_screen(request, "stakeholders/team_edit.html", {"form": form, "team": team}, status=status_of(form))
