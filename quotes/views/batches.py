"""Ordering files of several offers at once, watching them being made, and taking them away as one."""

import re
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.files import PACKAGE, download
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.refusals import sentence
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import batches as actions
from quotes.documents.batches import packed
from quotes.forms.batches import BatchForm
from quotes.models import ProposalBatch, QuoteVersion
from quotes.permissions import Act, batch_for
from quotes.queries import batches as queries
from quotes.views.proposals import file_name
from quotes.views.quotes.lists import wanted_in

# What a page says to know its own download by.
A_WORD = re.compile(r"[a-z0-9]{1,32}")


@guard(Act.EXPORT_PROPOSAL, methods="GET POST")
def batch_new(request: UserRequest) -> HttpResponse:
    """The offers of the list, under the filters it was left with."""
    now = timezone.now()
    offers = queries.latest_of(request.user, wanted_in(request), timezone.localdate(now))
    form = BatchForm(posted(request), offers=offers, ticked="all" in request.GET)
    made = accepted(form, lambda: _ordered(request, form)) if form.is_bound else None
    if made:
        return go(request, "quotes:batch", batch=made.pk)
    context = {"form": form, "lately": queries.lately_ordered(request.user), "all_ticked": "all" in request.GET}
    return render_screen(request, "quotes/batch_new.html", context, status=status_of(form))


def _ordered(request: UserRequest, form: BatchForm) -> ProposalBatch:
    told: dict[str, Any] = {name: form.cleaned_data[name] for name in ("versions", "kind", "language")}
    return actions.request_batch(by=request.user, at=timezone.now(), **told)


@guard(Act.EXPORT_PROPOSAL, batch_for)
def batch(request: UserRequest, batch: ProposalBatch) -> HttpResponse:
    """While something is being made the page asks for its part again."""
    screen = queries.batch_screen(batch, request.user, timezone.localdate())
    return render_screen(request, "quotes/batches.html", {"screen": screen}, part="progress")


@guard(Act.EXPORT_PROPOSAL, batch_for, methods="POST")
def batch_cancel(request: UserRequest, batch: ProposalBatch) -> HttpResponse:
    actions.cancel_batch(batch=batch, by=request.user, at=timezone.now())
    return go(request, "quotes:batch", batch=batch.pk)


@guard(Act.EXPORT_PROPOSAL, batch_for)
def batch_files(request: UserRequest, batch: ProposalBatch) -> HttpResponse:
    """Marks are those of the moment at which the files leave. The page that asked is told by a cookie that they do: it
    cannot see a download begin."""
    content = actions.hand_out_batch(batch=batch, pack=_package, by=request.user, at=timezone.now())
    answer = download(content, f"{_('Proposals')}-{timezone.localtime(batch.asked_at):%Y%m%d-%H%M}.zip", PACKAGE)
    if A_WORD.fullmatch(word := request.GET.get("word", "")):
        page = reverse("quotes:batch", args=[batch.pk])
        answer.set_cookie("packed", word, max_age=60, path=page, secure=request.is_secure(), samesite="Strict")
    return answer


def _package(taken: tuple[actions.Taken, ...]) -> bytes:
    files = {file_name(one.export, one.copy.stamp): one.copy.content for one in taken if one.copy and one.export}
    missing = tuple(f"{_named(one.item.version)}: {sentence(one.refused)}" for one in taken if one.refused)
    return packed(files, missing, f"{_('Not exported')}.txt")


def _named(version: QuoteVersion) -> str:
    return f"{version.quote.number} {version} {version.quote.deal.customer}"
