"""Reading milestones and lead times from a request."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.forms import EditedForm, choose_from
from dealdesk.web.refusals import put_into
from stakeholders.domain.plans.leads import LONGEST_LEAD, LeadTime
from stakeholders.models import Contact, Milestone, User


def days_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=LONGEST_LEAD)


class MilestoneForm(EditedForm):
    lead_p50 = days_field(_("Lead time, P50"))
    lead_p80 = days_field(_("Lead time, P80"))

    class Meta:
        model = Milestone
        fields = (
            "kind", "name", "owner", "buyer", "lead_p50", "lead_p80", "after", "due_on", "blocker", "evidence",
        )  # fmt: skip
        labels = {
            "kind": _("Kind"),
            "name": _("Milestone"),
            "owner": _("Our owner"),
            "buyer": _("Their owner"),
            "after": _("Waits for"),
            "due_on": _("Agreed for"),
            "blocker": _("What blocks it"),
            "evidence": _("Evidence"),
        }
        help_texts = {
            "after": _("What must be done before it can begin."),
            "due_on": _("The day both sides agreed on, where there is one."),
            "evidence": _("Where it is written down: minutes, a mail, a signed page."),
        }
        widgets = {"after": forms.CheckboxSelectMultiple}

    def __init__(
        self,
        *args: Any,
        colleagues: QuerySet[User],
        contacts: QuerySet[Contact],
        others: QuerySet[Milestone],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "owner", colleagues)
        choose_from(self, "buyer", contacts)
        choose_from(self, "after", others)
        for name, what in {"lead_p50": _("In half of all cases."), "lead_p80": _("In four cases of five.")}.items():
            self.fields[name].help_text = what

    def clean_due_on(self) -> date | None:
        return self.near("due_on")

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not self.errors and (values.get("lead_p50") is None) != (values.get("lead_p80") is None):
            self.add_error("lead_p80", ValidationError(_("Give both lead times, or neither while nobody knows.")))
        return values

    def put_beside(self, row: Any) -> None:
        """Only single values stand side by side: what a milestone waits for is a list, and is kept as it was ticked."""
        self.cleaned_data.pop("after", None)
        super().put_beside(row)


class LeadsForm(forms.Form):
    """Both lead times of every open milestone, on one page."""

    def __init__(self, *args: Any, rows: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = tuple(rows)
        for row in self.rows:
            for part, value in (("p50", row.lead_p50), ("p80", row.lead_p80)):
                # The milestone's name is the legend of its fields.
                field = days_field(part.upper())
                field.initial = value
                self.fields[f"lead-{row.pk}-{part}"] = field

    def clean(self) -> dict[str, Any]:
        leads: dict[int, LeadTime | None] = {}
        for row in self.rows:
            p50, p80 = (self.cleaned_data.get(f"lead-{row.pk}-{part}") for part in ("p50", "p80"))
            if self.errors:
                continue
            try:
                leads[row.pk] = _lead(p50, p80)
            except Refusal as refusal:
                refusal.field = f"lead-{row.pk}-{refusal.field or 'p80'}"
                put_into(self, refusal)
        return {"leads": leads}


def _lead(p50: int | None, p80: int | None) -> LeadTime | None:
    if p50 is None and p80 is None:
        return None
    if p50 is None or p80 is None:
        raise Refusal("Give both lead times, or neither while nobody knows.", field="p50" if p50 is None else "p80")
    return LeadTime(p50=p50, p80=p80)
