"""What is sent to a relay, and the mailer that sends it."""

from mail.composing import compose
from mail.mailer import Mailer
from mail.rendering import RenderedMail
from tests.mail.composed import AT

PATIENCE = 60
"""Seconds: what is given up after a fraction of one may take longer on a busy machine."""

TO = "dora@agency.example.gov"
MESSAGE = compose(
    RenderedMail("Sign: TA-9R1B-6TZE", "Please sign.\n.\nFrom us, Ł.\n", "<p>Please sign.</p>\n"),
    key="k",
    at=AT,
    sender="telecommute@example.gov",
    recipient_name="Dora",
    recipient=TO,
    reply_to="",
    thread="",
)


def mailer(port: int, timeout: float = PATIENCE) -> Mailer:
    return Mailer("127.0.0.1", port, timeout=timeout)
