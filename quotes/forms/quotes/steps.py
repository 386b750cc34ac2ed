"""Discount steps as people type them: 渠道 10%，季度返利 2.5%, 年付 9.5折, a surcharge with a minus."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.numbers import PercentField, plain, shortest
from dealdesk.web.refusals import sentence
from quotes.domain.pricing.discounts import Step, check_steps
from quotes.domain.spelling import spell_steps

APART = re.compile(r"[,，;；、\n]+")
# A name, then the points at its end, with or without a sign.
NAMED = re.compile(r"(?P<name>.*?)\s*(?P<points>[-−+]?\d+(?:\.\d+)?)\s*[%％]?")
# A name, then what is left in tenths.
TENTHS = re.compile(r"(?P<name>.*?)\s*(?P<left>\d+(?:\.\d+)?|[一二三四五六七八九]{1,2})\s*折")


class StepsField(forms.CharField):
    """Cleaned to the steps as they are stored."""

    def __init__(self, *, unnamed: str = "", **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": 400} | options)
        self.unnamed = unnamed

    def clean(self, value: Any) -> list[dict[str, str]]:
        text = super().clean(value)
        try:
            steps = [self._step(part.strip()) for part in APART.split(text) if part.strip()]
            check_steps(steps, "discounts")
        except Refusal as refusal:
            raise ValidationError(sentence(refusal)) from refusal
        return spell_steps(steps)

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, list | tuple) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)

    def _step(self, text: str) -> Step:
        found = TENTHS.fullmatch(text) or NAMED.fullmatch(text)
        if not found or not (found["name"].strip() or self.unnamed):
            raise ValidationError(_("Write every step as its name and its per cent, such as: Partner 10%."))
        try:
            points = _points(found.groupdict())
        except InvalidOperation as error:
            raise ValidationError(_("Write every step as its name and its per cent, such as: Partner 10%.")) from error
        return Step(name=found["name"].strip() or self.unnamed, percent=points)


def _points(found: Mapping[str, str]) -> Decimal:
    """9.5 折 takes 5 points off."""
    if "left" in found:
        return Decimal(PercentField(tenths=True).clean(f"{found['left']}折"))
    return Decimal(plain(found["points"].replace("−", "-")))


def written(steps: Iterable[Mapping[str, str]]) -> str:
    return "，".join(f"{step['name']} {shortest(Decimal(step['percent']))}%" for step in steps)
