"""A person's inbox and what they wish to be told; and, for administrators, what did not get out."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.actions.notices import read_all, read_notice, save_wishes, send_again
from stakeholders.forms.notices import NoticeWishesForm
from stakeholders.models import Notice, NoticeDelivery
from stakeholders.permissions import Act, delivery_for, notice_for
from stakeholders.queries.notices import inbox, outbox, path, wishes_of


@guard(Act.SEE_NOTICES)
def notices(request: UserRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    screen = inbox(request.user, after=after)
    return render_screen(request, "stakeholders/notices.html", {"screen": screen}, part="rows" if after else None)


@guard(Act.SEE_NOTICES, notice_for, methods="POST")
def notice_open(request: UserRequest, notice: Notice) -> HttpResponse:
    """Read from now on, and shown: by POST, for looking changes something."""
    read_notice(notice=notice, by=request.user, at=timezone.now())
    return go(request, path(notice))


@guard(Act.SEE_NOTICES, methods="POST")
def notices_read(request: UserRequest) -> HttpResponse:
    read_all(by=request.user, at=timezone.now())
    return go(request, "stakeholders:notices")


@guard(Act.SEE_NOTICES, methods="GET POST")
def notice_wishes(request: UserRequest) -> HttpResponse:
    form = NoticeWishesForm(posted(request), instance=wishes_of(request.user))
    if accepted(form, lambda: save_wishes(**form.cleaned_data, by=request.user, at=timezone.now())):
        messages.success(request, _("Saved. It holds from the next notice on."))
        return go(request, "stakeholders:notices")
    context = {"form": form, "mails": bool(settings.MAIL_FROM)}
    return render_screen(request, "stakeholders/notice_wishes.html", context, status=status_of(form))


@guard(Act.SEE_OUTBOX)
def notice_outbox(request: UserRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    screen = outbox(after=after)
    return render_screen(request, "stakeholders/notice_outbox.html", {"screen": screen}, part="rows" if after else None)


@guard(Act.SEE_OUTBOX, delivery_for, methods="POST")
def delivery_again(request: UserRequest, delivery: NoticeDelivery) -> HttpResponse:
    send_again(delivery=delivery, by=request.user, at=timezone.now())
    messages.success(request, _("It is on its way again."))
    return go(request, "stakeholders:notice_outbox")
