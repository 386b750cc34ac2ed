"""A round told anew: what its first telling had, and what was wrong with it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast

from django import forms
from django.forms import formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dealdesk.web.numbers import shortest
from quotes.forms.negotiation import LIMITS, MoveForm, Moves, ToldForm
from quotes.models import Move, Round, RoundAmendment

# Room for one trade that was forgotten.
SPARE = 2
# What the number of a row can be.
BIGGEST = 2**63 - 1


class AmendForm(ToldForm):
    amended = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=_("What was wrong"), max_length=300, help_text=_("Everybody who sees the round reads it.")
    )

    def renew(self, amended: int) -> None:
        """From here on its writer has read the amendments that came first."""
        self.data = now = cast(QueryDict, self.data).copy()
        now["amended"] = str(amended)


class AmendMoveForm(MoveForm):
    """`was` is the row that this one tells anew: carried along, not typed."""

    chosen = MoveForm.chosen | {"was"}
    was = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=BIGGEST)

    def untyped(self) -> frozenset[str]:
        """An outcome does not keep a row that was there and is emptied; a new one that says no more is asked for it."""
        return self.chosen | {"option"} if self["was"].value() else self.chosen


class _Amended(Moves):
    def was(self) -> list[int | None]:
        """Beside each of the rows that are told."""
        return [form.cleaned_data["was"] for form, _move in self.rows]


AmendMoveFormSet = formset_factory(AmendMoveForm, formset=_Amended, **LIMITS)


def as_typed(now: Round | RoundAmendment, prefix: str) -> Mapping[str, list[str]]:
    """A round as a form would have sent it."""
    return dict(_fields(now)) | dict(_rows(list(now.moves.all()), prefix))


def _fields(now: Round | RoundAmendment) -> Iterator[tuple[str, list[str]]]:
    for name in ToldForm.base_fields:
        if name in {"theirs", "ours"}:
            yield name, [str(person.pk) for person in getattr(now, name).all()]
        else:
            yield name, [_text(getattr(now, name))]


def _rows(moves: list[Move], prefix: str) -> Iterator[tuple[str, list[str]]]:
    yield f"{prefix}-TOTAL_FORMS", [str(len(moves) + SPARE)]
    for index, move in enumerate(moves):
        yield f"{prefix}-{index}-was", [str(move.pk)]
        for name in ("kind", "issue", "what", "worth", "trade", "status", "untraded_reason"):
            yield f"{prefix}-{index}-{name}", [_text(getattr(move, name))]
        yield f"{prefix}-{index}-option", [_text(move.option_id)]
        yield f"{prefix}-{index}-theirs", [_text(move.theirs_low if move.theirs_low == move.theirs_high else None)]


def _text(value: object) -> str:
    return "" if value is None else shortest(value) if isinstance(value, Decimal) else str(value)
