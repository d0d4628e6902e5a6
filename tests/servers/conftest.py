import os

import pytest

NGINX = os.environ.get("NGINX", "")


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/servers/" in item.nodeid:
            item.add_marker(pytest.mark.servers)
            item.add_marker(pytest.mark.xdist_group("servers"))
            if not NGINX:
                item.add_marker(pytest.mark.skip(reason="no nginx was found (set NGINX)"))
