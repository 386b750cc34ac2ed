"""Workbooks of prices that were read without an error and wait for somebody to say yes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from dealdesk.db import paired
from quotes.domain.metering.stored import metered_json
from quotes.domain.pricesheets import Told
from quotes.domain.pricing.charges import to_json
from quotes.models.pricebooks import PriceBookVersion

NO_WORDS: Mapping[str, str] = MappingProxyType({})


class PriceImport(models.Model):
    """What one workbook says; `version` is the draft it is for, or the published version the next one starts from."""

    version = models.ForeignKey(PriceBookVersion, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=200, blank=True)
    told = models.JSONField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            paired("uploaded", "price_import_uploaded_pair"),
            paired("applied", "price_import_applied_pair"),
        ]

    def __str__(self) -> str:
        return self.file_name

    def says(self) -> Told:
        return Told.from_json(self.told)


def edition_of(version: PriceBookVersion, english: Mapping[str, str] = NO_WORDS) -> str:
    """What a version says, and the house in English of what a file brings, as a mark that changes with it and gives
    nothing of it away."""
    content = version.content()
    prices = sorted(
        f"{one.code} {one.list_price:f} {one.vat_rate:f} {one.floor_price} {one.charge and to_json(one.charge)} "
        f"{one.meter and metered_json(one.meter)}"
        for one in content.prices.values()
    )
    bundles = sorted(
        f"{one.name} {one.price:f} {one.note} {sorted((code, str(quantity)) for code, quantity in one.items)}"
        for one in content.bundles.values()
    )
    words = sorted(f"{zh} {en}" for zh, en in english.items())
    return salted_hmac("quotes.pricesheets", "\n".join([*prices, *bundles, *words]), algorithm="sha256").hexdigest()
