"""The proposal: what a version offers its customer, collected from the rows and set on paper."""

from quotes.documents.proposal.collect import collect, collect_seen
from quotes.documents.proposal.page import html, job, preview, render
from quotes.documents.proposal.tree import Proposal, snapshot

__all__ = ["Proposal", "collect", "collect_seen", "html", "job", "preview", "render", "snapshot"]
