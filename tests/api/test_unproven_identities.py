"""What the employer's provider sends, and what of it does not prove who it is."""

import pytest
from joserfc.jwk import Key, OctKey

from tests.api.employer import CLIENT_ID, CLIENT_SECRET, OTHER_KEY, Employer, signed_in
from tests.api.site import Desk
from tests.people import EMPLOYEE


@pytest.mark.parametrize(
    "told",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another application"},
        {"aud": "another application", "azp": CLIENT_ID},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"iss": None},
        {"aud": None},
        {"employee_number": None},
        {"employee_number": ""},
        {"employee_number": [EMPLOYEE]},
    ],
)
def test_an_identity_that_proves_nothing_lets_nobody_in(
    joined: Desk, employer: Employer, told: dict[str, object]
) -> None:
    employer.told |= told
    answer = employer.lets_in(joined.client)
    assert answer.status_code == 403
    assert "does not say for sure who you are" in answer.text
    assert signed_in(joined) == []


@pytest.mark.parametrize(
    "signs",
    [
        ("ES256", OTHER_KEY),
        ("HS256", OctKey.import_key(CLIENT_SECRET)),
    ],
    ids=["by another key", "by the shared secret"],
)
def test_an_identity_that_the_provider_has_not_signed_lets_nobody_in(
    joined: Desk, employer: Employer, signs: tuple[str, Key]
) -> None:
    employer.signs = signs
    assert employer.lets_in(joined.client).status_code == 403
    assert signed_in(joined) == []


def test_an_identity_that_nobody_has_signed_lets_nobody_in(
    joined: Desk, employer: Employer
) -> None:
    employer.unsigned = True
    assert employer.lets_in(joined.client).status_code == 403
    assert signed_in(joined) == []


def test_a_token_without_an_identity_lets_nobody_in(joined: Desk, employer: Employer) -> None:
    employer.mute = True
    assert employer.lets_in(joined.client).status_code == 403


def test_a_provider_of_another_name_is_not_asked(joined: Desk, employer: Employer) -> None:
    employer.discovered["issuer"] = "https://elsewhere.example"
    assert joined.client.get("/sign-in/account").status_code == 403


def test_a_code_without_its_proof_lets_nobody_in(joined: Desk, employer: Employer) -> None:
    back = employer.sends_back(joined.client.get("/sign-in/account"))
    employer.asked["code_challenge"] = "of another browser"
    assert joined.client.get(back).status_code == 403
    assert signed_in(joined) == []
