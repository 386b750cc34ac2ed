"""How Ada's deal is paid: that we told our size, the prime rate of a day, instalments and what came in."""

from datetime import date
from decimal import Decimal
from typing import Any

from contracts.actions.payment import add_instalment, add_prime_rate, add_supplement, keep_declaration, note_receipt
from contracts.domain.payment import OwnSize
from contracts.domain.payment.received import Instalment as Terms
from contracts.domain.payment.received import RunsFrom
from contracts.models import Declaration, Instalment, PrimeRate, Receipt, Supplement
from quotes.domain.attachments import Checked, FileKind
from stakeholders.models import Deal, User
from tests.factories.files import PDF
from tests.factories.stakeholders import NOW

SIGNED = PDF


def declared(deal: Deal, by: User, content: bytes = SIGNED) -> Declaration:
    file = Checked(name="声明.pdf", kind=FileKind.PDF, content=content)
    return keep_declaration(
        deal=deal, size=OwnSize.SMALL, declared_on=date(2026, 11, 20), told="随合同交采购部", file=file, by=by, at=NOW
    )


def instalment(deal: Deal, by: User, amount: int = 100_000, day: date = date(2026, 9, 1), **more: Any) -> Instalment:
    """Due thirty days after its day."""
    told = {"amount": Decimal(amount), "runs_from": RunsFrom.DAY, "from_day": day, "credit_days": 30} | more
    return add_instalment(deal=deal, title="首付款", terms=Terms(**told), by=by, at=NOW)


def receipt(deal: Deal, by: User, amount: int = 40_000, day: date = date(2026, 10, 11)) -> Receipt:
    return note_receipt(deal=deal, amount=Decimal(amount), received_on=day, source="回单 1011", by=by, at=NOW)


def supplement(deal: Deal, by: User, amount: int = 50_000) -> Supplement:
    told = {"what": "追加并发", "amount": Decimal(amount), "agreed_on": date(2026, 11, 20)}
    return add_supplement(deal=deal, **told, by=by, at=NOW)  # type: ignore[arg-type]


def prime(by: User, points: str = "3", valid_from: date = date(2026, 11, 20)) -> PrimeRate:
    return add_prime_rate(points=Decimal(points), valid_from=valid_from, source="全国银行间同业拆借中心", by=by, at=NOW)
