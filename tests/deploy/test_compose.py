"""The production shape: valid, pinned, closed, and started in order."""

import json
import re
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from environment import FILE, PREFIX
from settings import Settings
from tests.deploy.compose import ROOT, Service, compose, is_job, services, table, words

SCHEMA = json.loads(
    files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json").read_text()
)
"""The compose specification's published schema, as the package `check-jsonschema` carries it."""
PINNED = re.compile(r".+:v?\d+\.\d+(\.\d+)?(-[a-z]+)*")
OURS = "telecommute:"
WRITES_BESIDE_ITSELF = {"temporal-ui"}
SERVICES = services().items()

each_service = pytest.mark.parametrize(
    "service", [pytest.param(service, id=name) for name, service in SERVICES]
)


def test_the_file_follows_the_compose_specification() -> None:
    assert list(Draft202012Validator(SCHEMA).iter_errors(compose())) == []


def test_the_schema_tells_a_wrong_file_from_a_right_one() -> None:
    wrong = {"services": {"api": {"image": "a:1.0.0", "depends_on": {"b": {"condition": "ready"}}}}}
    assert not Draft202012Validator(SCHEMA).is_valid(wrong)


@each_service
def test_every_image_is_pinned(service: Service) -> None:
    image = str(service["image"])
    assert image.startswith(OURS) or PINNED.fullmatch(image)
    assert "auto-setup" not in image


def test_images_that_belong_together_have_one_version() -> None:
    tags = {
        str(service["image"]) for _, service in SERVICES if "temporalio/" in str(service["image"])
    }
    versions = {tag.split(":")[1] for tag in tags if "/ui:" not in tag}
    assert len(versions) == 1


@each_service
def test_every_service_gives_up_what_it_does_not_need(service: Service) -> None:
    assert "no-new-privileges:true" in words(service["security_opt"])
    assert service["cap_drop"] == ["ALL"]
    assert str(service["user"]) not in {"", "root", "0", "0:0"}


def test_only_a_service_that_writes_beside_itself_has_a_writable_root() -> None:
    writable = {name for name, service in SERVICES if not service.get("read_only")}
    assert writable == WRITES_BESIDE_ITSELF


@each_service
def test_every_published_port_is_on_this_machine_alone(service: Service) -> None:
    assert all(port.startswith("127.0.0.1:") for port in words(service.get("ports")))


def test_the_database_is_reached_by_nobody_outside() -> None:
    database = services()["postgres"]
    assert "ports" not in database
    assert database["networks"] == ["inner"]
    assert table(table(compose()["networks"])["inner"])["internal"] is True


def test_the_state_is_on_named_volumes() -> None:
    named = table(compose()["volumes"])
    kept = {
        volume.split(":")[0] for _, service in SERVICES for volume in words(service.get("volumes"))
    }
    assert set(named) == {"postgres", "documents", "signatures"}
    assert set(named) <= kept


@each_service
def test_every_dependency_waits_for_a_state_that_can_be_reached(service: Service) -> None:
    for name, condition in table(service.get("depends_on")).items():
        wanted = table(condition)["condition"]
        needed = services()[name]
        if is_job(needed):
            assert wanted == "service_completed_successfully"
        else:
            assert wanted == "service_healthy"
            assert "healthcheck" in needed


@each_service
def test_what_runs_for_long_is_checked_and_started_again(service: Service) -> None:
    if not is_job(service):
        assert service["restart"] == "unless-stopped"
        assert "test" in table(service["healthcheck"])


@each_service
def test_secrets_come_from_files(service: Service) -> None:
    given = [
        name for name in table(service.get("environment")) if re.search("PASS|SECRET|PWD", name)
    ]
    assert all(name.endswith(FILE) for name in given)
    assert set(words(service.get("secrets"))) <= set(table(compose()["secrets"]))


def test_every_variable_of_ours_is_a_setting() -> None:
    known = {f"{PREFIX}{name.upper()}{end}" for name in Settings.model_fields for end in ("", FILE)}
    given = {name for _, service in SERVICES for name in table(service.get("environment"))}
    assert {name for name in given if name.startswith(PREFIX)} <= known


def test_the_engine_can_grow() -> None:
    assert table(services()["temporal"]["environment"])["NUM_HISTORY_SHARDS"] == "512"


def test_the_scanner_is_named_to_who_asks_it_and_by_nobody_reached_from_outside() -> None:
    scanner = services()["clamav"]
    assert scanner["profiles"] == ["scanner"]
    assert "ports" not in scanner
    asked = [name for name, service in SERVICES if scanned(service)]
    assert set(asked) == {"setup", "worker", "api"}
    assert all("inner" in words(services()[name]["networks"]) for name in ("clamav", *asked))
    assert "TELECOMMUTE_CLAMAV_HOST=clamav" in (ROOT / "deploy" / "env.example").read_text()


def scanned(service: Service) -> bool:
    """Whether a service is told where the scanner listens."""
    return f"{PREFIX}CLAMAV_HOST" in table(service.get("environment"))


def test_the_mail_catcher_is_for_a_trial_only() -> None:
    assert services()["mail-catcher"]["profiles"] == ["trial"]


def test_nothing_starts_in_production_without_a_relay_for_its_mail() -> None:
    told = [table(service.get("environment")).get(f"{PREFIX}SMTP_HOST") for _, service in SERVICES]
    given = [str(each) for each in told if each]
    assert len(given) == 3
    assert all(each.startswith(f"${{{PREFIX}SMTP_HOST:?") for each in given)


def test_the_example_names_whatever_must_be_given() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    example = (ROOT / "deploy" / "env.example").read_text()
    asked = set(re.findall(r"\$\{(\w+):\?", text))
    assert {f"{PREFIX}BASE_URL", f"{PREFIX}MAIL_FROM", f"{PREFIX}SMTP_HOST"} <= asked
    assert asked <= set(re.findall(r"^(\w+)=.", example, re.MULTILINE))


def test_every_base_of_our_image_is_pinned_and_it_runs_as_nobody_special() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    bases = [line.split()[1] for line in lines if line.startswith("FROM")]
    assert all(PINNED.fullmatch(base) for base in bases)
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001:10001"]
    assert all("--locked" in line for line in lines if "uv sync" in line)
