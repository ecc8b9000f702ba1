"""Fuzzes one reader, guided by which lines its input reaches, if atheris is installed.

    PYTHONPATH=.:tests python -m fuzzing.fuzz TARGET RUNS [SEED]

TARGET is one of json, jws, png, svg, drawing, pdf and status-list. The first error that the reader
does not declare is raised, with its input; the run then ends with a code other than 0. Without
atheris the samples are changed by chance.
"""

import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

try:
    import atheris
except ImportError:  # An optional tool: the runs of the continuous integration do without.
    atheris = None

_OURS = ["keys", "signing", "contexts", "verifier"]

with atheris.instrument_imports(include=_OURS) if atheris else nullcontext():
    from fuzzing.mutation import mutated
    from fuzzing.targets import Target, targets


def main(arguments: list[str]) -> int:
    """Fuzz the target that is named first, so many times as is said second."""
    name, runs, seed = arguments[0], int(arguments[1]), int((*arguments[2:], "1")[0])
    target = targets()[name]
    if atheris is None:
        _by_chance(name, target, runs, seed)
    else:
        _guided(target, runs, seed)
    return 0


def _by_chance(name: str, target: Target, runs: int, seed: int) -> None:
    begin = time.monotonic()
    accepted = sum(target(data) for data in mutated(target.samples, runs, seed))
    took = time.monotonic() - begin
    sys.stdout.write(f"{name}: {runs} runs in {took:.0f} s, {accepted} accepted\n")


def _guided(target: Target, runs: int, seed: int) -> None:
    """Run the fuzzer, which ends the process itself."""
    with tempfile.TemporaryDirectory() as folder:
        for number, sample in enumerate(target.samples):
            Path(folder, str(number)).write_bytes(sample)
        options = [f"-runs={runs}", f"-seed={seed}", "-max_len=65536", "-timeout=20"]
        atheris.Setup([sys.argv[0], *options, "-print_final_stats=1", folder], target)
        atheris.Fuzz()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
