"""Who works on a deal beside its owner, and whose it is."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.actions.members import add_member, hand_over_deal, remove_member
from stakeholders.forms.members import MemberForm, OwnerForm
from stakeholders.models import Deal, DealMember
from stakeholders.permissions import Act, deal_for, led_deal_for, membership_for
from stakeholders.queries.members import members_screen, possible_members, possible_owners


@guard(Act.SEE_DEAL, deal_for)
def deal_members(request: UserRequest, deal: Deal) -> HttpResponse:
    return _screen(request, deal)


@guard(Act.EDIT_DEAL, deal_for, methods="POST")
def member_add(request: UserRequest, deal: Deal) -> HttpResponse:
    form = MemberForm(request.POST, colleagues=possible_members(deal))
    if accepted(form, lambda: add_member(deal, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:deal_members", deal.pk)
    return _screen(request, deal, member_form=form)


@guard(Act.EDIT_DEAL, membership_for, methods="POST")
def member_remove(request: UserRequest, membership: DealMember) -> HttpResponse:
    remove_member(membership.deal, user=membership.user, by=request.user, at=timezone.now())
    return go(request, "stakeholders:deal_members", membership.deal_id)


@guard(Act.HAND_OVER_DEAL, led_deal_for, methods="POST")
def deal_owner(request: UserRequest, deal: Deal) -> HttpResponse:
    form = OwnerForm(request.POST, colleagues=possible_owners(request.user, deal))
    if accepted(form, lambda: hand_over_deal(deal, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:deal_members", deal.pk)
    return _screen(request, deal, owner_form=form)


def _screen(
    request: UserRequest, deal: Deal, *, member_form: MemberForm | None = None, owner_form: OwnerForm | None = None
) -> HttpResponse:
    screen = members_screen(request.user, deal)
    if screen.may_edit and member_form is None:
        member_form = MemberForm(colleagues=possible_members(deal))
    if screen.may_hand_over and owner_form is None:
        owner_form = OwnerForm(colleagues=possible_owners(request.user, deal))
    context = {
        "screen": screen,
        "deal": deal,
        "header": deal_header(request.user, deal, timezone.now(), current="overview"),
        "member_form": member_form,
        "owner_form": owner_form,
    }
    status = max(status_of(form) for form in (member_form, owner_form) if form) if member_form or owner_form else 200
    return render_screen(request, "stakeholders/members.html", context, status=status)
