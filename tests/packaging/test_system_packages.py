"""The script that finds system packages installs nothing it may not, and says in one line what is missing."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "system-packages.sh"


def machine(folder: Path, **programs: str) -> dict[str, str]:
    """An environment with these programs only, each a shell script."""
    for name, text in programs.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
    for tool in ("head", "cat"):
        (folder / tool).symlink_to(shutil.which(tool) or "")
    return {"PATH": str(folder)}


def said(environment: dict[str, str]) -> str:
    done = subprocess.run(["/bin/sh", SCRIPT], env=environment, capture_output=True, text=True, check=True, timeout=20)
    return done.stderr


COMPLETE = dict.fromkeys(("qpdf", "pdfinfo", "gs", "epubcheck", "java"), "exit 0")


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="a POSIX shell runs it")
class TestScript:
    def test_a_complete_machine_hears_nothing(self, tmp_path: Path):
        assert said(machine(tmp_path, dpkg_query="echo installed", **COMPLETE)) == ""

    def test_a_user_without_rights_is_told_one_line(self, tmp_path: Path):
        environment = machine(tmp_path, dpkg_query="echo installed", id="echo 1000", **COMPLETE)
        (tmp_path / "gs").unlink()
        lines = said(environment).splitlines()
        assert lines == ["Missing system packages; install them once: sudo apt-get install ghostscript"]

    def test_root_installs_what_is_missing(self, tmp_path: Path):
        log = tmp_path / "log"
        environment = machine(
            tmp_path, dpkg_query="echo not-installed", id="echo 0", apt_get=f'echo "$@" >> {log}', **COMPLETE
        )
        said(environment)
        update, install = log.read_text().splitlines()
        assert update.startswith("update")
        assert "libegl1" in install
        assert "qpdf" not in install

    def test_a_failing_apt_is_told_and_does_not_stop_the_check(self, tmp_path: Path):
        environment = machine(tmp_path, dpkg_query="exit 1", id="echo 0", apt_get="exit 100", **COMPLETE)
        assert "apt-get could not install: libgl1" in said(environment)
