"""One line on a page of its own: its price model, what was agreed about it, a markup, other taxes."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions.quotes import change_lines
from quotes.domain.pricing.charges import ChargeKind
from quotes.forms.charges import ChargeForm
from quotes.forms.quotes.more import Agreement, MoreForm, agreement_of, below, kinds_of, offered
from quotes.models import QuoteLine
from quotes.permissions import Act, line_for, version_for
from quotes.queries.charges import line_model
from quotes.views.quotes.lines import edition_of


@guard(Act.EDIT_QUOTE, line_for, methods="GET POST")
def line_more(request: UserRequest, line: QuoteLine) -> HttpResponse:
    """?agreement= and ?kind= show other fields; `more` asks for further rows and saves nothing."""
    agreement = _agreement(request, line)
    charge = _charge(request, line, agreement)
    form = MoreForm(posted(request), line=line, agreement=agreement, charge=charge)
    if charge is not None and request.method == "POST" and "more" in request.POST:
        form = MoreForm(None, line=line, agreement=agreement, charge=charge.with_more_rows())
        return _page(request, line, form)
    if form.is_valid() and _saved(request, line, form):
        messages.success(request, _("Saved: “%(what)s”.") % {"what": line.description})
        return go(request, "quotes:version", version=line.version_id)
    return _page(request, line, form)


def _saved(request: UserRequest, line: QuoteLine, form: MoreForm) -> bool:
    changes, edition = {line.pk: form.values()}, edition_of(request)
    try:
        change_lines(version=line.version, edition=edition, changes=changes, by=request.user, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _agreement(request: UserRequest, line: QuoteLine) -> Agreement:
    asked = request.POST.get("agreement", "") or request.GET.get("agreement", "")
    return next((one for one in offered(line) if one.value == asked), agreement_of(line))


def _charge(request: UserRequest, line: QuoteLine, agreement: Agreement) -> ChargeForm | None:
    """The kind asked for, else the one that is there, else a price per unit; None where nothing is typed."""
    kinds, there = kinds_of(line, agreement), below(line, agreement)
    if not kinds:
        return None
    asked = request.POST.get("kind", "") or request.GET.get("kind", "")
    stored = there.charge["kind"] if there.charge else ""
    kind = next((ChargeKind(one) for one in (asked, stored) if one in kinds), ChargeKind.PER_UNIT)
    return ChargeForm(
        posted(request),
        kind=kind,
        item=there,
        currency=line.version.currency,
        agreed=agreement is not Agreement.LIST,
    )


def _page(request: UserRequest, line: QuoteLine, form: MoreForm) -> HttpResponse:
    """After a refusal the form carries the edition of now."""
    version = version_for(request.user, version=line.version_id) if form.is_bound else line.version
    context = {
        "form": form,
        "charge": form.charge,
        "agreement": form.agreement,
        "agreements": offered(line),
        "kinds": kinds_of(line, form.agreement),
        "line": line,
        "stored": line_model(line),
        "version": version,
        "deal": version.quote.deal,
        "header": deal_header(request.user, version.quote.deal, timezone.now(), current="quotes"),
    }
    return render_screen(request, "quotes/line_more.html", context, status=status_of(form))
