"""How activities are retried: a few times inside the workflow task, then with patience."""

from datetime import timedelta
from typing import TypedDict

from temporalio.common import RetryPolicy


class Retried(TypedDict):
    """How long one attempt may take, and how attempts follow one another."""

    start_to_close_timeout: timedelta
    retry_policy: RetryPolicy


class Hurried(Retried):
    """The same, with an end to all attempts."""

    schedule_to_close_timeout: timedelta


class TendedStep(Retried):
    """The same, with a sign of life at least this often."""

    heartbeat_timeout: timedelta


AT_ONCE = Hurried(
    start_to_close_timeout=timedelta(seconds=10),
    schedule_to_close_timeout=timedelta(seconds=15),
    retry_policy=RetryPolicy(initial_interval=timedelta(milliseconds=200), maximum_attempts=4),
)
"""Some tries within the workflow task, over in two seconds where each fails at once.

They cost the engine one event; but while they go on nothing else of the arrangement does.
"""

RECORDED = Retried(
    start_to_close_timeout=timedelta(minutes=1),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=1)
    ),
)
"""A write or a look-up in the records: until it succeeds, each minute, for pages wait for it."""

KEPT = Retried(
    start_to_close_timeout=timedelta(minutes=1),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1), maximum_interval=timedelta(hours=1)
    ),
)
"""Work with documents: retried as long as it takes, at most hourly.

An attempt takes under a second; a busy machine may need many, and must not begin anew meanwhile.
The loss of its worker is noticed only after the timeout.
"""

TENDED = TendedStep(
    start_to_close_timeout=timedelta(hours=2),
    heartbeat_timeout=timedelta(seconds=15),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=10)
    ),
)
"""Work that goes on for an hour: a lost worker is noticed within seconds."""
