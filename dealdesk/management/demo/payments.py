"""How the bank of the demo pays: a prime rate, instalments with an acceptance that is put off, money that came late."""

from datetime import datetime
from decimal import Decimal

from contracts.actions.payment import add_instalment, add_prime_rate, note_receipt
from contracts.domain.payment.received import Instalment, RunsFrom
from dealdesk.management.demo.times import on
from quotes.models import QuoteVersion
from stakeholders.models import Deal, User

type Cast = dict[str, User]
PILOT, ACCEPTED = Decimal(60_000), Decimal(120_000)


def tell(cast: Cast, at: datetime) -> None:
    finance = cast["jicaiwei"]
    source = "演示数据，实际以全国银行间同业拆借中心公布为准"
    add_prime_rate(points=Decimal(3), valid_from=on(at, -20), source=source, by=finance, at=at)
    deal = Deal.objects.get(name="远程柜台", is_demo=True)
    total = QuoteVersion.objects.on_the_table().filter(quote__deal=deal)[0].gross_total
    rows = (
        ("试点费", Instalment(amount=PILOT, runs_from=RunsFrom.DAY, from_day=on(at, -100), credit_days=30)),
        (
            "上线验收款",
            Instalment(
                amount=ACCEPTED,
                runs_from=RunsFrom.ACCEPTANCE,
                from_day=on(at, -60),
                credit_days=30,
                window_days=10,
                is_put_off=True,
            ),
        ),
        (
            "尾款",
            Instalment(amount=total - PILOT - ACCEPTED, runs_from=RunsFrom.DAY, from_day=on(at, 90), credit_days=60),
        ),
    )
    for title, terms in rows:
        add_instalment(deal=deal, title=title, terms=terms, by=finance, at=at)
    note_receipt(
        deal=deal, amount=Decimal(40_000), received_on=on(at, -45), source="银行回单（演示）", by=finance, at=at
    )
