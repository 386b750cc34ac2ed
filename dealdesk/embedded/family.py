"""Child processes that cannot outlive their parent, and the locks by which families know each other."""

import ctypes
import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, Self

from dealdesk.embedded.places import Account, as_its_parent, folder

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def die_with(parent: int, last_word: signal.Signals) -> None:
    """Ask the kernel for a signal when the parent dies, and leave at once if it already has."""
    LIBC.prctl(PR_SET_PDEATHSIG, last_word)
    if os.getppid() != parent:
        os._exit(1)


def child_of(parent: int, last_word: signal.Signals) -> Callable[[], None]:
    """What a child does between fork and exec; the parent may have blocked signals, which a child would inherit."""

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        die_with(parent, last_word)

    return prepare


def spawn(
    command: Sequence[str | os.PathLike[str]],
    *,
    last_word: signal.Signals = signal.SIGKILL,
    account: Account | None = None,
    log: IO[bytes] | None = None,
    keep: Sequence[int] = (),
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl-C reaches only the parent, which stops its children in order."""
    # The kernel forgets PDEATHSIG when a process changes its account; Popen changes it before preexec_fn runs.
    return subprocess.Popen(  # noqa: S603 (our own programs, never a shell)
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT if log else None,
        pass_fds=keep,
        env=env,
        cwd=cwd,
        start_new_session=True,
        preexec_fn=child_of(os.getpid(), last_word),  # no threads run while children are made
        **another(account),
    )


def ask(
    command: Sequence[str | Path], account: Account, words: str = "", keep: Sequence[int] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a program as an account to its end; its folder is one that every account may enter."""
    return subprocess.run(  # noqa: S603 (our own programs, never a shell)
        command,
        input=words,
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
        pass_fds=keep,
        preexec_fn=child_of(os.getpid(), signal.SIGKILL),
        **another(account),
    )


def another(account: Account | None) -> dict[str, Any]:
    """The arguments that make Popen change accounts, when it must."""
    if account is None or account.uid == os.geteuid():
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": ()}


def stop(child: subprocess.Popen[bytes], *words: tuple[signal.Signals, float]) -> None:
    """Ask ever less politely, then kill; return when the child is gone."""
    for word, patience in words:
        if child.poll() is not None:
            return
        child.send_signal(word)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    child.kill()
    child.wait()


class Lock:
    """A locked file: held while any process has it open, given back by the kernel when the last one dies."""

    def __init__(self, path: Path) -> None:
        folder(path.parent)
        self.path = path
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        as_its_parent(path)

    def taken(self, patience: float = 0) -> bool:
        """True when it is ours now; somebody else's after waiting is False."""
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    return False
                time.sleep(0.05)
            else:
                return True

    def write(self, text: str) -> None:
        os.ftruncate(self.file, 0)
        os.pwrite(self.file, text.encode(), 0)

    def read(self) -> str:
        return os.pread(self.file, 4096, 0).decode()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Our copy is closed; a child that was given one still holds the lock."""
        os.close(self.file)
