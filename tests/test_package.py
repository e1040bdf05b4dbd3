"""The app from a wheel, installed into an environment elsewhere and started from another folder."""

import os
import site
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.browser.server import running_app
from vizcore.locations import APP


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the source distribution, so that both are known to be complete."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(APP)]
    subprocess.run(build, check=True, capture_output=True)
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an environment with this wheel and the tests' dependencies."""
    root = tmp_path_factory.mktemp("elsewhere") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(root)], check=True)
    scripts = root / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    install = ["-m", "pip", "--python", python, "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, *install], check=True, capture_output=True)
    # A folder named in a .pth file is searched, but .pth files in it are not read: the
    # dependencies are found, this source tree, if it is installed for editing, is not.
    purelib = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    folders = {
        sysconfig.get_path("purelib"),
        sysconfig.get_path("platlib"),
        *site.getsitepackages(),
    }
    Path(purelib, "dependencies.pth").write_text("\n".join(sorted(folders)), encoding="utf-8")
    return scripts


def test_the_wheel_holds_every_file_of_the_app(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    expected = {f"vizcore/_app/{path}" for path in _app_files()}
    expected |= {path.relative_to(APP).as_posix() for path in (APP / "vizcore").rglob("*.py")}
    assert {"vizcore/_app/app.py", "vizcore/_app/.streamlit/config.toml"} <= expected
    assert expected - inside == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert len(tops) == 2, tops
    assert "vizcore" in tops
    for unwanted in ("__pycache__", "assets/teacher"):
        assert not [name for name in zipfile.ZipFile(wheel).namelist() if unwanted in name]


def test_the_installed_command_starts_the_installed_app(environment: Path, tmp_path: Path) -> None:
    with running_app(
        [str(environment / "convscope")], folder=tmp_path, environment=_clean()
    ) as url:
        assert url.startswith("http://127.0.0.1:")


def test_the_installed_app_opens_without_an_error_and_reads_its_settings(
    environment: Path, tmp_path: Path
) -> None:
    code = (
        "from streamlit import config\n"
        "from streamlit.testing.v1 import AppTest\n"
        "from vizcore.locations import APP\n"
        "assert APP.name == '_app' and 'site-packages' in APP.parts, APP\n"
        "config._main_script_path = str(APP / 'app.py')\n"
        "config.get_config_options(force_reparse=True)\n"
        "assert config.get_option('server.maxUploadSize') == 60\n"
        "assert config.get_option('browser.gatherUsageStats') is False\n"
        "app = AppTest.from_file(str(APP / 'app.py'), default_timeout=60).run()\n"
        "assert not app.exception and app.title, app\n"
    )
    done = subprocess.run(
        [str(environment / "python"), "-c", code],
        cwd=tmp_path,
        env={**os.environ, **_clean()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _app_files() -> set[str]:
    """What git would keep of the app, as paths from the root; the app never uses the teacher."""
    found = {"app.py"}
    for folder in ("pages", "assets", ".streamlit"):
        paths = [path for path in (APP / folder).rglob("*") if path.is_file()]
        found |= {path.relative_to(APP).as_posix() for path in paths if path.suffix != ".pyc"}
    return {name for name in found if not name.startswith("assets/teacher/")}


def _clean() -> dict[str, str]:
    return {"PYTHONPATH": "", "PYTHONSAFEPATH": "1"}
