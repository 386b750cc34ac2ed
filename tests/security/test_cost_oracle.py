"""Whoever may not see costs gets the same answers whatever an offer costs, so nothing can be searched for the floor."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from quotes.models import ApprovalRequest, CostBasis, CostModel, CostSnapshot, QuoteVersion
from tests.deep import DEPTH
from tests.factories.costs import cost_model, rows
from tests.security.visitors import HTMX, Visitors

pytestmark = pytest.mark.django_db

BLIND = ("sales_owner", "legal", "delivery")
# Near what the offer is sold for, and far below any cost.
TOTALS = ["800000.00", "1.00"]
# What two answers to the same question may differ in: the form's own token, and numbers the database gave.
NOISE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|name="csrf-token" content="\w+"|nonce="[^"]+"|'
                   r"nonce-[\w-]+|SP-\d+|/approvals/\d+/|asked=\d+")  # fmt: skip


def legible(answer: object) -> str:
    return NOISE.sub("", answer.content.decode(errors="replace"))  # type: ignore[attr-defined]


def asked(visitors: Visitors, version: QuoteVersion, total: str) -> Iterator[tuple[str, str]]:
    """Everything a seller can do with a draft at one price, and what he and others then read of it."""
    seller = visitors.clients["sales_owner"]

    def url(name: str, **kwargs: int) -> str:
        return reverse(f"quotes:{name}", kwargs=kwargs or {"version": version.pk})

    priced = {"form": "bundle", "bundle_price": total, "edition": str(version.edition)}
    yield "price", legible(seller.post(url("version_form"), priced, headers=HTMX))
    for name in ("version", "version_submit", "version_whatif", "version_terms"):
        yield name, legible(seller.get(url(name)))
    yield "goal", legible(seller.get(url("version_goal"), {"total": "1"}))
    yield "wrong goal", legible(seller.get(url("version_goal"), {"total": "-1"}))
    yield "refused", legible(seller.post(url("version_form"), priced | {"bundle_price": "x", "edition": "9"}))
    yield "submit", legible(seller.post(url("version_submit"), {"reason": "价格试探", "in_return": ""}))
    quote, deal = version.quote_id, version.quote.deal_id
    after = [
        url("version"),
        url("waterfall", quote=quote),
        url("deal", deal=deal),
        reverse("quotes:quotes"),
        reverse("quotes:approvals"),
    ]
    after += [url("negotiation", quote=quote), reverse("stakeholders:timeline", args=[deal])]
    after += [url("approval", asked=request.pk) for request in ApprovalRequest.objects.filter(version=version)]
    for who in BLIND:
        for number, address in enumerate(after):
            yield f"{who} {number}", legible(visitors.clients[who].get(address))


def answers(visitors: Visitors, model: CostModel, version: QuoteVersion, total: str) -> tuple[dict[str, str], object]:
    """All of it with one cost model, and then as if nothing had happened; with the floor that was kept."""
    with transaction.atomic():
        CostBasis.objects.create(
            deal=version.quote.deal, model=model, chosen_at=timezone.now(), chosen_by=visitors.world.people["presales"]
        )
        told = dict(asked(visitors, QuoteVersion.objects.get(pk=version.pk), total))
        kept = CostSnapshot.objects.filter(version=version).first()
        transaction.set_rollback(True)
    return told, kept and kept.floor


@pytest.mark.parametrize("total", DEPTH.share(TOTALS, 1))
def test_no_answer_depends_on_what_the_offer_costs(visitors: Visitors, total: str) -> None:
    finance = visitors.world.people["finance"]
    dear = rows(bandwidth="99", servers="90000", recording="900", research="90000", support="90000")
    with transaction.atomic():
        other = cost_model(by=finance, name="昂贵的成本", rows=dear).model
        version = QuoteVersion.objects.get(pk=visitors.world.ids["version"])
        cheap = CostBasis.objects.standing(version.quote.deal_id).get().model
        told, floor = answers(visitors, cheap, version, total)
        again, other_floor = answers(visitors, other, version, total)
        transaction.set_rollback(True)
    assert [name for name, text in told.items() if again.get(name) != text] == []
    assert told.keys() == again.keys()
    # The costs did differ: whoever may see them would have read another floor.
    assert floor != other_floor
    assert None not in (floor, other_floor)
