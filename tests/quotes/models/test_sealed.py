"""Whatever is changed of what was approved, however it was done, it is approved no more."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import models, transaction

from quotes.actions.usage import choose_usage
from quotes.domain.content import content_hash
from quotes.domain.seal import TERMS_ALONE
from quotes.models import CostModelVersion, CostSnapshot, Policy, QuoteLine, QuoteVersion
from quotes.models.sealed import seal
from stakeholders.models import Deal, User
from tests.factories.costs import cost_model
from tests.factories.haggling import approved as within_authority
from tests.factories.usage import saved
from tests.quotes.actions.offers import approved, submitted
from tests.triggers import resting

D = Decimal
TWO = [{"name": "基础版", "bundle_price": None}, {"name": "高级版", "bundle_price": None}]
# An offer with everything that an offer can have at once.
OFFER: dict[str, Any] = {
    "columns": TWO, "recommended": "高级版", "header_steps": [{"name": "返利", "percent": "2"}],
    "fx_from": "USD", "fx_rate": D(7), "fx_on": date(2026, 11, 20), "fx_source": "央行", "discount": D(8),
    "furthest_in": "基础版", "furthest_discount": D(9), "floor_total": D(700_000), "sla_availability": D("99.9"),
}  # fmt: skip
KEPT: dict[str, Any] = {
    "content": {"schema": 2, "salt": "盐"}, "content_hash": "x", "revenue": D(9), "cost": D(5), "floor": D(6),
    "target": D(7), "is_complete": True,
}  # fmt: skip
WHICH, WHEN, HASH = "which offer it is", "what became of it, when and by whom", "the hash itself, or what it is made of"

# A column is changed by itself, or with what a constraint of the table wants beside it.
CHANGED: dict[type[models.Model], dict[str, dict[str, Any]]] = {
    QuoteVersion: {
        "form": {"form": "bundle", "bundle_price": D(5), "header_steps": []},
        "bundle_price": {"bundle_price": D(5), "form": "bundle", "header_steps": []},
        "currency": {"currency": "HKD"},
        "tax_included": {"tax_included": False},
        "rounding_scope": {"rounding_scope": "document"},
        "rounding_mode": {"rounding_mode": "half_even"},
        "rounding_places": {"rounding_places": 1},
        "reckoning": {"reckoning": "second"},
        "header_steps": {"header_steps": [{"name": "返利", "percent": "3"}]},
        "header_amount": {"header_amount": D(5), "header_steps": []},
        "stacking": {"stacking": "additive"},
        "columns": {"columns": TWO[1:]},
        "recommended": {"recommended": "基础版"},
        "fx_from": {"fx_from": "EUR"},
        "fx_rate": {"fx_rate": D("7.1")},
        "fx_on": {"fx_on": date(2026, 11, 21)},
        "fx_source": {"fx_source": "银行"},
        "payment_plan": {"payment_plan": "annual_prepaid"},
        "prepay_percent": {"prepay_percent": D(30)},
        "credit_days": {"credit_days": 15},
        "term_months": {"term_months": 24},
        "free_months": {"free_months": 1},
        "sla_availability": {"sla_availability": D("99.99")},
        "urgent_minutes": {"urgent_minutes": 15},
        "normal_minutes": {"normal_minutes": 240},
        "support_hours": {"support_hours": "24x7"},
        "valid_until": {"valid_until": date(2027, 1, 1)},
        "note": {"note": "含驻场"},
        "list_total": {"list_total": D(5)},
        "itemised_total": {"itemised_total": D(5)},
        "net_total": {"net_total": D(5), "tax_total": D(5), "gross_total": D(10)},
        "tax_total": {"tax_total": D(1), "net_total": D(9), "gross_total": D(10)},
        "gross_total": {"gross_total": D(7), "net_total": D(4), "tax_total": D(3)},
        "discount": {"discount": D(7)},
        "furthest_in": {"furthest_in": "高级版"},
        "furthest_discount": {"furthest_discount": D(10)},
        "floor_total": {"floor_total": D(1)},
    },
    QuoteLine: {
        "position": {"position": 9},
        "group": {"group": "其他"},
        "product_code": {"product_code": "RTC-X"},
        "description": {"description": "别的"},
        "unit": {"unit": "路"},
        "quantity": {"quantity": D(1)},
        "list_price": {"list_price": D(1)},
        "discount": {"discount": D(1)},
        "vat_rate": {"vat_rate": D(9)},
        "floor_price": {"floor_price": None},
        "charge": {"charge": {"kind": "flat", "amount": "5"}},
        "discounts": {"discounts": [{"name": "伙伴", "percent": "1"}]},
        "markup": {"markup": {"kind": "margin", "percent": "1"}},
        "other_taxes": {"other_taxes": ["1"]},
        "role": {"role": "optional"},
        "columns": {"columns": ["高级版"]},
        "net_total": {"net_total": D(1)},
        "tax_total": {"tax_total": D(1)},
        "gross_total": {"gross_total": D(1)},
    },
    CostSnapshot: {
        "content": {"content": {"schema": 2, "salt": "糖"}},
        "revenue": {"revenue": D(8)},
        "cost": {"cost": D(4)},
        "floor": {"floor": D(5)},
        "target": {"target": D(8)},
        "is_complete": {"is_complete": False, "floor": None, "target": None},
    },
}
NOT_COVERED: dict[type[models.Model], dict[str, str]] = {
    QuoteVersion: {
        **dict.fromkeys(("id", "quote_id", "number", "branch", "based_on_id"), WHICH),
        **dict.fromkeys(("content_hash", "hash_form", "terms_hash", "cost_hash"), HASH),
        **dict.fromkeys(("state", "edition", "void_reason", "created_at", "created_by_id", "updated_at"), WHEN),
        **{f"{what}_{how}": WHEN for what in ("frozen", "sent", "accepted", "voided") for how in ("at", "by_id")},
        "price_book_id": "its prices stand on the lines",
    },
    QuoteLine: {"id": WHICH, "version_id": WHICH, "product_id": "its code and name stand on the line"},
    CostSnapshot: {
        "id": WHICH,
        "version_id": WHICH,
        "model_version_id": "its rows stand in the content",
        "content_hash": HASH,
        "kept_at": WHEN,
        "kept_by_id": WHEN,
    },
}


def fresh(version: QuoteVersion) -> QuoteVersion:
    return QuoteVersion.objects.get(pk=version.pk)


def one_of(table: type[models.Model], whole: QuoteVersion) -> int:
    """The version, its first line, or its kept cost."""
    return {QuoteVersion: whole.pk, QuoteLine: whole.lines.all()[0].pk, CostSnapshot: whole.cost.pk}[table]


def model(by: User) -> CostModelVersion:
    return cost_model(by=by)


@pytest.fixture
def whole(version: QuoteVersion, policy: Policy, ada: User, fay: User, now: datetime) -> QuoteVersion:
    """Approved, with a cost that was kept."""
    QuoteVersion.objects.filter(pk=version.pk).update(**OFFER)
    kept = CostSnapshot.objects.create(version=version, model_version=model(fay), kept_at=now, kept_by=ada, **KEPT)
    held = fresh(version)
    held.state, held.frozen_at, held.frozen_by = "submitted", now, ada
    seal(held, kept)
    held.save()
    approved(held, policy, ada, now)
    return held


@pytest.mark.parametrize("table", CHANGED)
def test_of_every_column_somebody_has_decided_whether_an_approval_covers_it(table: type[models.Model]) -> None:
    columns = {field.attname for field in table._meta.concrete_fields}
    assert columns == CHANGED[table].keys() | NOT_COVERED[table].keys()
    assert CHANGED[table].keys() & NOT_COVERED[table].keys() == set()


@pytest.mark.parametrize("table", CHANGED)
def test_a_change_of_any_covered_column_makes_approved_false(whole: QuoteVersion, table: type[models.Model]) -> None:
    assert fresh(whole).is_approved is True
    for column, values in CHANGED[table].items():
        with resting(), transaction.atomic():
            assert table._default_manager.filter(pk=one_of(table, whole)).update(**values) == 1
            assert fresh(whole).is_approved is False, column
            transaction.set_rollback(True)


@pytest.mark.parametrize("table", [QuoteLine, CostSnapshot])
def test_and_so_does_what_is_taken_away(whole: QuoteVersion, table: type[models.Model]) -> None:
    with resting():
        table._default_manager.filter(pk=one_of(table, whole)).delete()
    assert fresh(whole).is_approved is False


@pytest.mark.parametrize("columns", [{"content_hash": "0" * 64}, {"terms_hash": "0" * 64}, {"cost_hash": "0" * 64}])
def test_the_hash_is_held_to_what_it_is_made_of(whole: QuoteVersion, columns: dict[str, str]) -> None:
    with resting():
        QuoteVersion.objects.filter(pk=whole.pk).update(**columns)
    assert fresh(whole).is_approved is False


def test_what_was_frozen_in_the_first_form_is_verified_in_the_first_form(
    version: QuoteVersion, policy: Policy, ada: User, now: datetime
) -> None:
    submitted(version, ada, now)
    approved(version, policy, ada, now)
    kept = fresh(version)
    assert (kept.hash_form, kept.content_hash, kept.fingerprint) == (TERMS_ALONE, content_hash(kept.terms()),
                                                                     kept.content_hash)  # fmt: skip
    assert kept.is_approved is True
    with resting():
        QuoteVersion.objects.filter(pk=version.pk).update(note="改了")
    assert fresh(version).is_approved is False


def test_a_cost_that_is_told_later_was_not_there_to_be_agreed_to(
    version: QuoteVersion, deal: Deal, ada: User, fay: User, pre: User, now: datetime
) -> None:
    model(fay)
    sent = within_authority(version, by=ada)
    choose_usage(version=sent, scenario=saved(deal=deal, by=pre), by=pre, at=now)
    assert (CostSnapshot.objects.count(), fresh(sent).cost_hash, fresh(sent).is_approved) == (1, "", True)


def test_nobody_tries_out_a_cost_until_the_hash_fits(
    version: QuoteVersion, deal: Deal, ada: User, fay: User, pre: User, now: datetime
) -> None:
    """The same offer at the same cost is hashed with other salt, and what everybody reads is of the terms alone."""
    model(fay)
    choose_usage(version=version, scenario=saved(deal=deal, by=pre), by=pre, at=now)
    told = []
    for _ in range(2):
        with transaction.atomic():
            told.append(within_authority(fresh(version), by=ada))
            transaction.set_rollback(True)
    first, second = told
    assert first.cost_hash != second.cost_hash != ""
    assert first.content_hash != second.content_hash
    assert first.fingerprint == second.fingerprint == content_hash(first.terms())
