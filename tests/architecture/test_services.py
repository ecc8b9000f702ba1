"""Services know no HTTP: what they do is the same for a page, the API, a command and a job."""

import pytest

from .repository import python_files, used_names

OUTER = ("issuer/app.py", "issuer/verifying.py", "issuer/api/", "issuer/web/", "issuer/cli/")
SERVICES = tuple(path for path in python_files("issuer") if not path.startswith(OUTER))
WEB = ("fastapi", "starlette", "issuer.api", "issuer.web", "issuer.app", "issuer.cli")


def test_there_are_services() -> None:
    assert "issuer/awards.py" in SERVICES
    assert len(SERVICES) > 50


@pytest.mark.parametrize("path", SERVICES)
def test_a_service_knows_no_http(path: str) -> None:
    found = {
        name
        for name, _ in used_names(path)
        for module in WEB
        if name == module or name.startswith(f"{module}.")
    }
    assert found == set()


@pytest.mark.parametrize("path", SERVICES)
def test_a_service_never_commits(path: str) -> None:
    assert [name for name, _ in used_names(path) if name.endswith("session.commit")] == []
