"""What the documents and delivered files name is there. For tests/test_docs.py after the merge."""

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
NAMING = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "compose.yaml",
    ROOT / "Makefile",
    *ROOT.glob("docs/*.md"),
]


def test_every_command_that_is_named_exists():
    named = {name for path in NAMING for name in re.findall(r"manage\.py ([a-z_]+)", path.read_text(encoding="utf-8"))}

    assert len(named) > 8
    assert named <= set(get_commands())


def test_every_file_that_the_architecture_names_exists():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:iom_site|pages|programmes|templates|tests)/[\w./-]+)", text))

    assert len(named) > 30
    assert {name for name in named if not (ROOT / name).exists()} == set()
