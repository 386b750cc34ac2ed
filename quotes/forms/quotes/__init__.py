"""What people type about an offer: its terms, its lines one by one or pasted, and a new quote."""

from quotes.forms.quotes.lines import Grid, NewLineForm
from quotes.forms.quotes.new import QuoteForm
from quotes.forms.quotes.paste import Pasted, PasteForm
from quotes.forms.quotes.terms import FormForm, TermsForm

__all__ = ["FormForm", "Grid", "NewLineForm", "PasteForm", "Pasted", "QuoteForm", "TermsForm"]
