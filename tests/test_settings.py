"""Settings are read strictly, put into words, and refused where they are unfit."""

from pathlib import Path

import pytest

from environment import PREFIX, SettingsProblem
from settings import Settings, load_settings

RANDOM = "q9Zt4vGf0Wc7Lx2BnRm8Ks5YdHj3PuEa"
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET": RANDOM,
    "PAYLOAD_KEYS": f"{RANDOM},{RANDOM[::-1]}",
    "BASE_URL": "https://telecommute.example.gov",
    "DATABASE_URL": "postgresql+psycopg://records@db/records",
    "MAIL_FROM": "telecommute@example.gov",
}


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of this machine, and an empty data folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment, to be set by the test."""
    return monkeypatch


def test_everything_follows_from_the_data_folder_and_the_ports(
    surroundings: pytest.MonkeyPatch,
) -> None:
    surroundings.setenv("TELECOMMUTE_DATA", "/srv/t")
    surroundings.setenv("TELECOMMUTE_PORT", "9000")
    settings = Settings()
    assert settings.database_url == "sqlite:////srv/t/telecommute.db"
    assert settings.documents == Path("/srv/t/documents")
    assert settings.base_url == "http://127.0.0.1:9000"


def test_a_misspelled_setting_is_refused_with_the_one_that_was_meant(
    surroundings: pytest.MonkeyPatch,
) -> None:
    surroundings.setenv("TELECOMMUTE_SMTP_PROT", "25")
    with pytest.raises(SettingsProblem, match="Did you mean TELECOMMUTE_SMTP_PORT"):
        load_settings()


def test_every_setting_can_come_from_a_file(
    surroundings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, content in (
        ("secret", RANDOM),
        ("payload_keys", RANDOM),
        ("smtp_password", "p w"),
        ("port", "9001"),
    ):
        (tmp_path / name).write_text(content + "\n")
        surroundings.setenv(f"{PREFIX}{name.upper()}_FILE", str(tmp_path / name))
    settings = load_settings()
    assert settings.secret.get_secret_value() == RANDOM
    assert settings.smtp_password.get_secret_value() == "p w"
    assert settings.port == 9001


def test_a_setting_and_its_file_exclude_each_other(
    surroundings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text(RANDOM)
    surroundings.setenv("TELECOMMUTE_SECRET", RANDOM)
    surroundings.setenv("TELECOMMUTE_SECRET_FILE", str(tmp_path / "secret"))
    with pytest.raises(SettingsProblem, match="both set"):
        load_settings()


def test_a_file_that_cannot_be_read_is_named(surroundings: pytest.MonkeyPatch) -> None:
    surroundings.setenv("TELECOMMUTE_SECRET_FILE", "/nowhere/secret")
    with pytest.raises(SettingsProblem, match="TELECOMMUTE_SECRET_FILE: /nowhere/secret"):
        load_settings()


def test_the_secrets_made_at_the_first_start_are_found(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret").write_text(RANDOM + "\n")
    (tmp_path / "var" / "payload_keys").write_text(RANDOM[::-1] + "\n")
    found = load_settings()
    assert found.secret.get_secret_value() == RANDOM
    assert found.keys == (RANDOM[::-1],)


def test_nothing_serves_without_its_secrets() -> None:
    with pytest.raises(SettingsProblem) as refusal:
        load_settings()
    assert refusal.value.problems == (
        "TELECOMMUTE_SECRET is not set, and there is no file var/secret.",
        "TELECOMMUTE_PAYLOAD_KEYS is not set, and there is no file var/payload_keys.",
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "90000", "TELECOMMUTE_PORT: Input should be less than or equal to 65535"),
        ("PORT", "web", "TELECOMMUTE_PORT: Input should be a valid integer"),
        ("BASE_URL", "telecommute.example.gov", "must begin with http:// or https://"),
        ("SECRET", "short", "TELECOMMUTE_SECRET: must have 32 characters or more"),
        ("PAYLOAD_KEYS", "short", "TELECOMMUTE_PAYLOAD_KEYS: must have 32 characters or more"),
        ("PAYLOAD_KEYS", f"{RANDOM}, short", "PAYLOAD_KEYS: must have 32 characters or more"),
        ("PAYLOAD_KEYS", " , ", "PAYLOAD_KEYS: must have 32 characters or more"),
    ],
)
def test_a_bad_value_is_named_with_its_setting(
    surroundings: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    surroundings.setenv(PREFIX + name, value)
    with pytest.raises(SettingsProblem, match=words) as refusal:
        load_settings()
    assert all("factory" not in problem for problem in refusal.value.problems)


def test_an_address_loses_its_last_slash(surroundings: pytest.MonkeyPatch) -> None:
    surroundings.setenv("TELECOMMUTE_BASE_URL", "https://telecommute.example.gov/")
    assert Settings().base_url == "https://telecommute.example.gov"


SINGLE_SIGN_ON = {
    "OIDC_ISSUER": "https://login.example.gov/staff/",
    "OIDC_CLIENT_ID": "telecommute",
    "OIDC_CLIENT_SECRET": "of both",
}


def test_single_sign_on_takes_the_place_of_mail_unless_both_are_wanted(
    surroundings: pytest.MonkeyPatch,
) -> None:
    assert Settings().sign_in_by_mail
    for name, value in SINGLE_SIGN_ON.items():
        surroundings.setenv(PREFIX + name, value)
    assert Settings().oidc_issuer == SINGLE_SIGN_ON["OIDC_ISSUER"]
    assert not Settings().sign_in_by_mail
    surroundings.setenv(f"{PREFIX}SIGN_IN_BY_MAIL", "")
    assert not Settings().sign_in_by_mail
    surroundings.setenv(f"{PREFIX}SIGN_IN_BY_MAIL", "1")
    assert Settings().sign_in_by_mail


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"OIDC_CLIENT_ID": ""}, "TELECOMMUTE_OIDC_CLIENT_SECRET go with an issuer"),
        ({"OIDC_CLIENT_SECRET": ""}, "TELECOMMUTE_OIDC_CLIENT_SECRET go with an issuer"),
        ({"OIDC_ISSUER": "http://login.example.gov"}, "OIDC_ISSUER must begin with https://"),
        ({"OIDC_ISSUER": "", "SIGN_IN_BY_MAIL": "0"}, "nobody could sign in"),
    ],
)
def test_there_has_to_be_a_whole_way_in(
    surroundings: pytest.MonkeyPatch, changed: dict[str, str], words: str
) -> None:
    for name, value in (SINGLE_SIGN_ON | changed).items():
        surroundings.setenv(PREFIX + name, value)
    with pytest.raises(SettingsProblem, match=words):
        load_settings()


def test_a_provider_on_this_machine_may_be_tried_out_without_https(
    surroundings: pytest.MonkeyPatch,
) -> None:
    for name, value in (SINGLE_SIGN_ON | {"OIDC_ISSUER": "http://127.0.0.1:9400"}).items():
        surroundings.setenv(PREFIX + name, value)
    assert Settings().oidc_issuer == "http://127.0.0.1:9400"


def test_good_settings_serve_in_production(surroundings: pytest.MonkeyPatch) -> None:
    for name, value in PRODUCTION.items():
        surroundings.setenv(PREFIX + name, value)
    assert load_settings().production


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET", "change-me-change-me-change-me-change-me", "looks like a sample"),
        ("SECRET", "0" * 64, "looks like a sample"),
        ("PAYLOAD_KEYS", f"{RANDOM},{'0' * 64}", "PAYLOAD_KEYS is missing, or looks like"),
        ("BASE_URL", "http://telecommute.example.gov", "must begin with https://"),
        ("BASE_URL", "https://example.gov/telecommute", "the pages lie at its top"),
        ("MAILBOX", "1", "it shows everybody's mail"),
        ("DATABASE_URL", "sqlite:///var/telecommute.db", "must name a PostgreSQL database"),
        ("SMTP_PASSWORD", "secret", "SMTP_STARTTLS must be on"),
        ("MAIL_FROM", "telecommute@localhost", "people can answer"),
    ],
)
def test_what_is_fit_only_for_trying_out_is_refused_in_production(
    surroundings: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    for setting, good in (PRODUCTION | {name: value}).items():
        surroundings.setenv(PREFIX + setting, good)
    with pytest.raises(SettingsProblem, match=words) as refusal:
        load_settings()
    assert len(refusal.value.problems) == 1


def test_secrets_are_not_shown(surroundings: pytest.MonkeyPatch) -> None:
    surroundings.setenv("TELECOMMUTE_SECRET", RANDOM)
    surroundings.setenv("TELECOMMUTE_PAYLOAD_KEYS", RANDOM)
    surroundings.setenv("TELECOMMUTE_DATABASE_URL", "postgresql+psycopg://u:hidden@db/r")
    assert RANDOM not in repr(Settings())
    assert "hidden" not in repr(Settings())
