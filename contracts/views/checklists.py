"""A deal's contract: what it says of each clause, beside what we would write."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.checklists import change_item, make_checklist, order_paper, take_checklist, take_paper
from contracts.documents import checklists as documents
from contracts.domain.checklists.words import FileKind
from contracts.domain.clauses.words import Region
from contracts.forms.checklists import ChecklistForm, FileForm, ItemForm
from contracts.models import ChecklistItem, ChecklistPaper
from contracts.permissions import Act, deal_for, item_for, paper_for
from contracts.queries.checklists import contract_screen, item_screen, offers_of, owners_for
from dealdesk.web.dealheader import deal_header
from dealdesk.web.files import LETTER, PAPER, WORKBOOK, download
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen, wants_part
from quotes.domain.proposals import Language
from stakeholders.models import Deal

# What makes the bytes of each kind of file, and what they are.
MADE = {FileKind.LETTER: (documents.letter, LETTER), FileKind.WORKBOOK: (documents.workbook, WORKBOOK)}


@guard(Act.SEE_CHECKLIST, deal_for)
def checklists(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    context = {
        "deal": deal,
        "screen": contract_screen(deal, request.user, timezone.localdate(now)),
        "header": deal_header(request.user, deal, now, current="contract"),
        "may_edit": Act.EDIT_CHECKLIST.permits(request.user) and deal.is_open,
    }
    return render_screen(request, "contracts/checklists.html", context)


@guard(Act.EDIT_CHECKLIST, deal_for, methods="GET POST")
def checklist_new(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    form = ChecklistForm(posted(request), offers=offers_of(deal), initial={"regions": [Region.MAINLAND]})
    made = accepted(form, lambda: make_checklist(deal=deal, **form.cleaned_data, by=request.user, at=now))
    if made:
        messages.success(request, _("The checklist is made: note what the contract says of each clause."))
        return go(request, "contracts:checklists", deal=deal.pk)
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "deal": deal, "header": header}
    return render_screen(request, "contracts/checklist_new.html", context, status=status_of(form))


@guard(Act.EDIT_CHECKLIST, item_for, methods="GET POST")
def item(request: UserRequest, item: ChecklistItem) -> HttpResponse:
    now = timezone.now()
    deal = item.checklist.deal
    screen = item_screen(item, request.user, timezone.localdate(now))
    form = ItemForm(posted(request), instance=item, owners=owners_for(deal), may_judge=screen.may_judge)
    changed = accepted(form, lambda: change_item(item=item, **form.told(), by=request.user, at=now))
    if changed:
        messages.success(request, _("Noted what the contract says of “%(title)s”.") % {"title": screen.row.title})
        return go(request, "contracts:checklists", deal=deal.pk)
    if form.came_second:
        form.put_beside(item_for(request.user, item.pk))
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "item": item, "deal": deal, "screen": screen, "header": header}
    return render_screen(request, "contracts/item.html", context, status=status_of(form))


@guard(Act.SEE_CHECKLIST, deal_for, methods="GET POST")
def checklist_files(request: UserRequest, deal: Deal) -> HttpResponse:
    """The checklist as its reader may see it: made while they wait, or on paper by the worker."""
    now = timezone.now()
    form = FileForm(posted(request))
    if form.is_valid():
        told = form.cleaned_data
        if told["kind"] is FileKind.PAPER:
            about = {"language": told["language"], "is_whole": told["is_whole"]}
            ordered = order_paper(deal=deal, **about, by=request.user, at=now)
            return go(request, "contracts:checklist_paper", paper=ordered.pk)
        is_whole = told.pop("is_whole")
        brief = documents.collect(deal, request.user, at=now, language=told["language"], is_whole=is_whole)
        make, content_type = MADE[told["kind"]]
        content = make(brief)
        made = take_checklist(deal=deal, **told, by=request.user, at=now)
        return download(content, documents.file_name(made, **told), content_type)
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "deal": deal, "header": header}
    return render_screen(request, "contracts/checklist_files.html", context, status=status_of(form))


@guard(Act.SEE_CHECKLIST, paper_for)
def checklist_paper(request: UserRequest, paper: ChecklistPaper) -> HttpResponse:
    """How far it is; while it is being made the page asks for its part again."""
    if wants_part(request):
        return render_screen(request, "contracts/checklist_paper.html#progress", {"paper": paper})
    deal = paper.checklist.deal
    header = deal_header(request.user, deal, timezone.now(), current="contract")
    return render_screen(request, "contracts/checklist_paper.html", {"paper": paper, "deal": deal, "header": header})


@guard(Act.SEE_CHECKLIST, paper_for)
def checklist_paper_download(request: UserRequest, paper: ChecklistPaper) -> HttpResponse:
    content = take_paper(paper=paper, by=request.user, at=timezone.now())
    return download(content, documents.file_name(paper.checklist, FileKind.PAPER, Language(paper.language)), PAPER)
