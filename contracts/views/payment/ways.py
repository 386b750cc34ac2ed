"""How a deal is paid: the way on the table beside others, and its months in money."""

from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone

from contracts.domain.payment.schemes import Scheme
from contracts.forms.payment import A_MONTH_LATE, AskedForm, SchemeForm, chips
from contracts.permissions import Act, deal_for
from contracts.queries.payment import payment_ground, payment_screen
from dealdesk.web.dealheader import deal_header
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen
from stakeholders.models import Deal

# Up to three other ways, by the letter that their fields and rows bear.
LETTERS = "ABC"


@guard(Act.SEE_PAYMENT, deal_for)
def payment(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    asked = AskedForm(_asked(request.GET, today), today=today)
    told: dict[str, Any] = asked.cleaned_data if asked.is_valid() else {"begins": today, "late": A_MONTH_LATE}
    ground = payment_ground(deal, request.user, told.pop("version", None), today)
    context: dict[str, Any] = {
        "deal": deal,
        "ground": ground,
        "asked": asked,
        "header": deal_header(request.user, deal, now, current="contract"),
    }
    if ground:
        ways = [SchemeForm(request.GET, prefix=letter, before=ground.table.scheme) for letter in LETTERS]
        screen = payment_screen(ground, request.user, _schemes(ways), **told)
        context |= {"ways": ways, "screen": screen, "chips": chips()}
    return render_screen(request, "contracts/payment.html", context)


def _asked(told: QueryDict, today: date) -> dict[str, str]:
    """What the address says, and where it says nothing what is likely."""
    likely = {"begins": today.isoformat(), "late": str(A_MONTH_LATE)}
    return likely | {name: str(told[name]) for name in ("version", "begins", "late") if told.get(name)}


def _schemes(ways: list[SchemeForm]) -> list[tuple[str, Scheme]]:
    found = [(form.prefix or "", form.scheme()) for form in ways]
    return [(letter, scheme) for letter, scheme in found if scheme]
