"""A deal's use under every form of billing, the tariffs typed for it, and the form that becomes the next version."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.refusals import put_into
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen, wants_part
from quotes.actions.billing import add_tariff, adopt_form, remove_tariff
from quotes.actions.quotes import STALE
from quotes.domain.billing.tariffs import Billing
from quotes.forms.billing import AskedForm, TariffForm
from quotes.models import BillingTariff, QuoteVersion
from quotes.permissions import Act, tariff_for
from quotes.queries import billing as queries
from stakeholders.models import Deal
from stakeholders.permissions import deal_for

SCREEN = "quotes/billing.html"


@guard(Act.SEE_QUOTE, deal_for)
def billing(request: UserRequest, deal: Deal) -> HttpResponse:
    """The address bar is the question; an answer to one changed field is the result alone."""
    ground = queries.ground_of(deal, timezone.localdate())
    form = _asked(request.GET or None, ground)
    return _page(request, deal, ground, form, _answer(request, deal, ground, form))


@guard(Act.EDIT_QUOTE, deal_for, methods="POST")
def billing_adopt(request: UserRequest, deal: Deal) -> HttpResponse:
    """The form that was chosen, priced once more from the same question, in the place of the lines it replaces."""
    ground = queries.ground_of(deal, timezone.localdate())
    form = _asked(request.POST, ground)
    screen = _answer(request, deal, ground, form)
    made = _adopted(request, ground, form, screen) if screen else None
    if made:
        messages.success(request, _("V%(mark)s has this form of billing.") % {"mark": made.mark})
        return go(request, "quotes:version", version=made.pk)
    return _page(request, deal, ground, form, screen)


@guard(Act.EDIT_QUOTE, deal_for, methods="GET POST")
def tariff_new(request: UserRequest, deal: Deal) -> HttpResponse:
    """?billing= chooses the form, and its own fields follow."""
    now = timezone.now()
    ground = queries.ground_of(deal, timezone.localdate(now))
    if ground.basis is None:
        return go(request, "quotes:billing", deal=deal.pk)
    basis = ground.basis
    form = TariffForm(
        posted(request),
        billing=_billing(request),
        items=ground.items if basis.exchange is None and basis.tax_included == basis.book.tax_included else (),
        today=timezone.localdate(now),
        vat_rate=queries.usual_vat(ground.items),
    )
    made = accepted(
        form,
        lambda: add_tariff(
            deal=deal,
            tariff=form.tariff(),
            currency=basis.currency,
            tax_included=basis.tax_included,
            by=request.user,
            at=now,
        ),
    )
    if made:
        messages.success(request, _("%(name)s is compared now.") % {"name": made.name})
        return go(request, "quotes:billing", deal=deal.pk)
    context = {
        "form": form,
        "forms": tuple(Billing),
        "basis": basis,
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="billing"),
    }
    return render_screen(request, "quotes/billing_tariff.html", context, status=status_of(form))


@guard(Act.EDIT_QUOTE, tariff_for, methods="POST")
def tariff_remove(request: UserRequest, tariff: BillingTariff) -> HttpResponse:
    remove_tariff(tariff=tariff, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s is compared no more.") % {"name": tariff.name})
    return go(request, "quotes:billing", deal=tariff.deal_id)


def _billing(request: UserRequest) -> Billing:
    asked = request.POST.get("billing", "") or request.GET.get("billing", "")
    return Billing(asked) if asked in list(Billing) else Billing.ELASTIC


def _asked(told: Any, ground: queries.Ground) -> AskedForm:
    return AskedForm(
        told,
        uses=ground.use_choices,
        lines=ground.line_choices,
        prices=ground.price_choices,
        given=ground.given,
    )


def _answer(request: UserRequest, deal: Deal, ground: queries.Ground, form: AskedForm) -> queries.BillingScreen | None:
    """None where there is nothing to price, or where something has to be put right first."""
    if not ground.uses or ground.basis is None or (form.is_bound and not form.is_valid()):
        return None
    use, positions = ground.use(form.use_key()), form.positions()
    term = form.term_months()
    question = queries.Question(
        use=use,
        term_months=term,
        demand=queries.demand_of(deal, use, form.worth(), version=ground.version, term_months=term),
        shift=form.shift(),
        replaced=positions,
        group=ground.group(positions),
        items=tuple(ground.chosen(form.items())),
    )
    return queries.billing_screen(
        deal,
        ground.basis,
        question,
        ground.terms,
        mark=ground.version.mark if ground.version else "",
        known=queries.known_to(request.user, ground.version, use, timezone.localdate()),
    )


def _adopted(
    request: UserRequest, ground: queries.Ground, form: AskedForm, screen: queries.BillingScreen
) -> QuoteVersion | None:
    chosen = {candidate.key: number for number, candidate in enumerate(screen.candidates)}
    number = chosen.get(request.POST.get("key", ""))
    try:
        if number is None or ground.version is None:
            raise Refusal("This form of billing is not there any more: look at the table again.")
        if form.seen() != ground.seen:
            raise StaleRefusal(STALE)
        priced, positions = screen.prices[number], form.positions()
        if priced.total is None:
            raise Refusal("This form has no price yet: put right what its row says.")
        return adopt_form(
            version=ground.version,
            edition=ground.version.edition,
            lines=queries.lines_from(screen.candidates[number], priced, ground.group(positions)),
            replaced=ground.ids(positions),
            name=screen.rows[number].name,
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        put_into(form, refusal)
        return None


def _page(
    request: UserRequest, deal: Deal, ground: queries.Ground, form: AskedForm, screen: queries.BillingScreen | None
) -> HttpResponse:
    may_edit = Act.EDIT_QUOTE.permits(request.user) and deal.is_open
    context = {
        "form": form,
        "screen": screen,
        "ground": ground,
        "deal": deal,
        "may_edit": may_edit,
        "header": None if wants_part(request) else deal_header(request.user, deal, timezone.now(), current="billing"),
    }
    return render_screen(request, SCREEN, context, part="result", status=status_of(form))
