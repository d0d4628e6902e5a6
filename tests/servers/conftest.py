import os
from types import SimpleNamespace

import pytest

from tests.iom_site.test_media import SECRET
from tests.servers.processes import DRAWN, begin_nginx, free_port, serve, start_nginx, start_site, stop

NGINX = os.environ.get("NGINX", "")


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/servers/" in item.nodeid:
            item.add_marker(pytest.mark.servers)
            item.add_marker(pytest.mark.xdist_group("servers"))
            if not NGINX:
                item.add_marker(pytest.mark.skip(reason="no nginx was found (set NGINX)"))


@pytest.fixture(scope="session")
def proxy(tmp_path_factory):
    """The site behind the delivered proxy, with uploads of every kind."""
    place = tmp_path_factory.mktemp("servers")
    for folder in ("images", "documents", "original_images"):
        (place / "media" / folder).mkdir(parents=True)
        (place / "media" / folder / "secret.txt").write_text(DRAWN if folder == "images" else SECRET)
    (place / "media" / "images" / "link").symlink_to(place / "media" / "documents")
    (place / "media" / "images" / "link-to-secret.txt").symlink_to(place / "media" / "documents" / "secret.txt")
    environment, site = start_site(place)
    site_port = int(environment["PORT"])
    http_port, https_port, nginx = start_nginx(place, NGINX, site_port)
    yield SimpleNamespace(place=place, http=http_port, https=https_port, site=site_port, environment=environment)
    stop(nginx)
    stop(site)


@pytest.fixture(scope="session")
def proxy_alone(proxy, tmp_path_factory):
    """The proxy before a site that does not answer, with the error pages that the site wrote when it was well."""
    place = tmp_path_factory.mktemp("alone")
    (place / "media" / "images").mkdir(parents=True)
    (place / "errors").symlink_to(proxy.place / "errors")
    http_port, https_port, nginx = start_nginx(place, NGINX, free_port())
    yield SimpleNamespace(place=place, http=http_port, https=https_port)
    stop(nginx)


@pytest.fixture
def resting(proxy, tmp_path):
    """A second site and proxy for the same database, with `stop()` and `start()` for the site alone."""
    (tmp_path / "media" / "images").mkdir(parents=True)
    (tmp_path / "errors").symlink_to(proxy.place / "errors")
    environment = {**proxy.environment, "PORT": str(free_port())}
    running = [serve(environment, tmp_path)]
    _http, https, nginx = start_nginx(tmp_path, NGINX, int(environment["PORT"]))
    proxies = [nginx]

    def restart_proxy():
        stop(proxies.pop())
        proxies.append(begin_nginx(tmp_path, NGINX, https))

    yield SimpleNamespace(
        restart_proxy=restart_proxy,
        place=tmp_path,
        https=https,
        environment=environment,
        process=running[0],
        stop=lambda: stop(running.pop()),
        start=lambda: running.append(serve(environment, tmp_path)),
    )
    for process in (*proxies, *running):
        stop(process)
