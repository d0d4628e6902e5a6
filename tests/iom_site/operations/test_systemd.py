"""The delivered units are what systemd understands, start commands that exist and may touch little."""

import re
import shutil
import subprocess

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = settings.ROOT
UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(not ANALYZE, reason="no systemd-analyze here")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The units as a server has them, but with the code where it lies here."""
    folder = tmp_path_factory.mktemp("units")
    for unit in UNITS:
        (folder / unit.name).write_text(unit.read_text().replace("/srv/site/current", str(ROOT)))
    return folder


def analyze(*arguments):
    return subprocess.run([ANALYZE, *map(str, arguments)], capture_output=True, text=True, check=False)


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_nothing_to_say(installed, unit):
    done = analyze("verify", "--man=no", "--recursive-errors=no", installed / unit.name)

    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_unit_may_touch_little(installed, unit):
    """Exposure as systemd counts it, from 0.0 to 10.0; a service without settings has 9.6."""
    done = analyze("security", "--offline=true", "--no-pager", "--threshold=25", installed / unit.name)

    assert done.returncode == 0, done.stdout.splitlines()[-2:]


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_unit_starts_a_command_that_exists(unit):
    text = unit.read_text()

    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= set(get_commands())
    assert "User=site" in text


def test_every_timer_has_its_service():
    names = {unit.name for unit in UNITS}
    timers = [name for name in names if name.endswith(".timer")]

    assert len(timers) == 4
    assert all(name.replace(".timer", ".service") in names for name in timers)
