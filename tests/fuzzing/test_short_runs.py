"""A short run of each fuzzer: only declared errors come out of the readers of strangers' files."""

import pytest

from .mutation import mutated
from .targets import targets

RUNS = 4_000
TARGETS = targets()


@pytest.mark.parametrize("name", TARGETS)
def test_only_declared_errors_come_out(name: str) -> None:
    target = TARGETS[name]
    assert all(target(sample) for sample in target.samples[:1])
    answers = {target(data) for data in mutated(target.samples, RUNS, seed=7)}
    assert False in answers


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_not_declared_would_be_seen(name: str) -> None:
    samples = TARGETS[name].samples

    def broken(data: bytes) -> object:
        return data[len(data) * 2]

    broken_target = type(TARGETS[name])(broken, TARGETS[name].declared, samples)
    with pytest.raises(IndexError):
        broken_target(samples[0])


def test_the_same_seed_makes_the_same_files() -> None:
    samples = TARGETS["json"].samples
    assert list(mutated(samples, 50, seed=3)) == list(mutated(samples, 50, seed=3))
    assert list(mutated(samples, 50, seed=3)) != list(mutated(samples, 50, seed=4))
