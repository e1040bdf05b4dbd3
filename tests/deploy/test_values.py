"""The image, the compose file and the manifests say the same, and what the app understands."""

import json
import re
import tomllib
from typing import Any

import pytest
import yaml
from streamlit import config

from vizcore import cli
from vizcore.locations import APP
from vizcore.serve import front

DEPLOY = APP / "deploy"
IMAGE = (DEPLOY / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
KUBERNETES = {
    one["kind"]: one for one in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text())
}
POD = KUBERNETES["Deployment"]["spec"]["template"]
CONTAINER = POD["spec"]["containers"][0]
APPS = [app for name, app in COMPOSE["services"].items() if name.startswith("app")]
NGINX = (DEPLOY / "nginx.conf").read_text()


def started() -> Any:
    """What the image's command is understood as."""
    command = json.loads(re.search(r"^ENTRYPOINT (.*)$", IMAGE, re.M)[1])
    return cli._parser().parse_args(command[1:])


def test_the_image_listens_where_everybody_looks():
    port = started().port
    ports = {entry["name"]: entry["containerPort"] for entry in CONTAINER["ports"]}
    annotations = POD["metadata"]["annotations"]
    assert set(re.findall(r"(?:EXPOSE |127\.0\.0\.1:)(\d+)", IMAGE)) == {str(port)}
    assert ports == {"http": port}
    assert annotations["prometheus.io/port"] == str(port)
    assert KUBERNETES["Service"]["spec"]["ports"][0]["targetPort"] == "http"
    assert set(re.findall(r"server app\d+:(\d+)", NGINX)) == {str(port)}
    outside, inside = COMPOSE["services"]["proxy"]["ports"][0].split(":")
    assert re.findall(r"listen (\d+)", NGINX) == [inside] == [outside]


def test_the_user_is_the_same_and_not_root():
    users = {*re.findall(r"--uid (\d+)", IMAGE), *re.findall(r"^USER (.*)$", IMAGE, re.M)}
    assert users == {str(POD["spec"]["securityContext"]["runAsUser"])}
    assert POD["spec"]["securityContext"]["runAsNonRoot"]


def test_who_may_not_write_to_the_root_may_write_to_where_home_is():
    home = re.search(r"HOME=(\S+)", IMAGE)[1]
    assert all(app["read_only"] and app["tmpfs"] == [home] for app in APPS)
    assert CONTAINER["securityContext"]["readOnlyRootFilesystem"]
    assert [mount["mountPath"] for mount in CONTAINER["volumeMounts"]] == [home]


def test_memory_and_what_may_be_brought_are_the_same():
    allowed = {app["mem_limit"].upper() for app in APPS}
    assert allowed == {CONTAINER["resources"]["limits"]["memory"].removesuffix("i")}
    ingress = KUBERNETES["Ingress"]["metadata"]["annotations"]
    size = re.search(r"client_max_body_size (\S+);", NGINX)[1]
    assert ingress["nginx.ingress.kubernetes.io/proxy-body-size"] == size
    assert config.get_option("server.maxUploadSize") <= int(size.removesuffix("m"))


def names() -> set[str]:
    inside = {name for app in APPS for name in app["environment"]}
    image = re.findall(r"\b((?:CONVSCOPE|STREAMLIT)_[A-Z_]+)=", IMAGE)
    return inside | {entry["name"] for entry in CONTAINER["env"]} | set(image)


@pytest.mark.parametrize("name", sorted(names()))
def test_each_variable_is_one_that_is_read(name: str):
    if name.startswith("STREAMLIT_"):
        options = config._config_options_template
        assert name in {"STREAMLIT_" + re.sub(r"\W|(?=[A-Z])", "_", key).upper() for key in options}
    else:
        assert any(f'"{name}"' in file.read_text() for file in (APP / "vizcore").rglob("*.py"))


def test_each_probe_asks_for_what_the_app_answers():
    probes = [CONTAINER[f"{name}Probe"]["httpGet"] for name in ("startup", "readiness", "liveness")]
    asked = {probe["path"] for probe in probes} | set(re.findall(r"127\.0\.0\.1:\d+(/\w+)", IMAGE))
    assert asked == {"/healthz"}
    assert POD["metadata"]["annotations"]["prometheus.io/path"] == "/metrics"
    assert {"/healthz", "/metrics"} <= set(front._OTHERS)
    assert all(probe["port"] == "http" for probe in probes)


def test_what_the_build_needs_is_sent_to_it():
    project = tomllib.loads((APP / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {wheel["hooks"]["custom"]["path"], project["project"]["readme"], *wheel["packages"]}
    needed |= {*project["project"]["license-files"], "pyproject.toml", "constraints.txt"}
    needed |= {"app.py", "assets", "pages", ".streamlit"}
    lines = (APP / ".dockerignore").read_text().splitlines()
    assert lines[0] == "*"
    assert {line[1:] for line in lines if line.startswith("!")} == needed
