"""The files that documents may use: what lies in static/documents, and nothing else."""

from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent.parent / "static" / "documents"


def assets() -> dict[str, Path]:
    """By name; a path that climbs out of the folder is simply not in it."""
    return {path.relative_to(ASSETS).as_posix(): path for path in sorted(ASSETS.rglob("*")) if path.is_file()}


def sheet_text(name: str) -> str:
    return assets()[name].read_text(encoding="utf-8")
