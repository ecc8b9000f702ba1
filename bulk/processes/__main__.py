"""A child that opens files, started by `bulk.processes.parent`; its argument names the job."""

import sys

from verifier.processes.beginnings import Serve, live


def main() -> None:
    """Do what the parent sends, until it closes the channel or memory runs out."""
    live(_working)


def _working() -> Serve:
    from bulk.processes.jobs import working  # noqa: PLC0415 - only once it stands back

    return working(sys.argv[1])


if __name__ == "__main__":
    main()
