"""The only doors to what we sign; who may is said in `stakeholders.permissions.MAY`."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from contracts.domain.statutes import Rule
from contracts.models import Clause, SlaWording, Statute
from stakeholders.permissions import Act, Asking

__all__ = ["Act", "clause_for", "rule_for", "statute_for", "wording_for"]


def rule_for(user: Asking, rule: str) -> Rule:
    """The law is no secret; a rule that nobody asks for does not exist."""
    try:
        return Rule(rule)
    except ValueError:
        raise Http404 from None


def statute_for(user: Asking, statute: int) -> Statute:
    return get_object_or_404(Statute, pk=statute)


def wording_for(user: Asking, wording: int) -> SlaWording:
    """One that still stands; a retired one is only read."""
    return get_object_or_404(SlaWording.objects.current(), pk=wording)


def clause_for(user: Asking, clause: int) -> Clause:
    """Our positions are no secret among colleagues; no document for a customer knows them."""
    return get_object_or_404(Clause, pk=clause)
