"""What renders mails in tests, and every kind of mail with good and with hostile values."""

import pytest

from mail.rendering import MailRenderer
from tests.mail.samples import ALL, SITE, hostile, plain

RENDERER = MailRenderer()
SITE_IN_WORDS = SITE.removeprefix("https://")
EITHER = [
    pytest.param(kind, make(kind), id=f"{kind}-{make.__name__}")
    for kind in ALL
    for make in (plain, hostile)
]
