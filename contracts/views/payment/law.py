"""What the law makes of how a deal is paid: its page, the declaration of our size, the prime rate."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.payment import add_prime_rate, keep_declaration, take_declaration
from contracts.documents import payment as papers
from contracts.domain.payment import OwnSize
from contracts.forms.payment import DeclarationForm, PrimeRateForm
from contracts.models import Declaration, PrimeRate
from contracts.permissions import Act, deal_for, declaration_for
from contracts.queries.payment import payment_law_screen, prime_rows
from dealdesk.kernel.formats import percent
from dealdesk.web.dated import state_anew
from dealdesk.web.dealheader import deal_header
from dealdesk.web.files import download
from dealdesk.web.forms import accepted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.domain.attachments import ENDINGS, SENT_AS, FileKind
from stakeholders.models import Deal

PDF = SENT_AS[FileKind.PDF]


@guard(Act.SEE_PAYMENT, deal_for)
def payment_law(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    context = {
        "deal": deal,
        "screen": payment_law_screen(deal, timezone.localdate(now)),
        "sizes": tuple(OwnSize),
        "may_keep": Act.KEEP_DECLARATION.permits(request.user),
        "header": deal_header(request.user, deal, now, current="contract"),
    }
    return render_screen(request, "contracts/payment_law.html", context)


@guard(Act.KEEP_DECLARATION, deal_for, methods="GET POST")
def declaration_new(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DeclarationForm(*sent, today=today, initial={"declared_on": today})
    if accepted(form, lambda: keep_declaration(deal=deal, **form.cleaned_data, by=request.user, at=now)):
        messages.success(request, _("It is kept that we told the customer how large we are."))
        return go(request, "contracts:payment_law", deal=deal.pk)
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "deal": deal, "header": header}
    return render_screen(request, "contracts/payment_declaration.html", context, status=status_of(form))


@guard(Act.KEEP_DECLARATION, deal_for)
def declaration_paper(request: UserRequest, deal: Deal) -> HttpResponse:
    """The page to print, sign and hand over; a size that nobody knows is read as the smaller of the usual two."""
    asked = request.GET.get("size", "")
    size = OwnSize(asked) if asked in OwnSize else OwnSize.SMALL
    paper = papers.collect(deal, size, timezone.now())
    return download(papers.render(paper).content, f"{paper.company} {_('Declaration of our size')}.pdf", PDF)


@guard(Act.SEE_PAYMENT, declaration_for)
def declaration(request: UserRequest, declaration: Declaration) -> HttpResponse:
    """Never shown in a page of ours: it is saved, and a browser does not guess at what it is."""
    content = take_declaration(declaration=declaration, by=request.user, at=timezone.now())
    kind = FileKind(declaration.kind)
    name = f"{declaration.deal.name} {declaration.declared_on:%Y-%m-%d}{ENDINGS[kind][0]}"
    return download(content, name, SENT_AS[kind])


@guard(Act.SEE_LAW)
def prime_rates(request: UserRequest) -> HttpResponse:
    context = {"rows": prime_rows(), "may_edit": Act.EDIT_PRIME_RATE.permits(request.user)}
    return render_screen(request, "contracts/payment_prime.html", context)


@guard(Act.EDIT_PRIME_RATE, methods="GET POST")
def prime_rate_new(request: UserRequest) -> HttpResponse:
    at = timezone.now()
    form, template = PrimeRateForm, "contracts/payment_prime_new.html"
    return state_anew(request, form, add_prime_rate, template=template, then="contracts:prime_rates", at=at, said=_said)


def _said(made: PrimeRate) -> str:
    told = {"rate": percent(made.points), "day": made.valid_from.isoformat()}
    return _("The one-year LPR is %(rate)s from %(day)s on.") % told
