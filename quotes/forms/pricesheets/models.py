"""The sheet of price models that no table of tiers can hold: one row a product, its figures in one cell."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.sheets import Cell
from dealdesk.web.refusals import sentence
from quotes.domain.pricesheets import NEEDED, Head, Tab
from quotes.domain.pricing.charges import AnyCharge, from_json
from quotes.domain.tiersheets import LONGEST
from quotes.forms.pricesheets import values
from quotes.forms.pricesheets.tabs import Row, Table, blank


class Models:
    """The sheet, row by row; `tiered` are the products whose price model the sheet of tiers says already."""

    def __init__(self, table: Table, priced: Mapping[str, int], tiered: Collection[str]) -> None:
        self.table, self.priced, self.tiered = table, priced, tiered
        self.models: dict[str, AnyCharge] = {}

    def read(self) -> dict[str, AnyCharge]:
        if set(NEEDED[Tab.MODELS]) <= self.table.places.keys():
            for row in self.table.rows():
                self._row(row)
        return self.models

    def _row(self, row: Row) -> None:
        code = self.table.take(row, Head.CODE, values.code)
        if code is None:
            return
        if code not in self.priced:
            why = _("The price sheet has no row for %(code)s: a price model belongs to what has a price.")
            self.table.say(row.number, Head.CODE, why % {"code": code or "—"})
        if code in self.tiered or code in self.models:
            why = _("%(code)s has another price model above: one product has one.")
            self.table.say(row.number, Head.CODE, why % {"code": code})
        charge = self.table.take(row, Head.FIGURES, model)
        if charge is not None:
            self.models[code] = charge


def model(cell: Cell) -> AnyCharge:
    """Only what the desk itself would write; a figure that is wrong is named by its path."""
    if blank(cell):
        raise ValidationError(_("The figures of the price model are missing: put back what was exported."))
    try:
        content: Any = json.loads(values.words(cell, longest=LONGEST), parse_float=str)
    except (ValueError, RecursionError):
        raise ValidationError(_("These figures cannot be read: change numbers only, and leave every sign.")) from None
    try:
        return from_json(content)
    except Refusal as refusal:
        raise ValidationError(f"{refusal.field}: {sentence(refusal)}" if refusal.field else sentence(refusal)) from None
