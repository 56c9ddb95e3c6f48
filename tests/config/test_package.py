"""The wheel: everything Raitti needs, without the source tree."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "raitti"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    uv = Path(sys.executable).parent / "uv"
    if not uv.exists():
        pytest.skip("uv is not in this environment; make setup installs it")
    command = [uv, "build", "--quiet", "--wheel", "--out-dir", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path):
    packed = {name.removeprefix("raitti/") for name in ZipFile(wheel).namelist() if name.startswith("raitti/")}
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)

    assert {str(path.relative_to(PACKAGE)) for path in files} - packed == set()
    assert any(name.endswith("licenses/LICENSE") for name in ZipFile(wheel).namelist())


def test_it_runs_where_there_is_no_source(wheel: Path, tmp_path: Path):
    ZipFile(wheel).extractall(tmp_path / "installed")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("RAITTI_", "DJANGO_"))}
    environment |= {"PYTHONPATH": str(tmp_path / "installed"), "DATABASE_URL": "", "RAITTI_DATA": str(tmp_path / "var")}

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], env=environment, cwd=tmp_path, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert str(tmp_path) in run("-c", "import raitti; print(raitti.__file__)")
    run("-m", "raitti", "migrate", "--verbosity", "0")
    assert (tmp_path / "var" / "raitti.sqlite3").exists()
