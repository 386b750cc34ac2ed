"""What a customer will use: scenarios, uploaded readings, which of them a version stands on, pools, and bitrates."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen, wants_part
from quotes.actions import usage as actions
from quotes.domain.usage.scenario import Scenario
from quotes.forms.usage import BitrateForm, ScenarioForm, SeriesForm, SizingForm, UsageChoiceForm
from quotes.forms.usage.scenario import first_values, stored_values
from quotes.models import BitrateRow, QuoteVersion, UsageScenario, UsageSeries, VersionUsage
from quotes.permissions import Act, bitrate_for, scenario_for, series_for, version_for
from quotes.queries import usage as queries
from quotes.queries.costs import drafts_for_seats
from stakeholders.models import Deal
from stakeholders.permissions import deal_for


@guard(Act.SEE_USAGE, deal_for)
def deal_usage(request: UserRequest, deal: Deal) -> HttpResponse:
    context = {"screen": queries.usage_screen(deal), "sizing": SizingForm()}
    return _page(request, "quotes/usage.html", deal, context)


@guard(Act.EDIT_USAGE, deal_for, methods="GET POST")
def scenario_new(request: UserRequest, deal: Deal) -> HttpResponse:
    """Empty, or with `from` a copy of another scenario of this person's deals."""
    base = _named(request, "from")
    return _scenario_form(request, deal, base, lambda form: actions.save_scenario(deal=deal, **_said(request, form)))


@guard(Act.EDIT_USAGE, scenario_for, methods="GET POST")
def scenario_edit(request: UserRequest, row: UsageScenario) -> HttpResponse:
    return _scenario_form(
        request, row.deal, row, lambda form: actions.revise_scenario(scenario=row, **_said(request, form)), revised=row
    )


@guard(Act.EDIT_USAGE, deal_for, methods="POST")
def scenario_preview(request: UserRequest, deal: Deal) -> HttpResponse:
    """While it is being typed: half a scenario is normal here, so nothing is marked as wrong."""
    base = _named(request, "of")
    form = ScenarioForm(request.POST, rates=queries.rates(base.scenario() if base else None), unnamed=True)
    return render_screen(request, "quotes/usage_reckoned.html", _preview(form))


@guard(Act.SEE_USAGE, scenario_for)
def scenario(request: UserRequest, row: UsageScenario) -> HttpResponse:
    return _page(request, "quotes/usage_scenario.html", row.deal, {"screen": queries.scenario_screen(row)})


@guard(Act.EDIT_USAGE, scenario_for, methods="POST")
def scenario_remove(request: UserRequest, row: UsageScenario) -> HttpResponse:
    actions.remove_scenario(scenario=row, by=request.user, at=timezone.now())
    messages.success(request, _("“%(name)s” is off the list.") % {"name": row.name})
    return go(request, "quotes:deal_usage", deal=row.deal_id)


@guard(Act.EDIT_USAGE, deal_for, methods="GET POST")
def series_new(request: UserRequest, deal: Deal) -> HttpResponse:
    """Reads a file: what is wrong with it is said by line, and nothing of it is kept until it is right."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SeriesForm(*sent)
    made = accepted(form, lambda: actions.keep_series(deal=deal, **form.values(), by=request.user, at=timezone.now()))
    if made:
        return go(request, "quotes:series", series=made.pk)
    context = {"form": form, "issues": queries.issue_rows(form.stopping()), "found": form.found}
    return _page(request, "quotes/usage_upload.html", deal, context, status=status_of(form))


@guard(Act.SEE_USAGE, series_for)
def series(request: UserRequest, row: UsageSeries) -> HttpResponse:
    context = {"screen": queries.series_screen(row, request.GET.get("month", ""))}
    return _page(request, "quotes/usage_series.html", row.deal, context, part="picture")


@guard(Act.EDIT_USAGE, series_for, methods="POST")
def series_remove(request: UserRequest, row: UsageSeries) -> HttpResponse:
    actions.remove_series(series=row, by=request.user, at=timezone.now())
    messages.success(request, _("“%(name)s” is off the list.") % {"name": row.name})
    return go(request, "quotes:deal_usage", deal=row.deal_id)


@guard(Act.EDIT_USAGE, version_for, methods="GET POST")
def usage_choose(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """Which use the version's cost is reckoned from."""
    deal = version.quote.deal
    chosen = VersionUsage.objects.filter(version=version).first()
    first = {"scenario": chosen.scenario_id, "series": chosen.series_id} if chosen else None
    form = UsageChoiceForm(posted(request), deal=deal, initial=first)
    made = accepted(
        form,
        lambda: actions.choose_usage(version=version, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    if made:
        messages.success(request, _("%(version)s stands on this use now.") % {"version": version})
        return go(request, "quotes:deal_usage", deal=deal.pk)
    context = {"form": form, "version": version.pk, "mark": version.mark}
    return _page(request, "quotes/usage_choose.html", deal, context, status=status_of(form))


@guard(Act.SEE_USAGE, version_for)
def usage_packages(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """When the packages that this version sells are used up, by the use it stands on."""
    context = {"screen": queries.packages_screen(version)}
    return _page(request, "quotes/usage_packages.html", version.quote.deal, context)


@guard(Act.SEE_USAGE, deal_for)
def usage_sizing(request: UserRequest, deal: Deal) -> HttpResponse:
    """Channels and people for what is asked in the address; the same part stands on the tab."""
    form = SizingForm(request.GET or None)
    form.is_valid()
    context = {"sizing": form, "drafts": drafts_for_seats(request.user) if form.roster else ()}
    return _page(request, "quotes/usage_sizing.html", deal, context, part="sizing", status=status_of(form))


@guard(Act.SEE_BITRATES)
def bitrates(request: UserRequest) -> HttpResponse:
    context = {"rows": queries.bitrate_rows(), "may_edit": Act.EDIT_BITRATES.permits(request.user)}
    return render_screen(request, "quotes/usage_bitrates.html", context)


@guard(Act.EDIT_BITRATES, methods="GET POST")
def bitrate_new(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    form = BitrateForm(posted(request), today=today, initial={"since": today})
    made = accepted(form, lambda: actions.add_bitrate(bitrate=form.told(), by=request.user, at=now))
    if made:
        messages.success(request, _("%(name)s is in the table.") % {"name": made})
        return go(request, "quotes:bitrates")
    return render_screen(request, "quotes/usage_bitrate.html", {"form": form}, status=status_of(form))


@guard(Act.EDIT_BITRATES, bitrate_for, methods="POST")
def bitrate_remove(request: UserRequest, row: BitrateRow) -> HttpResponse:
    actions.remove_bitrate(bitrate=row, by=request.user, at=timezone.now())
    messages.success(request, _("“%(name)s” is off the list.") % {"name": row})
    return go(request, "quotes:bitrates")


def _named(request: UserRequest, key: str) -> UsageScenario | None:
    """A scenario that the address names, opened as any other."""
    pk = id_of(request, key)
    return scenario_for(request.user, scenario=pk) if pk else None


def _said(request: UserRequest, form: ScenarioForm) -> dict[str, Any]:
    return {"name": form.cleaned_data["name"], "told": form.told(), "by": request.user, "at": timezone.now()}


def _scenario_form(
    request: UserRequest,
    deal: Deal,
    base: UsageScenario | None,
    save: Callable[[ScenarioForm], UsageScenario],
    *,
    revised: UsageScenario | None = None,
) -> HttpResponse:
    told = base.scenario() if base else None
    rates = queries.rates(told)
    first = stored_values(base.name, told, queries.keys_of(told, rates)) if base and told else first_values()
    form = ScenarioForm(posted(request), rates=rates, initial=first)
    made = accepted(form, lambda: save(form))
    if made:
        messages.success(request, _("“%(name)s” is saved.") % {"name": made.name})
        return go(request, "quotes:scenario", scenario=made.pk)
    context = {"form": form, "of": base.pk if base else None, "revised": revised} | _preview(form, told)
    return _page(request, "quotes/usage_form.html", deal, context, status=status_of(form))


def _preview(form: ScenarioForm, stored: Scenario | None = None) -> dict[str, Any]:
    """What the form says comes to; before anything is typed, what is stored does."""
    told = form.told() if form.is_bound and form.is_valid() else stored
    lacks = [form.fields[name].label for name in form.errors if name in form.fields] if form.is_bound else []
    return {"reckoned": queries.reckoned(told) if told and not lacks else None, "lacks": lacks}


def _page(
    request: UserRequest, template: str, deal: Deal, more: dict[str, Any], *, part: str | None = None, status: int = 200
) -> HttpResponse:
    head = None if part and wants_part(request) else deal_header(request.user, deal, timezone.now(), current="usage")
    context = {"deal": deal, "header": head, "may_edit": Act.EDIT_USAGE.permits(request.user) and deal.is_open}
    return render_screen(request, template, context | more, part=part, status=status)
