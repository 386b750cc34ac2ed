"""Cost models: a draft is written, published from a day on, and never changes after that. The journal keeps no cost."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from quotes.actions.dated import next_number, overtaken, refuse_overlap
from quotes.domain.costs.model import CostTerms, problems
from quotes.domain.costs.model import UnitCost as Stated
from quotes.domain.costs.words import CostPart
from quotes.models import CostModel, CostModelVersion, UnitCost
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def create_cost_model(*, name: str, currency: str, source: str, by: User, at: datetime) -> CostModelVersion:
    """A new model with an empty draft; its day in force is chosen when it is published."""
    draft = _begin(_new_model(name, currency), 1, source, None, by, at)
    record("create_cost_model", on=draft, by=by, at=at, name=name, version=1)
    return draft


@transaction.atomic
def draft_cost_model(*, version: CostModelVersion, source: str, by: User, at: datetime) -> CostModelVersion:
    """The next version of the model, a draft that states what this one does."""
    model = CostModel.objects.select_for_update().get(pk=version.model_id)
    draft = _begin(model, next_number(model.versions.all()), source, version, by, at)
    _copy(version, draft)
    facts: dict[str, Any] = {"name": model.name, "version": draft.number, "based_on": version.number}
    record("draft_cost_model", on=draft, by=by, at=at, **facts)
    return draft


@transaction.atomic
def clone_cost_model(
    *, version: CostModelVersion, name: str, currency: str, source: str, by: User, at: datetime
) -> CostModelVersion:
    """Another model that begins with these unit costs, each in the currency it was stated in."""
    draft = _begin(_new_model(name, currency), 1, source, version, by, at)
    _copy(version, draft)
    facts: dict[str, Any] = {"name": name, "version": 1, "from": version.model.name, "from_version": version.number}
    record("clone_cost_model", on=draft, by=by, at=at, **facts)
    return draft


@transaction.atomic
def save_costs(
    *,
    version: CostModelVersion,
    rows: Sequence[Stated],
    minimum: Decimal | None,
    target: Decimal | None,
    carried_by: Mapping[CostPart, Sequence[str]],
    by: User,
    at: datetime,
) -> CostModelVersion:
    """Replaces all that a draft states; what contradicts itself is only refused when it is published."""
    draft = _draft(version)
    borne = {part: tuple(codes) for part, codes in carried_by.items()}
    CostTerms(currency=draft.model.currency, rows=tuple(rows), minimum=minimum, target=target, carried_by=borne)
    draft.minimum_margin, draft.target_margin = minimum, target
    draft.carried_by = {part.value: list(codes) for part, codes in borne.items() if codes}
    draft.save(update_fields=["minimum_margin", "target_margin", "carried_by"])
    draft.rows.all().delete()
    UnitCost.objects.bulk_create(_row(draft, position, row) for position, row in enumerate(rows, 1))
    record("save_costs", on=draft, by=by, at=at, name=draft.model.name, version=draft.number, rows=len(rows))
    return draft


@transaction.atomic
def publish_cost_model(*, version: CostModelVersion, valid_from: date, by: User, at: datetime) -> CostModelVersion:
    """In force from the day on; the version in force until then ends the day before, in the same breath."""
    draft = _draft(version)
    for problem in problems(draft.terms()):
        raise problem.refusal()
    if valid_from < timezone.localdate(at):
        raise Refusal("Unit costs cannot begin on a day that has passed.", field="valid_from")
    earlier = overtaken(draft.model.versions.all(), valid_from)
    if earlier is not None:
        earlier.save(update_fields=["valid_to"])
    refuse_overlap(draft.model.versions.all(), valid_from)
    draft.valid_from, draft.valid_to = valid_from, None
    draft.published_at, draft.published_by = at, by
    with once(
        one_cost_model_version_in_force=lambda: Refusal("Another version was published at this moment: look again.")
    ):
        draft.save(update_fields=["valid_from", "valid_to", "published_at", "published_by"])
    facts: dict[str, Any] = {"name": draft.model.name, "version": draft.number, "valid_from": valid_from.isoformat()}
    record("publish_cost_model", on=draft, by=by, at=at, **facts, closed=earlier.number if earlier else None)
    return draft


@transaction.atomic
def discard_cost_model(*, version: CostModelVersion, by: User, at: datetime) -> None:
    draft = _draft(version)
    if clone := draft.successors.select_related("model").first():
        message = "%(name)s V%(number)s was begun from this draft: discard that one first."
        raise Refusal(message, name=str(clone.model), number=clone.number)
    record("discard_cost_model", on=draft, by=by, at=at, name=draft.model.name, version=draft.number)
    model = draft.model
    draft.delete()
    if not model.versions.exists():
        model.delete()


def _new_model(name: str, currency: str) -> CostModel:
    with once(quotes_costmodel_name_key=lambda: Refusal("There is a cost model of this name already.", field="name")):
        return CostModel.objects.create(name=name, currency=currency)


def _begin(
    model: CostModel, number: int, source: str, based_on: CostModelVersion | None, by: User, at: datetime
) -> CostModelVersion:
    return CostModelVersion.objects.create(
        model=model,
        number=number,
        valid_from=timezone.localdate(at),
        source=source,
        based_on=based_on,
        created_at=at,
        created_by=by,
    )


def _copy(base: CostModelVersion, draft: CostModelVersion) -> None:
    draft.minimum_margin, draft.target_margin = base.minimum_margin, base.target_margin
    draft.carried_by = base.carried_by
    draft.save(update_fields=["minimum_margin", "target_margin", "carried_by"])
    UnitCost.objects.bulk_create(_row(draft, row.position, row.stated()) for row in base.rows.all())


def _row(version: CostModelVersion, position: int, row: Stated) -> UnitCost:
    told = {name: value for name, value in vars(row).items() if name != "capacity"}
    return UnitCost(version=version, position=position, **told, **(vars(row.capacity) if row.capacity else {}))


def _draft(version: CostModelVersion) -> CostModelVersion:
    """The version under a lock; refuses one that is published."""
    held = CostModelVersion.objects.select_for_update(of=("self",)).select_related("model").get(pk=version.pk)
    if not held.is_draft:
        raise Refusal("Published unit costs never change: draft the next version from them.")
    return held
