"""A workbook of prices as it was uploaded: what it says, or every cell that is wrong."""

from quotes.forms.pricesheets.rows import Desk
from quotes.forms.pricesheets.tabs import Wrong
from quotes.forms.pricesheets.upload import UploadForm

__all__ = ["Desk", "UploadForm", "Wrong"]
