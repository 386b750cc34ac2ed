"""The cost models, one version of one, and two versions side by side."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count

from dealdesk.web.refusals import translated
from quotes.domain.costs.model import CostTerms, UnitCost, named_gaps, problems
from quotes.domain.costs.words import PARTS, CostPart
from quotes.models import CostModelVersion
from quotes.permissions import visible_cost_models
from quotes.queries.dated import Choice, VersionRow, Versions, grouped, version_row
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class PartCosts:
    part: CostPart
    rows: tuple[UnitCost, ...]
    carried_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ModelScreen:
    """`problems` keep it from being published, `gaps` are unit costs that nobody has stated; both are sentences."""

    pk: int
    name: str
    currency: str
    version: VersionRow
    parts: tuple[PartCosts, ...]
    minimum: Decimal | None
    target: Decimal | None
    problems: tuple[str, ...]
    gaps: tuple[str, ...]
    based_on: str
    may_edit: bool
    may_draft: bool


@dataclass(frozen=True, kw_only=True)
class CostChange:
    """One unit cost in two versions; None where it is not in one of them. `percent` is how far the amount moved."""

    before: UnitCost | None
    after: UnitCost | None
    percent: Decimal | None

    @property
    def row(self) -> UnitCost:
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has one side at least")
        return found

    @property
    def state(self) -> str:
        return "added" if self.before is None else "removed" if self.after is None else "changed"


@dataclass(frozen=True, kw_only=True)
class ModelComparison:
    """`before` is None where there is nothing to compare with."""

    pk: int
    name: str
    number: int
    currency: str
    choices: tuple[Choice, ...]
    before: Choice | None
    changes: tuple[CostChange, ...]
    unchanged: int
    margins: tuple[tuple[str, Decimal | None, Decimal | None], ...]


def cost_model_list(user: User, today: date) -> tuple[Versions, ...]:
    """Newest version first; one statement whatever their number."""
    versions = visible_cost_models(user).select_related("model", "published_by").annotate(size=Count("rows"))
    rows = versions.order_by("model__name", "-number")
    return grouped(((one.model.name, one.model.currency), version_row(one, today)) for one in rows)


def cost_model_screen(user: User, version: CostModelVersion, today: date) -> ModelScreen:
    terms = version.terms()
    may_edit = Act.EDIT_COST_MODEL.permits(user)
    return ModelScreen(
        pk=version.pk,
        name=version.model.name,
        currency=version.model.currency,
        version=version_row(version, today, len(terms.rows)),
        parts=_parts(terms),
        minimum=terms.minimum,
        target=terms.target,
        problems=tuple(translated(one.message, dict(one.params)) for one in problems(terms)),
        gaps=tuple(translated(one.message, dict(one.params)) for one in named_gaps(terms)),
        based_on=f"{version.based_on.model.name} V{version.based_on.number}" if version.based_on else "",
        may_edit=may_edit and version.is_draft,
        may_draft=may_edit and not version.is_draft,
    )


def cost_model_comparison(user: User, version: CostModelVersion, against: CostModelVersion | None) -> ModelComparison:
    """This version against an older one: the one asked for, else the one it was made from, else the one before it."""
    versions = visible_cost_models(user).exclude(pk=version.pk).select_related("model")
    known = {one.pk: one for one in versions.order_by("model__name", "-number")}
    earlier = [one for one in known.values() if one.model_id == version.model_id and one.number < version.number]
    before = against or known.get(version.based_on_id or 0) or (earlier[0] if earlier else None)
    old, new = before.terms() if before else None, version.terms()
    changes = _changes(old, new) if old else ()
    return ModelComparison(
        pk=version.pk,
        name=version.model.name,
        number=version.number,
        currency=version.model.currency,
        choices=tuple(_choice(one) for one in known.values()),
        before=_choice(before) if before else None,
        changes=changes,
        unchanged=len(new.rows) - sum(change.after is not None for change in changes),
        margins=(("Lowest margin", old.minimum, new.minimum), ("Margin aimed at", old.target, new.target))
        if old
        else (),
    )


def initial_rows(version: CostModelVersion) -> list[dict[str, Any]]:
    """A draft's unit costs as its form starts with them."""
    columns = (
        "part", "region", "line", "rule", "amount", "currency", "dated_on", "source", "share", "streams_per_core",
        "cores", "headroom", "spares", "seats", "product", "note",
    )  # fmt: skip
    return [{name: getattr(row, name) for name in columns} for row in version.rows.all()]


def _changes(old: CostTerms, new: CostTerms) -> tuple[CostChange, ...]:
    """What differs, by part; what a row says of its day, source and note is no difference by itself."""
    before, after = {row.key: row for row in old.rows}, {row.key: row for row in new.rows}
    pairs = [(before.get(key), after.get(key)) for key in before | after]
    found = [
        CostChange(before=one, after=other, percent=_moved(one, other)) for one, other in pairs if _differ(one, other)
    ]
    order = list(CostPart)
    return tuple(sorted(found, key=lambda change: order.index((change.after or change.before).part)))  # type: ignore[union-attr] # one of both is there


def _differ(one: UnitCost | None, other: UnitCost | None) -> bool:
    if one is None or other is None:
        return True
    names = ("rule", "amount", "currency", "share", "capacity", "seats")
    return any(getattr(one, name) != getattr(other, name) for name in names)


def _moved(one: UnitCost | None, other: UnitCost | None) -> Decimal | None:
    """Percent points up or down, where both are the same kind of amount and the first is above zero."""
    if one is None or other is None or not one.amount or other.amount is None:
        return None
    if (one.rule, one.currency) != (other.rule, other.currency):
        return None
    return (other.amount - one.amount) * 100 / one.amount


def _choice(version: CostModelVersion) -> Choice:
    return Choice(pk=version.pk, name=version.model.name, number=version.number)


def _parts(terms: CostTerms) -> tuple[PartCosts, ...]:
    parts = {part: tuple(row for row in terms.rows if row.part is part) for part in (*PARTS, CostPart.EXCHANGE)}
    return tuple(
        PartCosts(part=part, rows=rows, carried_by=tuple(terms.carried_by.get(part, ())))
        for part, rows in parts.items()
        if rows
    )
