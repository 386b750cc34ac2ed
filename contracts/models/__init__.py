"""What we remember of what we sign: the law it stands on."""

from contracts.models.statutes import Statute

__all__ = ["Statute"]
