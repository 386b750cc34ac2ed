"""What stands beside the offer on paper: options and alternatives, and the columns it was chosen from."""

from typing import Any

from django.utils.translation import gettext_lazy

from quotes.documents.proposal.charges import is_relative, model_of
from quotes.documents.proposal.tree import BundledLine, ColumnPrice, Option
from quotes.domain.pricing.columns import priced_columns
from quotes.domain.pricing.engine import PricedOffer
from quotes.domain.pricing.terms import Role

KINDS = {Role.OPTIONAL: gettext_lazy("Option"), Role.ALTERNATIVE: gettext_lazy("Alternative")}


def options_of(offer: PricedOffer) -> tuple[Option, ...]:
    return tuple(
        Option(
            kind=str(KINDS[line.terms.role]),
            description=line.terms.description,
            code=line.terms.product_code,
            unit=line.terms.unit,
            quantity=line.terms.quantity,
            unit_price=line.unit_price,
            total=line.total,
            tax_rate=sum(line.terms.other_taxes, line.terms.vat_rate),
            model=model_of(line.terms),
            is_relative=is_relative(line.terms),
        )
        for line in offer.outside
        if line.terms.role in KINDS
    )


def bundled_of(offer: PricedOffer) -> tuple[BundledLine, ...]:
    """Each line's share of the one price beside its list price; nothing where there is no one price."""
    if offer.terms.bundle_price is None:
        return ()
    return tuple(
        BundledLine(description=line.terms.description, listed=line.list_total, offered=line.total)
        for line in offer.lines
    )


def columns_of(offer: PricedOffer) -> dict[str, Any]:
    """The two fields of a proposal that show the columns; nothing where there are none."""
    columns = priced_columns(offer)
    if not columns:
        return {}
    amounts = [{line.position: line.itemised_total for line in column.offer.lines} for column in columns]
    lines = [line for line in offer.every_line if any(line.position in found for found in amounts)]
    return {
        "column_lines": tuple(line.terms.description for line in lines),
        "columns": tuple(
            ColumnPrice(
                name=column.name,
                is_recommended=column.is_recommended,
                amounts=tuple(found.get(line.position) for line in lines),
                itemised=column.offer.itemised_total,
                saving=column.offer.saving,
                total=column.offer.total,
                gross=column.offer.gross,
            )
            for column, found in zip(columns, amounts, strict=True)
        ),
    }
