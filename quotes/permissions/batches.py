"""The door to orders of several files."""

from django.shortcuts import get_object_or_404

from quotes.models import ProposalBatch
from stakeholders.models import User


def batch_for(user: User, batch: int) -> ProposalBatch:
    """One of one's own: nobody else's exists."""
    return get_object_or_404(ProposalBatch.objects.filter(asked_by=user), pk=batch)
