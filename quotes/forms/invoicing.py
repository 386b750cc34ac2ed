"""Which invoice we issue in a deal, and whether its buyer credits VAT, as people type it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import EditedForm
from quotes.domain.invoicing import Invoice, Invoicing
from quotes.forms.rivals.offer import either, invoiced
from quotes.models import DealInvoicing


class InvoicingForm(EditedForm):
    invoice = invoiced(_("Our invoice"))
    buyer_credits = either(
        _("The buyer credits input VAT"),
        _("Yes, a general taxpayer"),
        _("No"),
        _("Ask their finance, not procurement."),
    )

    class Meta:
        model = DealInvoicing
        fields = ("invoice", "buyer_credits", "source")
        labels = {"source": _("How we know")}

    def told(self) -> dict[str, Any]:
        """What `set_invoicing` takes."""
        values = self.cleaned_data
        invoice = Invoice(values["invoice"]) if values["invoice"] else None
        told = Invoicing(invoice=invoice, buyer_credits=values["buyer_credits"])
        return {"told": told, "source": values["source"], "edition": values.get("edition")}
