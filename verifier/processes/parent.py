"""One child that verifies, as its parent sees it."""

import resource
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from verifier.picture import LARGEST_PNG, LARGEST_TOGETHER, Picture
from verifier.processes.endings import Ending
from verifier.processes.errors import EndedError, RefreshEndedError
from verifier.processes.limits import Limits
from verifier.processes.messages import (
    Answer,
    Job,
    found,
    is_refreshing,
    job_frame,
    read_answer,
    read_picture,
    read_question,
)
from verifier.processes.spawning import Spawned, Watch, module
from verifier.resolver import Resolver

MOST_QUESTIONS = 200
"""How often a child may ask in one verification; a badge with all endorsements asks less."""


class Child(Spawned):
    """A process that verifies one file after the other."""

    def __init__(
        self,
        limits: Limits,
        monotonic: Callable[[], float],
        program: Sequence[str] = module("verifier.processes"),
    ) -> None:
        """Start a process and wait for nothing; raises `NoProcessError`."""
        super().__init__(limits, monotonic, program)
        self.jobs = 0
        """How many files it was given."""
        self._is_refreshing = False

    def verify(self, job: Job, resolver: Resolver) -> Answer:
        """Return the report on `job`; what the child asks for is answered by `resolver`.

        Raises `EndedError`, and whatever `resolver` raises beside `UnreachableError`: after that
        the child is of no more use. It is `RefreshEndedError` if the child had begun to look for
        newer versions; one that only says so gains that the file is verified without them.
        """
        self.jobs += 1
        self._is_refreshing = False
        watch = self.watch()
        self._limit_memory()
        self.send(job_frame(job), watch)
        try:
            return self._answer(job, resolver, watch)
        except EndedError as e:
            if self._is_refreshing:
                raise RefreshEndedError(e.ending, e.where) from e
            raise

    def _answer(self, job: Job, resolver: Resolver, watch: Watch) -> Answer:
        for _ in range(MOST_QUESTIONS):
            message = self.receive(watch).message
            if is_refreshing(message):
                self._is_refreshing = True
                continue
            with self.ending():
                question = read_question(message)
                if question is None:
                    answer = read_answer(message, with_text=job.language is not None)
                    return self._with_pictures(answer, watch) if job.pictures else answer
            self.send(found(question, resolver), watch)
        raise EndedError(Ending.BROKE_OFF, "too many questions")

    def _with_pictures(self, answer: Answer, watch: Watch) -> Answer:
        """Return the answer with the pictures that follow it.

        What is wrong with one changes nothing about the report, nor about the pictures before; the
        child has ended then.
        """
        pictures: list[Picture | None] = []
        left = LARGEST_TOGETHER
        try:
            while len(pictures) < answer.most_pictures:
                frame = self.receive(watch, attachments=min(left, LARGEST_PNG))
                with self.ending():
                    pictures.append(read_picture(frame))
                left -= len(frame.attachment)
        except EndedError:
            self.end()
        return replace(answer, pictures=tuple(pictures))

    def _limit_memory(self) -> None:
        """Allow so much more than the child has while it waits, which it could not find out.

        A child that is gone is noticed by whoever sends to it.
        """
        with suppress(ProcessLookupError, FileNotFoundError):
            pages = int(Path(f"/proc/{self.pid}/statm").read_text("ascii").split()[0])
            _, most = resource.prlimit(self.pid, resource.RLIMIT_AS)
            wanted = pages * resource.getpagesize() + self._limits.memory_above
            resource.prlimit(self.pid, resource.RLIMIT_AS, (min(wanted, most), most))
