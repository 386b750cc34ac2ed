"""A competitor's offer put on our terms, so that only what is left is called price; and how a buyer's scoring ranks us.

`words.py` has what is told and what is missing, `content.py` what their offer leaves out of ours, `alike.py` the way
from their price to ours, `scores.py` a buyer's weighted scores.
"""
