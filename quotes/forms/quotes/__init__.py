"""What people type about an offer: its terms, its lines one by one or pasted, and a new quote."""

from quotes.forms.quotes.block import BlockForm
from quotes.forms.quotes.ends import RenewForm, VoidForm
from quotes.forms.quotes.grid import Grid
from quotes.forms.quotes.lines import NewLineForm
from quotes.forms.quotes.new import QuoteForm
from quotes.forms.quotes.paste import Pasted, PasteForm
from quotes.forms.quotes.terms import FormForm, TermsForm

__all__ = [
    "BlockForm",
    "FormForm",
    "Grid",
    "NewLineForm",
    "PasteForm",
    "Pasted",
    "QuoteForm",
    "RenewForm",
    "TermsForm",
    "VoidForm",
]
