"""What we remember of what we sign: the law it stands on, and what we promise of availability."""

from contracts.models.sla import Incident, IncidentLog, SlaWording
from contracts.models.statutes import Statute

__all__ = ["Incident", "IncidentLog", "SlaWording", "Statute"]
