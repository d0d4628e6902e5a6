"""What must run in one process does: otherwise a test meets the traces of others, or the crawl is made twice."""

import os

import pytest


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="there is only one process")
@pytest.mark.xdist_group("groups")
def test_group_of_a_test_reaches_the_scheduler(request):
    """xdist 3.8 tells it by the test's id, which pytest 9.2 no longer lets it write (pytest-xdist issue 1386)."""
    assert request.node.nodeid.endswith("@groups")


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="there is only one process")
def test_tests_that_read_the_crawl_are_one_group(request, crawl):
    assert request.node.nodeid.endswith("@crawl")
