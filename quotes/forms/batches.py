"""Which offers are ordered together, and as which document."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.formats import money
from dealdesk.web.units import unit
from quotes.forms.proposals import ExportForm
from quotes.models import QuoteVersion

if TYPE_CHECKING:
    _VersionChoices = forms.ModelMultipleChoiceField[QuoteVersion]
else:
    _VersionChoices = forms.ModelMultipleChoiceField


class OffersField(_VersionChoices):
    def label_from_instance(self, obj: QuoteVersion) -> str:
        quote = obj.quote
        total = f"{money(obj.gross_total)} {unit(obj.currency, basis=True, months=obj.term_months)}"
        return f"{quote.number} {obj} · {quote.deal.customer} · {quote.title} · {obj.get_state_display()} · {total}"


class BatchForm(ExportForm):
    versions = OffersField(
        queryset=QuoteVersion.objects.none(),
        label=_("Offers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one offer.")},
    )

    def __init__(self, *args: Any, offers: QuerySet[QuoteVersion], ticked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["like"]
        self.fields["versions"].queryset = offers  # type: ignore[attr-defined]
        self.fields["versions"].initial = offers if ticked else ()
