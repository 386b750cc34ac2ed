"""How a document is put together: which sections in which order, with which texts, and what is assumed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from dealdesk.kernel.words import label
from quotes.domain.papers import (
    ALWAYS,
    BESIDES,
    BLOCKS,
    LONGEST_TEXT,
    PACKED,
    SECTIONS,
    Block,
    Chosen,
    Composition,
    Passage,
    Section,
    arranged,
    available,
)
from quotes.domain.proposals import Kind, Language
from quotes.domain.texts import READERS
from stakeholders.domain.people import Role

FARTHEST = 99
NO_TEXTS: Mapping[Block, Sequence[tuple[int, str]]] = {}
READ_FIRST = {
    Role.MANAGER: _("Every copy is a draft until a manager has approved these words."),
    Role.LEGAL: _("Every copy is a draft until legal has approved these words."),
}
DEEPEST, STEEPEST = Decimal(-50), Decimal(100)


class PaperForm(forms.Form):
    """One kind of document of one version. `rivals` are the offers that may be chosen, by number and as they are called
    among us; what is left empty is as usual."""

    language = forms.TypedChoiceField(
        label=_("Language of the document"), choices=choices(Language), coerce=Language, initial=Language.CHINESE
    )
    workbook = forms.BooleanField(
        label=_("Attach the table of prices as a workbook"),
        required=False,
        help_text=_("It lies inside the PDF; copies that carry a mark leave it out."),
    )
    starts_on = forms.DateField(
        label=_("Service begins on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Payments are dated from this day; left empty they are counted in months."),
    )
    renewal = forms.DecimalField(
        label=_("Price change at renewal"),
        required=False,
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(DEEPEST), MaxValueValidator(STEEPEST)],
        help_text=_("For the years after the term; left empty they are said to be offered later."),
    )
    rivals = forms.TypedMultipleChoiceField(
        label=_("Compare with"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Only what the customer gave you in writing. Names, sources and our own weighing are not printed. The "
            "value page names a difference in price only against an offer that is chosen here."
        ),
    )

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        rivals: Iterable[tuple[int, str]] = (),
        house: Mapping[Block, Sequence[tuple[int, str]]] = NO_TEXTS,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.house = kind, house
        self.available = available(kind)
        if PACKED.isdisjoint(self.available):
            del self.fields["starts_on"], self.fields["renewal"]
        if {Section.COMPARISON, Section.VALUE} & set(self.available):
            self.fields["rivals"].choices = list(rivals)  # type: ignore[attr-defined]
        else:
            del self.fields["rivals"]
        if kind in BESIDES:
            self._add_sections()
            self._add_texts()

    def _add_sections(self) -> None:
        for place, section in enumerate(self.available, 1):
            self.fields[f"in_{section}"] = forms.BooleanField(
                required=False, initial=section in SECTIONS[self.kind], label=section.label
            )
            self.fields[f"at_{section}"] = forms.IntegerField(
                required=False, initial=place, min_value=1, max_value=FARTHEST, label=_("Place")
            )

    def _add_texts(self) -> None:
        for block in self.blocks:
            if told := self.house.get(block):
                self.fields[f"house_{block}"] = forms.TypedChoiceField(
                    required=False,
                    coerce=int,
                    empty_value=None,
                    choices=[("", _("No standard text")), *told],
                    label=_(label(block)),
                )
            self.fields[f"text_{block}"] = forms.CharField(
                required=False,
                max_length=LONGEST_TEXT,
                label=_("Words of your own") if told else _(label(block)),
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=READ_FIRST[READERS[block]] if block in READERS else "",
            )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        for block in self.blocks if self.kind in BESIDES else ():
            if told.get(f"house_{block}") and told.get(f"text_{block}"):
                self.add_error(f"text_{block}", _("Choose a standard text or write your own, not both."))
        return told

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for section in self.available for block in BLOCKS.get(section, ()))

    @property
    def sections(self) -> list["SectionRow"]:
        """Of a strict document none can be chosen."""
        return [SectionRow(self, section) for section in self.available] if self.kind in BESIDES else []

    def composition(self) -> Composition:
        told = self.cleaned_data
        return Composition(
            starts_on=told.get("starts_on"),
            renewal=told.get("renewal"),
            rivals=tuple(told.get("rivals", ())),
            sections=self._chosen(),
            texts=tuple(Passage(block, text) for block in self.blocks if (text := told.get(f"text_{block}", ""))),
            house=tuple(Chosen(block, one) for block in self.blocks if (one := told.get(f"house_{block}"))),
            workbook=told.get("workbook", False),
        )

    def _chosen(self) -> tuple[Section, ...]:
        """By their places; those that share one, or have none, in the usual order."""
        if self.kind not in BESIDES:
            return ()
        told = self.cleaned_data
        chosen = [section for section in self.available if section in ALWAYS or told.get(f"in_{section}")]
        return arranged(self.kind, sorted(chosen, key=lambda section: told.get(f"at_{section}") or FARTHEST))


@dataclass(frozen=True)
class SectionRow:
    """A section with its tick, its place, and what may be written in it."""

    form: PaperForm
    section: Section

    @property
    def tick(self) -> forms.BoundField:
        return self.form[f"in_{self.section}"]

    @property
    def place(self) -> forms.BoundField:
        return self.form[f"at_{self.section}"]

    @property
    def is_always(self) -> bool:
        return self.section in ALWAYS

    @property
    def texts(self) -> list[forms.BoundField]:
        """For each place what can be chosen, where there is anything, then words of one's own."""
        names = [f"{what}_{block}" for block in BLOCKS.get(self.section, ()) for what in ("house", "text")]
        return [self.form[name] for name in names if name in self.form.fields]

    @property
    def is_written(self) -> bool:
        """Whether any of its texts was chosen or written, or has to be put right."""
        return any(text.value() or text.errors for text in self.texts)


def filled(kind: Kind, composition: Composition) -> dict[str, Any]:
    """What the form begins with to put the same document together once more."""
    told: dict[str, Any] = {
        "workbook": composition.workbook,
        "starts_on": composition.starts_on,
        "renewal": composition.renewal,
        "rivals": list(composition.rivals),
    }
    chosen = composition.sections or SECTIONS[kind]
    for place, section in enumerate((*chosen, *(one for one in available(kind) if one not in chosen)), 1):
        told |= {f"in_{section}": section in chosen, f"at_{section}": place}
    told |= {f"text_{passage.block}": passage.text for passage in composition.texts}
    return told | {f"house_{one.block}": one.edition for one in composition.house}


def posted_as(kind: Kind, composition: Composition) -> list[tuple[str, str]]:
    """The same as fields that a browser sends."""
    told = {"kind": kind.value} | filled(kind, composition)
    return [
        (name, "on" if one is True else str(one))
        for name, value in told.items()
        for one in (value if isinstance(value, list) else [value])
        if one not in (None, False, "")
    ]
