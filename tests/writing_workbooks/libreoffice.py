"""LibreOffice without its windows: opens a file as people do, and saves it in another form."""

import shutil
import subprocess
from pathlib import Path

import pytest

MISSING = "there is no LibreOffice: “make tools” installs it, as root (see tests/install-tools)"
XLSX = "xlsx:Calc MS Excel 2007 XML"
# The last number is the sheet; UTF-8, commas, and cells as they are shown.
CSV_OF_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{sheet}"


def saved(data: bytes, form: str, folder: Path) -> dict[str, bytes]:
    """Return the files, by name, that LibreOffice makes of a workbook; `form` names a filter.

    What it says about trouble fails the test.
    """
    program = shutil.which("soffice")
    if program is None:
        pytest.fail(MISSING)
    source, made = folder / "in" / "workbook.xlsx", folder / "made"
    source.parent.mkdir()
    source.write_bytes(data)
    run = subprocess.run(
        [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", form, "--outdir", str(made), str(source),
        ],
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "Error" not in run.stderr, run.stderr
    return {path.name: path.read_bytes() for path in made.iterdir()}
