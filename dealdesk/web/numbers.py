"""Figures as people type them: full-width digits, thousands commas, a unit or the currency's own sign after them."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.arithmetic import worked_out
from dealdesk.kernel.money import round_to
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.refusals import sentence

THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
# 九折 and 八五折 are 9 and 85.
IN_CHINESE = str.maketrans("一二三四五六七八九", "123456789")
# Two digits without a point before 折.
TENTHS = re.compile(r"[2-9][1-9]折")
SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# Signs and names of currencies, as NFKC and lower case leave them; the first of each row is the code.
CURRENCIES = {
    "CNY": ("cny", "rmb", "¥", "元", "人民币"),
    "USD": ("usd", "us$", "$", "美元"),
    "EUR": ("eur", "€", "欧元"),
    "HKD": ("hkd", "hk$", "港元", "港币"),
    "GBP": ("gbp", "£", "英镑"),
    "JPY": ("jpy", "日元"),
}
MARKS = sorted(((mark, code) for code, marks in CURRENCIES.items() for mark in marks), key=lambda pair: -len(pair[0]))


class NumberField(forms.DecimalField):
    """A number from 0 on, exactly as wide as its column; where `sums` is set, =12*30 and 1.2万 are worked out.

    A sum is rounded half up to the column's decimals; a plain number with more of them is refused.
    """

    widget = forms.TextInput
    # The validators' sentences too: Django's own read like a translation.
    default_error_messages = {
        "invalid": _("Type a number here, such as 1200 or 12.5."),
        "max_digits": _("At most %(max)s digits in all."),
        "max_decimal_places": _("At most %(max)s decimals: round it."),
        "max_whole_digits": _("At most %(max)s digits before the decimal point."),
        "min_value": _("Type %(limit_value)s or more."),
        "max_value": _("Type %(limit_value)s or less."),
    }

    def __init__(self, *, max_digits: int, decimal_places: int, sums: bool = False, **options: Any) -> None:
        options.setdefault("min_value", Decimal(0))
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **options)
        self.sums = sums

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # the stubs say int
        return self.number(plain(value)) if isinstance(value, str) else super().to_python(value)

    def number(self, text: str) -> Decimal | None:
        """What a plain text is worth, a sum included where the field takes one."""
        if not (self.sums and is_sum(text)):
            return super().to_python(text)
        value = worth(text)
        return super().to_python(round_to(value, self.decimal_places or 0) if text.startswith("=") else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """12.500000 is shown as 12.5; what was typed is shown as it was typed."""
        return shortest(value) if isinstance(value, Decimal) else value


class AmountField(NumberField):
    """Money in the one currency of its row; another currency's sign is refused, never converted."""

    default_error_messages = {"currency": _("Amounts here are in %(currency)s: convert the amount first.")}

    def __init__(self, *, currency: str = "CNY", max_digits: int = 18, decimal_places: int = 2, **options: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **options)
        self.currency = currency

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # the stubs say int
        if not isinstance(value, str):
            return super().to_python(value)
        text = plain(value)
        for mark, code in MARKS:
            if mark in text:
                if code != self.currency:
                    raise ValidationError(
                        self.error_messages["currency"], code="currency", params={"currency": self.currency}
                    )
                text = plain(text.replace(mark, " "))
                break
        return self.number(text)


class PercentField(NumberField):
    """Percent points from 0 to 100, with or without the sign.

    Where `tenths` is set it is a discount, and said as people say one: 8.5 折, 85 折 and 八五折 are 15 points off, and
    −15% is too.
    """

    def __init__(self, *, tenths: bool = False, decimal_places: int = 8, **options: Any) -> None:
        options.setdefault("max_value", Decimal(100))
        if tenths:
            bounds = dict.fromkeys(("min_value", "max_value"), _("A discount is from 0 to 100."))
            options["error_messages"] = bounds | options.get("error_messages", {})
        super().__init__(max_digits=decimal_places + 4, decimal_places=decimal_places, **options)
        self.tenths = tenths

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # the stubs say int
        if not isinstance(value, str):
            return super().to_python(value)
        text = plain(value)
        if self.tenths and text.endswith("折"):
            text = text.translate(IN_CHINESE)
            left = self.number(text.removesuffix("折"))
            # 85 折 is read as 八五折; 10 折 is the whole price.
            return None if left is None else Decimal(100) - (left if TENTHS.fullmatch(text) else left * 10)
        if self.tenths and text.endswith("%"):
            text = text[1:] if text[0] in "-−" else text
        return self.number(text.removesuffix("%"))


def is_sum(text: str) -> bool:
    return text.startswith("=") or text.endswith(("万", "亿", "w"))


def worth(text: str) -> Decimal:
    """A sum worked out, its separators left out; what cannot be is refused as a field refuses."""
    try:
        return worked_out(SEPARATOR.sub("", text.removeprefix("=")))
    except Refusal as refusal:
        raise ValidationError(sentence(refusal)) from refusal


def plain(text: str) -> str:
    """１，０００ and 1,000 are 1000; what is no number stays as it is and is refused as such."""
    text = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return text.replace(",", "") if THOUSANDS.fullmatch(text) else text


def shortest(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
