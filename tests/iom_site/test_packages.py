"""What is said of the packages that the site is made of."""

import importlib.util
import json
import re
import subprocess
import sys

import pytest
from django.conf import settings

CLEAN, FLAWED = {"name": "sample", "version": "1", "vulns": []}, {"id": "SAMPLE-1", "fix_versions": ["1.1"]}
NOT_ASKED = {"name": "other", "skip_reason": "not found"}


@pytest.fixture
def check(monkeypatch, capsys):
    """The outcome of the check and what it says, when of both lock files this is known: `check([…])`."""
    path = settings.ROOT / ".ci" / "check_packages.py"
    spec = importlib.util.spec_from_file_location("check_packages", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def check(packages):
        answer = json.dumps({"dependencies": packages}) if packages is not None else ""
        done = subprocess.CompletedProcess((), 1, stdout=answer, stderr="Traceback")
        monkeypatch.setattr(module.subprocess, "run", lambda *command, **options: done)
        return module.main(), capsys.readouterr().out

    return check


def test_known_flaw_is_named_with_its_remedy(check):
    outcome, text = check([{**CLEAN, "vulns": [FLAWED]}])

    assert outcome == 1
    assert "sample 1: SAMPLE-1, mended in 1.1" in text


@pytest.mark.parametrize("answer", [None, [], [NOT_ASKED]])
def test_where_nobody_answers_that_is_said_and_nothing_is_called_clean(check, answer):
    outcome, text = check(answer)

    assert outcome == 0
    assert text.count("could not be checked") == 2
    assert "were checked" not in text


def test_what_was_not_asked_after_is_counted(check):
    assert "of 2 packages only 1 could be checked" in check([CLEAN, NOT_ASKED])[1]
    assert "1 packages were checked" in check([CLEAN])[1]


def test_list_of_what_the_site_is_made_of_names_every_package_and_no_registry(tmp_path):
    [command] = re.findall(r"cyclonedx-py (.*) \\\n\s+(.*) -o", (settings.ROOT / "Makefile").read_text())
    words = " ".join(command).replace('""', "").split()
    place = tmp_path / "sbom.json"
    subprocess.run([sys.executable, "-m", "cyclonedx_py", *words, "", "-o", place], cwd=settings.ROOT, check=True)

    listed = json.loads(place.read_text())
    locked = (settings.ROOT / "requirements" / "production.txt").read_text()
    names = re.findall(r"^([a-z0-9-]+)==", locked, flags=re.MULTILINE)
    assert sorted({each["name"] for each in listed["components"]}) == sorted(set(names))
    assert "//" not in json.dumps(listed["components"])
    assert all(each["externalReferences"][0]["hashes"] for each in listed["components"])
