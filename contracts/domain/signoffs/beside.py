"""What a contract says beside its clauses: of liability, of its data, of how the service feels, and how it is paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contracts.domain.clauses.words import OWNERS, Kind
from contracts.domain.data.answers import Answers
from contracts.domain.data.routes import Route
from contracts.domain.liability.exposure import Terms
from contracts.domain.payment.received import Instalment
from contracts.domain.sla.experience import Promise
from dealdesk.kernel.words import Word
from quotes.domain.spelling import number
from stakeholders.domain.people import Role


class Apart(Word):
    """What is kept in rows of its own."""

    LIABILITY = "liability", "Liability"
    DATA = "data", "Data"
    EXPERIENCE = "experience", "Experience"
    PAYMENT = "payment", "Instalments"


# Whose word each of them needs: of whoever looks after such clauses.
BESIDE: Mapping[Apart, Role] = {
    Apart.LIABILITY: OWNERS[Kind.LIABILITY],
    Apart.DATA: OWNERS[Kind.DATA],
    Apart.EXPERIENCE: OWNERS[Kind.SLA],
    Apart.PAYMENT: OWNERS[Kind.PAYMENT],
}


@dataclass(frozen=True, kw_only=True)
class Data:
    """What was answered, and the route that was found by it."""

    answers: Answers
    route: Route


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The latest edition of the terms of liability and of the answers on data, None where nobody has noted any, the
    promises of experience that stand, and the instalments."""

    liability: Terms | None = None
    data: Data | None = None
    experience: tuple[Promise, ...] = ()
    payment: tuple[Instalment, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.said)

    @property
    def said(self) -> tuple[Apart, ...]:
        """Of what anything is said at all."""
        return tuple(one for one in Apart if getattr(self, one))

    def of(self, role: Role) -> "Beside":
        """What is for one role to answer for."""
        return Beside(**{name: getattr(self, name) for name, owner in BESIDE.items() if owner is role})

    def written(self) -> dict[str, Any]:
        """As it is hashed: what the contract says, and neither what a harm may cost, where that comes from, nor when
        something was delivered and accepted. The order of promises and of instalments says nothing."""
        return {
            "liability": self.liability and _liability(self.liability),
            "data": self.data and _data(self.data),
            "experience": sorted((_promise(one) for one in self.experience), key=str),
            "payment": sorted((_instalment(one) for one in self.payment), key=str),
        }


NOTHING = Beside()


def _number(value: Decimal | None) -> str | None:
    return None if value is None else number(value)


def _liability(terms: Terms) -> list[Any]:
    return [
        terms.basis, _number(terms.increased_times), _number(terms.increased_amount), terms.per_claim,
        terms.credits_outside, terms.indemnity_outside, terms.one_sided, terms.waives_adjustment,
        sorted(terms.excluded), _number(terms.damages_cap), sorted([line.harm, line.bucket] for line in terms.lines),
    ]  # fmt: skip


def _data(data: Data) -> list[Any]:
    told = data.answers
    return [
        told.part, sorted(told.categories), sorted(told.ways), told.critical_operator, told.important_data,
        told.exemption, [told.still.plain, told.still.sensitive], [told.a_year.plain, told.a_year.sensitive],
        told.nodes, told.telemetry_path, told.support_from, told.subprocessors, data.route,
    ]  # fmt: skip


def _promise(one: Promise) -> list[Any]:
    return [one.metric, number(one.value), one.pause, one.platform, one.denominator, one.percentile]


def _instalment(one: Instalment) -> list[Any]:
    amount, runs_from, day, credit_days, window = one.agreed
    return [number(amount), runs_from, None if day is None else day.isoformat(), credit_days, window]
