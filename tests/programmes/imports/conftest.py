from pathlib import Path

import pytest

from tests.programmes import samples


@pytest.fixture
def area_in_russian(db):
    area = samples.area("A3.1", "ru")
    assert area.live
    return area


@pytest.fixture
def file(tmp_path):
    return Path(tmp_path / "sample.csv")
