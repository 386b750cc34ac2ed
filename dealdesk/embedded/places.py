"""Which folders the desk keeps its data in, and under which account PostgreSQL may run there."""

import hashlib
import os
import pwd
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Self

CHECKOUT = Path(__file__).resolve().parents[2]
# Where a database goes that root may reach and PostgreSQL's unprivileged account may not.
SPARE = Path("/var/lib/dealdesk")
# The kernel refuses the address of a socket beyond 107 bytes.
LONGEST_SOCKET = 100
# A comma separates hosts for libpq; quotes and backslashes mean something to one side or the other.
UNSAFE_IN_SOCKET = frozenset(",\"'\\")


class Impossible(Exception):
    """Why the desk cannot start, in a sentence for whoever started it."""


@dataclass(frozen=True)
class Account:
    """An operating-system account by number and name."""

    uid: int
    gid: int
    name: str

    @classmethod
    def of(cls, uid: int) -> Self:
        try:
            entry = pwd.getpwuid(uid)
        except KeyError:
            raise Impossible(
                f"Account {uid} has no name in /etc/passwd, without which PostgreSQL will not run."
            ) from None
        return cls(entry.pw_uid, entry.pw_gid, entry.pw_name)


@dataclass(frozen=True)
class Place:
    """The desk's folder, the database's folder (mostly the same) and the folder of the database's socket."""

    home: Path
    base: Path
    socket: Path

    @classmethod
    def here(cls) -> Self:
        """The place of this checkout, or of DEALDESK_HOME."""
        return cls.at(Path(os.environ.get("DEALDESK_HOME") or CHECKOUT / "var").resolve())

    @classmethod
    def at(cls, home: Path) -> Self:
        base = base_for(home)
        return cls(home, base, socket_for(base))

    @property
    def data(self) -> Path:
        return self.base / "postgres"

    @property
    def log(self) -> Path:
        return self.base / "postgres.log"

    def account(self) -> Account:
        """PostgreSQL refuses root, so root lends it the account that owns the data, or nobody's."""
        if os.geteuid():
            return Account.of(os.geteuid())
        owner = self.data.stat().st_uid if self.data.exists() else 0
        return Account.of(owner or pwd.getpwnam("nobody").pw_uid)


def digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def base_for(home: Path) -> Path:
    """Permissions of a user's folders are never changed: where nobody may not enter, root keeps the data elsewhere."""
    if os.geteuid() or (home / "postgres").exists() or everybody_may_enter(home):
        return home
    return SPARE / digest(home)


def everybody_may_enter(path: Path) -> bool:
    existing = [folder for folder in (path, *path.parents) if folder.exists()]
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in existing)


def socket_for(base: Path) -> Path:
    near = base / "run"
    if len(os.fsencode(near / ".s.PGSQL.5432")) <= LONGEST_SOCKET and not UNSAFE_IN_SOCKET & set(str(near)):
        return near
    if os.geteuid() == 0:
        return SPARE / digest(base) / "run"
    # Not the temporary folder of the environment: a log-in, a timer and a test must come to the same answer.
    return Path(f"/tmp/dealdesk-{os.geteuid()}-{digest(base)}")  # noqa: S108 (made 0700, its owner checked)


def folder(path: Path) -> Path:
    """A folder of the desk's, closed to others; under root its names stay passable, since PostgreSQL lives below."""
    if not path.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(exist_ok=True)
        path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        as_its_parent(path)
    return path


def private_folder(path: Path, account: Account) -> Path:
    """A folder only this account may open; one that somebody else put there first is refused."""
    folder(path.parent)
    try:
        path.mkdir(mode=0o700)
        os.chown(path, account.uid, account.gid)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
            raise Impossible(f"{path} is not a private folder of {account.name}: remove it and start again.") from None
    return path


def as_its_parent(path: Path) -> None:
    """What root makes in a user's folder stays the user's."""
    if os.geteuid() == 0:
        above = path.parent.stat()
        os.chown(path, above.st_uid, above.st_gid)


def kept_secret(where: Path, name: str) -> str:
    """The secret of that name: read, or made on first use, by exactly one of those who ask at once."""
    path = where / name
    try:
        if not path.exists():
            make_secret(path)
        return path.read_text().strip()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Impossible(f"{path} cannot be read or made ({reason}): set DEALDESK_HOME to your own folder.") from error


def make_secret(path: Path) -> None:
    draft = folder(path.parent) / f".{path.name}.{secrets.token_hex(8)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    as_its_parent(draft)
    try:
        os.link(draft, path)  # a link either appears whole or finds another's in place
    except FileExistsError:
        return
    finally:
        draft.unlink()
