"""Figures for Prometheus."""

import sys

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request
from starlette.routing import Route

from vizcore.serve import metrics


@pytest.fixture(autouse=True)
def _none_kept(monkeypatch):
    monkeypatch.setattr(metrics, "_actions", None)


def figures(route: Route) -> dict[tuple[str, tuple[str, ...]], float]:
    text = route.endpoint(Request({"type": "http"})).body.decode()
    return {
        (sample.name, tuple(sorted(sample.labels.values()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_people_actions_and_memory_are_told_as_they_are():
    people = iter([3, 5])
    route = metrics.metrics_route({"people": ("People", lambda: next(people))})
    for seconds in (0.02, 0.03, 0.4):
        metrics.acted("kernels", seconds)
    metrics.acted("pooling", 0.001)
    found = figures(route)
    assert found["convscope_people", ()] == 3
    assert found["convscope_action_seconds_count", ("kernels",)] == 3
    assert found["convscope_action_seconds_sum", ("kernels",)] == pytest.approx(0.45)
    assert found["convscope_action_seconds_bucket", ("0.05", "kernels")] == 2
    assert found["convscope_action_seconds_bucket", ("0.005", "pooling")] == 1
    assert found["process_resident_memory_bytes", ()] > 1e6 or sys.platform != "linux"
    assert figures(route)["convscope_people", ()] == 5


def test_nothing_is_counted_unless_it_is_asked_for(monkeypatch):
    metrics.acted("kernels", 1.0)
    for said, wanted in (("", False), ("0", False), ("1", True)):
        monkeypatch.setenv("CONVSCOPE_METRICS", said)
        assert metrics.metrics_wanted() is wanted


def test_without_its_library_the_server_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(metrics.MetricsError, match=r"convscope\[metrics\]"):
        metrics.metrics_route({})
