"""Contracts that end: found in time, priced by their clause, and renewed from what was signed."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.actions.renewals import add_price_reading, begin_renewal
from contracts.domain.renewals import read_quarter
from contracts.forms.renewals import PriceReadingForm, RenewalForm
from contracts.models import ContractLife
from contracts.permissions import Act, life_for
from contracts.queries.renewals import RenewalList, reading_rows, renewal_list, renewal_screen, told
from dealdesk.kernel.formats import percent
from dealdesk.web.charts import PHONE, Bar, either, stage_bars
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, text_of
from dealdesk.web.screens import go, render_screen

# What is offered when a renewal begins; any later day may be typed.
OPEN_FOR = timedelta(days=30)


@guard(Act.SEE_RENEWALS)
def renewals(request: UserRequest) -> HttpResponse:
    after, is_open = request.GET.get("after", ""), "open" in request.GET
    quarter = read_quarter(text_of(request, "quarter"))
    found = renewal_list(request.user, timezone.localdate(), is_open=is_open, quarter=quarter, after=after)
    context = {
        "page": found,
        "is_open": is_open,
        "quarter": str(quarter) if quarter else "",
        "picture": _picture(found),
        "currency": told(found.quarters),
        "may_see_health": Act.SEE_HEALTH.permits(request.user),
    }
    return render_screen(request, "contracts/renewals.html", context, part="rows" if after else None)


@guard(Act.SEE_RENEWALS, life_for)
def renewal(request: UserRequest, life: ContractLife) -> HttpResponse:
    now = timezone.now()
    screen = renewal_screen(life, timezone.localdate(now))
    return _one(
        request, life, RenewalForm(today=timezone.localdate(now), initial=_begun(life, screen.row.proposed.points))
    )


@guard(Act.CREATE_DEAL, life_for, methods="POST")
def renewal_begin(request: UserRequest, life: ContractLife) -> HttpResponse:
    now = timezone.now()
    form = RenewalForm(request.POST, today=timezone.localdate(now))
    made = accepted(
        form, lambda: begin_renewal(life=life, **form.cleaned_data, step=_("Renewal"), by=request.user, at=now)
    )
    if made is None:
        return _one(request, life, form)
    said = {"number": made.quote.number, "points": percent(form.cleaned_data["points"])}
    messages.success(request, _("%(number)s is drafted from what was signed, dearer by %(points)s.") % said)
    return go(request, "quotes:version", version=made.pk)


@guard(Act.SEE_RENEWALS)
def price_readings(request: UserRequest) -> HttpResponse:
    may_edit = Act.EDIT_PRICE_READINGS.permits(request.user)
    return render_screen(request, "contracts/renewals_prices.html", {"rows": reading_rows(), "may_edit": may_edit})


@guard(Act.EDIT_PRICE_READINGS, methods="GET POST")
def price_reading_new(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    form = PriceReadingForm(posted(request), today=timezone.localdate(now))
    if accepted(form, lambda: add_price_reading(**form.cleaned_data, by=request.user, at=now)):
        return go(request, "contracts:price_readings")
    return render_screen(request, "contracts/renewals_prices_new.html", {"form": form}, status=status_of(form))


def _begun(life: ContractLife, points: object) -> dict[str, object]:
    name = _("%(name)s, renewed") % {"name": life.deal.name}
    return {"name": name[:120], "points": points, "valid_until": timezone.localdate() + OPEN_FOR}


def _one(request: UserRequest, life: ContractLife, form: RenewalForm) -> HttpResponse:
    now, deal = timezone.now(), life.deal
    context = {
        "deal": deal,
        "life": life,
        "screen": renewal_screen(life, timezone.localdate(now)),
        "form": form,
        "header": deal_header(request.user, deal, now, current="contract"),
        "may_begin": Act.CREATE_DEAL.permits(request.user),
    }
    return render_screen(request, "contracts/renewals_one.html", context, status=status_of(form))


def _picture(found: RenewalList) -> str:
    """What ends by quarter, in the currency of most contracts."""
    currency = told(found.quarters)
    rows = [
        Bar(
            label=str(one.quarter),
            value=one.total,
            note=ngettext("%(n)s contract", "%(n)s contracts", one.contracts) % {"n": one.contracts},
        )
        for one in found.quarters
        if one.currency == currency
    ]
    if not rows:
        return ""
    words = "; ".join(f"{row.label} {row.value} {row.note}" for row in rows)
    return either(
        stage_bars(rows, label=words, currency=currency), stage_bars(rows, label=words, width=PHONE, currency=currency)
    )
