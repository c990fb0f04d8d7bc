"""The wheel carries its data: installed elsewhere, it does the main job outside the checkout."""

import csv
import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = "Lloyd Austin met Dong Jun in Singapore on May 31, 2024. It was the first time in 18 months."


def call(*command: str | Path, cwd: Path) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_main_job_runs_from_the_wheel_alone(tmp_path: Path) -> None:
    call(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "-o",
        tmp_path,
        ROOT,
        cwd=tmp_path,
    )
    (wheel,) = tmp_path.glob("parley_workbench-*.whl")
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    inside = Path(
        call(
            python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home
        ).strip()
    )
    call(
        sys.executable,
        "-m",
        "pip",
        "-q",
        "install",
        "--no-index",
        "--no-deps",
        "--target",
        inside,
        wheel,
        cwd=tmp_path,
    )
    # What Parley needs comes from here; Parley itself only from the wheel, since the path
    # of an editable install is not followed from a path file.
    (inside / "needs.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (tmp_path / "meeting.txt").write_text(TEXT)
    where = call(python, "-c", "import parley; print(parley.__file__)", cwd=tmp_path)
    assert str(inside) in where
    told = call(python, "-m", "parley", "run", "meeting.txt", "--voice", "press", cwd=tmp_path)
    assert "Events      1" in told
    desk = tmp_path / "desk"
    report = (desk / "report.html").read_text("utf-8")
    assert "Lloyd Austin" in report
    assert "<svg" in report
    assert "Lloyd Austin" in (desk / "report.md").read_text("utf-8")
    (event,) = csv.DictReader((desk / "chronology.csv").read_text("utf-8-sig").splitlines())
    assert event["channel"] == "usa-chn-defence-ministers"  # by the lexicon
    states = {state["id"]: state for state in json.loads((desk / "channels.json").read_bytes())}
    assert states["usa-chn-defence-ministers"]["last_used"] == "2024-05-31"
    assert states["jpn-chn-security-dialogue"]["last_used"] is not None  # by the reference
    call(python, "-m", "parley", "run", "meeting.txt", "--ui", "zh-Hant", cwd=tmp_path)
    assert "安全對話紀錄" in (desk / "report.html").read_text("utf-8")
    assert "The lexicon is sound" in call(python, "-m", "parley", "lexicon", "check", cwd=tmp_path)
