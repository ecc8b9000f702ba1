"""A child that verifies, started by `verifier.processes.parent`."""

from verifier.processes.beginnings import Serve, live


def main() -> None:
    """Verify what the parent sends, until it closes the channel or memory runs out."""
    live(_verifying)


def _verifying() -> Serve:
    from verifier.processes.child import verifying  # noqa: PLC0415 - only once it stands back

    return verifying()


if __name__ == "__main__":
    main()
