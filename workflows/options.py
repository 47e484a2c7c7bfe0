"""How activities are retried: short steps inside the workflow task, the rest with patience."""

from datetime import timedelta
from typing import TypedDict

from temporalio.common import RetryPolicy


class Retried(TypedDict):
    """How long one attempt may take, and how attempts follow one another."""

    start_to_close_timeout: timedelta
    retry_policy: RetryPolicy


class TendedStep(Retried):
    """The same, with a sign of life at least this often."""

    heartbeat_timeout: timedelta


SHORT_STEP = Retried(
    start_to_close_timeout=timedelta(seconds=30),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(minutes=15)
    ),
)
"""A write or a look-up in the records: inside the workflow task, retried until it succeeds."""

AT_ONCE = Retried(
    start_to_close_timeout=timedelta(seconds=10), retry_policy=RetryPolicy(maximum_attempts=1)
)
"""One try within the workflow task: it costs the engine nothing, and what fails is not retried."""

PATIENT = Retried(
    start_to_close_timeout=timedelta(seconds=20),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1), maximum_interval=timedelta(hours=1)
    ),
)
"""Work with documents: retried as long as it takes, at most hourly.

An attempt takes under a second; the loss of its worker is noticed only after the timeout.
"""

TENDED = TendedStep(
    start_to_close_timeout=timedelta(hours=2),
    heartbeat_timeout=timedelta(seconds=15),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=10)
    ),
)
"""Work that goes on for an hour: a lost worker is noticed within seconds."""
