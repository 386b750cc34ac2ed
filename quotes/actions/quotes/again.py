"""An offer once more in another deal: every term of one that was accepted, at its price and so much more."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes.create import put_down
from quotes.actions.quotes.stored import not_past, put_totals
from quotes.actions.quotes.versions import COPIED, copied
from quotes.domain.lifecycle import Form, VersionState
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.uplift import raised, raised_columns, raised_header
from quotes.domain.spelling import spell_columns, spell_steps
from quotes.models import QuoteVersion
from stakeholders.actions.deals import refuse_when_closed
from stakeholders.actions.journal import record
from stakeholders.models import Deal, User


@transaction.atomic
def quote_again(
    *, deal: Deal, base: QuoteVersion, title: str, uplift: Percent, name: str, valid_until: date, by: User, at: datetime
) -> QuoteVersion:
    """V1 of a new quote. The uplift stands in it as one step on the whole under its `name`; a bundle's price has it."""
    refuse_when_closed(deal)
    if base.state != VersionState.ACCEPTED:
        raise Refusal(
            "V%(number)s was not accepted: only what a customer agreed to is offered again.", number=base.mark
        )
    told = {column: getattr(base, column) for column in COPIED} | {"valid_until": valid_until}
    version = QuoteVersion(number=1, created_at=at, created_by=by, updated_at=at, **told)
    not_past(version, at)
    _raise(version, base, uplift, name)
    lines = [copied(line, version) for line in base.lines.all()]
    put_totals(version, lines)
    put_down(version, deal, title, lines)
    record("quote_again", **version.about(), by=by, at=at, based_on=f"{base.quote.number} {base}")
    return version


def _raise(version: QuoteVersion, base: QuoteVersion, uplift: Percent, name: str) -> None:
    places = base.rounding_places
    columns = raised_columns(base.terms().columns, uplift, places)
    version.columns = spell_columns(columns)
    if base.form == Form.BUNDLE and base.bundle_price is not None:
        version.bundle_price = raised(base.bundle_price, uplift, places)
        return
    bare = price(replace(base.terms(), header=None))
    items = bare.gross if base.tax_included else bare.net
    header = raised_header(base.header(), items, uplift, name, places)
    version.header_steps = spell_steps(header.steps) if header else []
    version.header_amount = header.amount if header else None
