"""How activities are retried: short certain steps inside the workflow task, the rest with patience."""

from datetime import timedelta

from temporalio.common import RetryPolicy
from temporalio.workflow import ActivityConfig, LocalActivityConfig

SHORT_STEP = LocalActivityConfig(
    start_to_close_timeout=timedelta(seconds=30),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(minutes=5)
    ),
)
"""A write or a look-up in the records: inside the workflow task, retried until it succeeds."""

PATIENT = ActivityConfig(
    start_to_close_timeout=timedelta(minutes=2),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1), maximum_interval=timedelta(hours=1)
    ),
)
"""Work with documents: retried as long as it takes, at most hourly."""

TENDED = ActivityConfig(
    start_to_close_timeout=timedelta(hours=2),
    heartbeat_timeout=timedelta(seconds=15),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=10)
    ),
)
"""Work that goes on for an hour: a lost worker is noticed within seconds."""
