"""The desk's settings for a worker under test: the same, in a hurry, and with tasks of the test's own."""

from dealdesk.settings import *  # noqa: F403
from dealdesk.settings import PROCRASTINATE_WORKER_DEFAULTS as USUAL

PROCRASTINATE_IMPORT_PATHS = ["tests.dealdesk.worker_tasks"]
DEALDESK_WORKER_SILENCE = 2.0
DEALDESK_RESCUE = DEALDESK_SEND_DUE = "* * * * * *"
DEALDESK_SENDING_SILENCE = 2.0
PROCRASTINATE_WORKER_DEFAULTS = USUAL | {
    "fetch_job_polling_interval": 0.2,
    "update_heartbeat_interval": 0.5,
    "stalled_worker_timeout": DEALDESK_WORKER_SILENCE,
}
