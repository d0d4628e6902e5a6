"""The delivered containers: each may touch little, database and cache are reached from inside, secrets are files."""

import re
import subprocess

import pytest
import yaml
from django.conf import settings

from tests.iom_site.test_settings import manage

COMPOSE = yaml.safe_load((settings.ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OF_THE_SITE = ("release", "site", "schedule", "backup", "worker")


@pytest.fixture(scope="module")
def secrets(tmp_path_factory):
    """The folder that the commands of docs/operations.md make."""
    place = tmp_path_factory.mktemp("site")
    text = (settings.ROOT / "docs" / "operations.md").read_text()
    commands = re.search(r"```\n(install -d -m 700 secrets.*?)```", text, flags=re.DOTALL)[1]
    subprocess.run(["sh", "-euc", commands], cwd=place, check=True)
    return place / "secrets"


@pytest.mark.parametrize("name", SERVICES)
def test_container_may_touch_little(name):
    service = SERVICES[name]

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["pids_limit"]
    assert service["mem_limit"]


def test_database_and_cache_are_in_a_network_that_leads_nowhere():
    assert COMPOSE["networks"]["inside"]["internal"]
    assert SERVICES["database"]["networks"] == SERVICES["cache"]["networks"] == ["inside"]
    assert {name for name, service in SERVICES.items() if service.get("ports")} == {"site"}
    assert SERVICES["site"]["ports"] == ["127.0.0.1:8000:8000"]


def test_proxy_finds_in_its_container_all_that_its_configuration_names():
    text = (settings.ROOT / "deploy" / "nginx.conf").read_text()
    named = set(
        re.findall(r"(?:ssl_certificate\w*|alias|proxy_cache_path|\w+_log|\w+_temp_path|from=?)[ =](/[^;\s]+)", text)
    )
    there = [each.split(":")[-2 if each.endswith(":ro") else -1] for each in SERVICES["proxy"]["volumes"]]
    there += [each.split(":")[0] for each in SERVICES["proxy"]["tmpfs"]]

    assert len(named) > 6
    assert [each for each in named if not each.startswith(tuple(there))] == []
    assert {"media:/site/data/media", "errors:/site/data/errors"} <= set(SERVICES["site"]["volumes"])
    assert SERVICES["site"]["environment"]["ERROR_PAGES_ROOT"] == "/site/data/errors"


@pytest.mark.parametrize("name", OF_THE_SITE)
def test_every_value_is_one_that_the_site_reads(name):
    explained = re.findall(r"^([A-Z_]+)=", (settings.ROOT / ".env.example").read_text(), flags=re.MULTILINE)

    assert {given.removesuffix("_FILE") for given in SERVICES[name]["environment"]} <= set(explained)


def test_each_secret_reaches_those_only_who_need_it_as_a_file_that_the_commands_make(secrets):
    assert {each.name for each in secrets.iterdir()} == set(COMPOSE["secrets"])
    assert {f"secrets/{name}" for name in COMPOSE["secrets"]} == {each["file"] for each in COMPOSE["secrets"].values()}
    assert SERVICES["database"]["secrets"] == ["postgres_password"]
    assert SERVICES["cache"]["secrets"] == ["redis_password"]
    for name in OF_THE_SITE:
        files = {value for given, value in SERVICES[name]["environment"].items() if given.endswith("_FILE")}
        assert files == {f"/run/secrets/{secret}" for secret in SERVICES[name]["secrets"]}


def test_site_starts_with_these_files_and_says_which_one_it_cannot_read(secrets):
    names = ("secret_key", "message_keys", "redis_url", "email_url")
    files = {f"{name.upper()}_FILE": str(secrets / name) for name in names}
    rest = {"LOCAL": "off", "SITE_URL": "https://site.example", "ALLOWED_HOSTS": "site.example"}
    rest["DATABASE_URL"] = "sqlite:///:memory:"

    assert manage("check", **files, **rest).returncode == 0
    gone = manage("check", **{**files, "MESSAGE_KEYS_FILE": str(secrets / "nothing")}, **rest)
    assert gone.returncode == 2
    assert "MESSAGE_KEYS_FILE names cannot be read" in gone.stderr
    assert "Traceback" not in gone.stderr


def test_redis_asks_for_its_password_which_stands_in_no_list_of_processes(secrets):
    word, option, command = SERVICES["cache"]["command"]
    command = command.replace("$$", "$").replace("/run/secrets", str(secrets)).replace("redis-server -", "cat")
    said = subprocess.run([word, option, command], check=True, capture_output=True, text=True).stdout

    password = (secrets / "redis_password").read_text()
    assert len(password) == 64
    assert said.splitlines()[:2] == [f"requirepass {password}", 'save ""']
    assert f":{password}@cache:6379" in (secrets / "redis_url").read_text()
