"""The delivered manifest says nothing that the site would not understand, and every machine of it may touch little."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

ITEMS = yaml.safe_load((settings.ROOT / "deploy" / "kubernetes.yaml").read_text())["items"]


def pod_of(item):
    spec = item["spec"].get("jobTemplate", item)["spec"]
    return spec["template"]["spec"] if "template" in spec else None


PODS = {f"{item['kind']} {item['metadata']['name']}": pod_of(item) for item in ITEMS if "spec" in item and pod_of(item)}
WEB = next(item for item in ITEMS if item["kind"] == "Deployment" and item["metadata"]["name"] == "site")


def test_every_value_that_it_sets_is_one_that_the_site_reads():
    [values] = [item["data"] for item in ITEMS if item["kind"] == "ConfigMap"]
    explained = re.findall(r"^([A-Z_]+)=", (settings.ROOT / ".env.example").read_text(), flags=re.MULTILINE)

    assert set(values) <= set(explained)
    assert all(isinstance(value, str) for value in values.values())
    assert not [name for name in values if re.search(r"SECRET|KEY|PASSWORD|TOKEN|_URL", name.replace("SITE_URL", ""))]


def test_site_worker_and_both_kinds_of_scheduled_work_are_there():
    assert set(PODS) == {
        *("Job site-release", "Deployment site", "Deployment site-worker"),
        *("CronJob site-jobs", "CronJob site-backup"),
    }
    assert WEB["spec"]["replicas"] >= 2
    assert WEB["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


@pytest.mark.parametrize("name", PODS)
def test_machine_is_nobody_in_particular_and_may_write_into_memory_only(name):
    pod = PODS[name]
    [container] = pod["containers"]
    image = (settings.ROOT / "Dockerfile").read_text()

    assert pod["securityContext"]["runAsNonRoot"]
    assert f"--uid {pod['securityContext']['runAsUser']} " in image
    assert pod["automountServiceAccountToken"] is False
    closed = {"readOnlyRootFilesystem": True, "allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
    assert container["securityContext"] == closed
    assert {volume["emptyDir"]["medium"] for volume in pod["volumes"]} == {"Memory"}
    assert container["resources"]["limits"]["memory"]
    assert [source for each in container["envFrom"] for source in each] == ["configMapRef", "secretRef"]


@pytest.mark.parametrize("name", PODS)
def test_machine_starts_what_exists(name):
    words = " ".join(PODS[name]["containers"][0]["command"])
    commands = re.findall(r"manage\.py (\w+)", words)

    assert all(command in get_commands() for command in commands)
    assert commands or Path(settings.ROOT / words.split()[2]).is_file()


def test_probes_ask_what_the_site_answers_at_the_port_where_it_listens(client, db):
    [container] = PODS["Deployment site"]["containers"]
    probes = {name: container[f"{name}Probe"]["httpGet"] for name in ("startup", "readiness", "liveness")}

    assert {name: probe["path"] for name, probe in probes.items()} == {
        "startup": "/alive",
        "readiness": "/ready",
        "liveness": "/alive",
    }
    for probe in probes.values():
        assert client.get(probe["path"]).status_code == 200
        assert probe["port"] == container["ports"][0]["name"]
    [values] = [item["data"] for item in ITEMS if item["kind"] == "ConfigMap"]
    assert values["PORT"] == str(container["ports"][0]["containerPort"])
    [service] = [item for item in ITEMS if item["kind"] == "Service"]
    assert service["spec"]["selector"].items() <= WEB["spec"]["template"]["metadata"]["labels"].items()
