"""How gunicorn serves the desk: `gunicorn -c python:dealdesk.serving dealdesk.wsgi`."""

import os
import signal
from typing import Any

from dealdesk.embedded.family import die_with
from dealdesk.web.logs import WithoutTokens

bind = [f"127.0.0.1:{os.environ.get('PORT') or 8000}"]
worker_class = "gthread"
workers = int(os.environ.get("DEALDESK_WEB_WORKERS") or 2)
threads = int(os.environ.get("DEALDESK_WEB_THREADS") or 4)
# One import for all workers; no connection is opened before they part.
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
# A worker's sign of life must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 (gunicorn makes an unlinked file there)
control_socket_disable = True
loglevel = os.environ.get("DEALDESK_LOG_LEVEL", "warning").lower()


def post_fork(server: Any, worker: Any) -> None:
    """A killed arbiter takes its workers along, so that the port is free at once. And the server's own log, which names
    the address of what failed, keeps no reader's."""
    die_with(server.pid, signal.SIGKILL)
    worker.log.error_log.addFilter(WithoutTokens())
