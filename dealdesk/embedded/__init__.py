"""The zero-setup default: a PostgreSQL of the desk's own, and the two settings it answers unstarted."""

import os
from urllib.parse import quote

from dealdesk.embedded.places import Impossible, Place, kept_secret

__all__ = ["Impossible", "Place", "database_url", "secret_key"]


def database_url(place: Place | None = None) -> str:
    """Where the embedded database will answer; nothing is started and nothing needs to run."""
    place = place or Place.here()
    password = kept_secret(place.base, "database-password")
    address = quote(os.fspath(place.socket))
    # A stranger's server at our address must not be told the password: only the proof of it is ever sent.
    return f"postgresql://dealdesk:{password}@/dealdesk?host={address}&require_auth=scram-sha-256"


def secret_key() -> str:
    """Django's signing key, made once and kept beside the database."""
    return kept_secret(Place.here().home, "secret-key")
