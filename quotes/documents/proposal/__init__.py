"""The proposal: what a version offers its customer, collected from the rows and set on paper."""

from quotes.documents.proposal.collect import collect
from quotes.documents.proposal.page import html, job, preview, render
from quotes.documents.proposal.tree import Proposal, snapshot

__all__ = ["Proposal", "collect", "html", "job", "preview", "render", "snapshot"]
