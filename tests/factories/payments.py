"""How Ada's deal is paid: that we told our size, and the prime rate of a day."""

from datetime import date
from decimal import Decimal

from contracts.actions.payment import add_prime_rate, keep_declaration
from contracts.domain.payment import OwnSize
from contracts.models import Declaration, PrimeRate
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


def prime(by: User, points: str = "3", valid_from: date = date(2026, 11, 20)) -> PrimeRate:
    return add_prime_rate(points=Decimal(points), valid_from=valid_from, source="全国银行间同业拆借中心", by=by, at=NOW)
