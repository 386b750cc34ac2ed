"""The approval policy: everybody may read it, administrators draft and publish it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import policies as actions
from quotes.domain.policy.file import as_file
from quotes.forms.dated import PublishForm
from quotes.forms.policies import ChoicesForm, PolicyFileForm, PolicyForm, RuleFormSet, initial_choices, initial_rules
from quotes.models import Policy
from quotes.permissions import Act, policy_for
from quotes.queries import policies as queries


@guard(Act.SEE_POLICY)
def policies(request: UserRequest) -> HttpResponse:
    context = {
        "rows": queries.policy_list(timezone.localdate()),
        "may_edit": Act.EDIT_POLICY.permits(request.user),
    }
    return render_screen(request, "quotes/policies.html", context)


@guard(Act.EDIT_POLICY, methods="GET POST")
def policy_new(request: UserRequest) -> HttpResponse:
    form = PolicyForm(posted(request))
    now = timezone.now()
    made = accepted(
        form,
        lambda: actions.draft_policy(valid_from=timezone.localdate(now), by=request.user, at=now, **form.cleaned_data),
    )
    if made:
        return go(request, "quotes:policy", policy=made.pk)
    return render_screen(request, "quotes/policy_new.html", {"form": form}, status=status_of(form))


@guard(Act.SEE_POLICY, policy_for)
def policy(request: UserRequest, policy: Policy) -> HttpResponse:
    """The policy; while a dry run is being counted the page asks for that part again."""
    return _screen(request, policy)


@guard(Act.EDIT_POLICY, policy_for, methods="POST")
def policy_rules(request: UserRequest, policy: Policy) -> HttpResponse:
    named = {"people": queries.nameable(policy)}
    rules: Any = RuleFormSet(request.POST, prefix="rules", form_kwargs=named)
    choices, now = ChoicesForm(request.POST), timezone.now()
    if choices.is_valid():
        rules.choices = choices.chosen()
    rules.groups = queries.known_groups(timezone.localdate(now))
    if not (rules.is_valid() & choices.is_valid()):
        return _screen(request, policy, rules=rules, choices=choices)
    actions.save_rules(policy=policy, told=rules.told(), choices=choices.chosen(), by=request.user, at=now)
    messages.success(request, _("The draft's rules are saved."))
    return go(request, "quotes:policy", policy=policy.pk)


@guard(Act.SEE_POLICY, policy_for)
def policy_file(request: UserRequest, policy: Policy) -> HttpResponse:
    """The whole policy as a file that can be read, compared, changed and brought in again."""
    text = as_file(policy.name, policy.source, policy.value())
    disposition = content_disposition_header(as_attachment=True, filename=f"policy-{policy.number}.json")
    return HttpResponse(text, content_type="application/json", headers={"Content-Disposition": disposition or ""})


@guard(Act.EDIT_POLICY, methods="GET POST")
def policy_import(request: UserRequest) -> HttpResponse:
    form = PolicyFileForm(posted(request), request.FILES or None)
    form.people = queries.nameable() if form.is_bound else ()
    made = accepted(
        form,
        lambda: actions.import_policy(
            name=form.filed.name,
            source=form.filed.source,
            told=form.filed.rules,
            choices=form.filed.choices,
            by=request.user,
            at=timezone.now(),
        ),
    )
    if made:
        return go(request, "quotes:policy", policy=made.pk)
    return render_screen(request, "quotes/policy_import.html", {"form": form}, status=status_of(form))


@guard(Act.EDIT_POLICY, policy_for, methods="POST")
def policy_try(request: UserRequest, policy: Policy) -> HttpResponse:
    actions.try_policy(policy=policy, by=request.user, at=timezone.now())
    return go(request, "quotes:policy", policy=policy.pk)


@guard(Act.EDIT_POLICY, policy_for, methods="POST")
def policy_publish(request: UserRequest, policy: Policy) -> HttpResponse:
    now = timezone.now()
    form = PublishForm(request.POST, today=timezone.localdate(now))
    if accepted(form, lambda: actions.publish_policy(policy=policy, by=request.user, at=now, **form.cleaned_data)):
        messages.success(request, _("“%(name)s” is published.") % {"name": policy.name})
        return go(request, "quotes:policies")
    return _screen(request, policy, publish=form)


@guard(Act.EDIT_POLICY, policy_for, methods="POST")
def policy_discard(request: UserRequest, policy: Policy) -> HttpResponse:
    actions.discard_policy(policy=policy, by=request.user, at=timezone.now())
    messages.success(request, _("The draft “%(name)s” is gone.") % {"name": policy.name})
    return go(request, "quotes:policies")


def _screen(
    request: UserRequest,
    policy: Policy,
    *,
    rules: Any = None,
    choices: ChoicesForm | None = None,
    publish: PublishForm | None = None,
) -> HttpResponse:
    status = 422 if rules or publish else 200
    today = timezone.localdate()
    may_edit = policy.is_draft and Act.EDIT_POLICY.permits(request.user)
    row = queries.policy_row(policy, today)
    if may_edit and rules is None:
        named = {"people": queries.nameable(policy)}
        rules = RuleFormSet(prefix="rules", initial=initial_rules(row.value), form_kwargs=named)
    context = {
        "row": row,
        "trial": queries.trial_row(request.user, policy, row.value),
        "may_try": Act.EDIT_POLICY.permits(request.user),
        "may_edit": may_edit,
        "rules": rules if may_edit else None,
        "choices": choices or ChoicesForm(initial=initial_choices(row.value.choices)),
        "publish": publish or PublishForm(initial={"valid_from": today}, today=today),
    }
    return render_screen(request, "quotes/policy.html", context, part="trial", status=status)
