"""The approval policy: everybody may read it, administrators draft and publish it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.guards import guard
from dealdesk.web.refusals import put_into
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import policies as actions
from quotes.forms.policies import PolicyForm, PublishForm, RuleFormSet
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
    form = PolicyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            policy = actions.draft_policy(
                **form.cleaned_data, valid_from=timezone.localdate(now), by=request.user, at=now
            )
        except Refusal as refusal:
            put_into(form, refusal)
        else:
            return go(request, "quotes:policy", policy=policy.pk)
    status = 422 if request.method == "POST" else 200
    return render_screen(request, "quotes/policy_new.html", {"form": form}, status=status)


@guard(Act.SEE_POLICY, policy_for)
def policy(request: UserRequest, policy: Policy) -> HttpResponse:
    return _screen(request, policy)


@guard(Act.EDIT_POLICY, policy_for, methods="POST")
def policy_rules(request: UserRequest, policy: Policy) -> HttpResponse:
    rules = RuleFormSet(request.POST, prefix="rules", initial=queries.initial_rules(policy))
    problem = PolicyForm({"name": policy.name, "source": policy.source})
    if rules.is_valid():
        try:
            actions.save_rules(policy=policy, told=rules.told(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            put_into(problem, refusal)
        else:
            messages.success(request, _("The draft's rules are saved."))
            return go(request, "quotes:policy", policy=policy.pk)
    return _screen(request, policy, rules=rules, problem=problem, status=422)


@guard(Act.EDIT_POLICY, policy_for, methods="POST")
def policy_publish(request: UserRequest, policy: Policy) -> HttpResponse:
    now = timezone.now()
    form = PublishForm(request.POST, today=timezone.localdate(now))
    if form.is_valid():
        try:
            actions.publish_policy(policy=policy, by=request.user, at=now, **form.cleaned_data)
        except Refusal as refusal:
            put_into(form, refusal)
        else:
            messages.success(request, _("Published."))
            return go(request, "quotes:policies")
    return _screen(request, policy, publish=form, status=422)


def _screen(
    request: UserRequest,
    policy: Policy,
    *,
    rules: Any = None,
    publish: PublishForm | None = None,
    problem: PolicyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    may_edit = policy.is_draft and Act.EDIT_POLICY.permits(request.user)
    context = {
        "row": queries.policy_row(policy, today),
        "may_edit": may_edit,
        "rules": rules or RuleFormSet(prefix="rules", initial=queries.initial_rules(policy)) if may_edit else None,
        "publish": publish or PublishForm(initial={"valid_from": today}, today=today),
        "problem": problem,
    }
    return render_screen(request, "quotes/policy.html", context, status=status)
