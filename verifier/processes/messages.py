"""What a child and its parent tell each other; the parent believes nothing of it unseen.

parent: {now, recipient, language, pictures,  child: {report, text}, or {failed}; then, if it was
         refreshing} + file                           wanted, {picture} + content for each report
child: {ask}, or {visit}                      parent: {url, source, fetched_at, way} + content,
                                                      or {url, unreachable, status}
child: {refreshing}                           parent: nothing
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from keys.strict_json import Json
from signing.png import SIGNATURE as PNG
from verifier.errors import UnreachableError
from verifier.picture import MOST_TOGETHER, Picture, Place
from verifier.processes.endings import Ending
from verifier.processes.errors import EndedError, FrameError
from verifier.processes.frames import Frame
from verifier.report import Genuine, Report, Verdict
from verifier.resolver import Resolver, Resource
from verifier.several import Reports, as_json, as_text
from verifier.texts import Language

_PLACE = re.compile(r"[\w.:<> ]{0,120}", re.ASCII)
_VERDICTS = [verdict.value for verdict in Verdict]
_PLACES = [place.value for place in Place]
_GENUINE = [genuine.value for genuine in Genuine]


@dataclass(frozen=True)
class Job:
    """One file to verify, as of `now` (aware)."""

    data: bytes
    now: datetime
    recipient: str | None = None
    language: Language | None = None
    """The language in which the report is wanted as text too."""
    pictures: bool = False
    """Whether the pictures that came with badges are wanted too."""
    refreshing: bool = True
    """Whether newer versions are looked for; if not, that met a limit when it was tried."""


@dataclass(frozen=True)
class Answer:
    """What a child reports: the forms of `verifier.several`."""

    report: Mapping[str, Json]
    text: str | None
    pictures: tuple[Picture | None, ...] = ()
    """What came with the badge of each report, as far as it came; none beyond."""
    refresh_ended: EndedError | None = None
    """How an earlier child ended that looked for newer versions too, if one did."""

    @property
    def most_pictures(self) -> int:
        """How many pictures may follow the report: one, or some of several."""
        return min(len(self.report.get("reports", [self.report])), MOST_TOGETHER)


def job_frame(job: Job) -> Frame:
    """Return the frame in which the parent sends a job."""
    language = job.language.value if job.language else None
    order = {
        "now": job.now.isoformat(),
        "recipient": job.recipient,
        "language": language,
        "pictures": job.pictures,
        "refreshing": job.refreshing,
    }
    return Frame(order, job.data)


def read_job(frame: Frame) -> Job:
    """Return what `job_frame` made a frame of."""
    order = frame.message
    language = Language(order["language"]) if order["language"] else None
    now = datetime.fromisoformat(order["now"])
    wanted = order["pictures"], order["refreshing"]
    return Job(frame.attachment, now, order["recipient"], language, *wanted)


def answer_of(report: Report | Reports, language: Language | None) -> Answer:
    """Return the answer that is `report`, with its text if a language is given."""
    return Answer(as_json(report), as_text(report, language) if language else None)


def refreshing_frame() -> Frame:
    """Return the frame in which a child says that it looks for newer versions from now on."""
    return Frame({"refreshing": True})


def is_refreshing(message: Mapping[str, Json]) -> bool:
    """Tell whether this is `refreshing_frame`, which wants no answer."""
    return message == refreshing_frame().message


@dataclass(frozen=True)
class Question:
    """What a child wants to know: the two kinds of `verifier.resolver.Resolver`."""

    url: str
    is_visit: bool

    def frame(self) -> Frame:
        """Return the frame in which a child asks."""
        return Frame({"visit" if self.is_visit else "ask": self.url})


def read_question(message: Mapping[str, Json]) -> Question | None:
    """Return what a child asks, none if it does not ask; or `FrameError`."""
    for name in ("ask", "visit"):
        if name in message:
            url = message[name]
            if not isinstance(url, str):
                raise FrameError("A question is not about an address.")
            return Question(url, name == "visit")
    return None


def found(question: Question, resolver: Resolver) -> Frame:
    """Return the parent's answer to a question."""
    ask = resolver.visit if question.is_visit else resolver.resolve
    try:
        resource = ask(question.url)
    except UnreachableError as e:
        return Frame({"url": e.url, "unreachable": e.reason, "status": e.status})
    fetched = resource.fetched_at.isoformat() if resource.fetched_at else None
    message = {
        "url": resource.url,
        "source": resource.source,
        "fetched_at": fetched,
        "way": list(resource.way),
    }
    return Frame(message, resource.content)


def read_found(frame: Frame) -> Resource:
    """Return what the parent answered; raises `UnreachableError` if it could not be had."""
    said = frame.message
    if "unreachable" in said:
        raise UnreachableError(said["url"], said["unreachable"], status=said["status"])
    fetched = said["fetched_at"]
    fetched_at = datetime.fromisoformat(fetched) if fetched else None
    way = tuple(said["way"])
    return Resource(said["url"], frame.attachment, said["source"], fetched_at, way)


def read_answer(message: Mapping[str, Json], *, with_text: bool) -> Answer:
    """Return what a child reports.

    Raises `EndedError` if it says that it failed, `FrameError` if this is no report at all.
    """
    if "failed" in message:
        raise _failure(message["failed"])
    report, text = message.get("report"), message.get("text")
    if not isinstance(report, Mapping) or not _is_answer(report):
        raise FrameError("The answer is no report.")
    if not isinstance(text, str if with_text else type(None)):
        raise FrameError("The answer is no text, or is one that nobody asked for.")
    return Answer(report, text)


def answer_frame(answer: Answer) -> Frame:
    """Return the frame in which a child sends its report."""
    return Frame({"report": answer.report, "text": answer.text})


def picture_frame(picture: Picture | None) -> Frame:
    """Return the frame in which a child sends the picture that came with a badge, if one did."""
    if picture is None:
        return Frame({"picture": None})
    return Frame({"picture": picture.place.value}, picture.png)


def read_picture(frame: Frame) -> Picture | None:
    """Return what `picture_frame` made a frame of; raises `FrameError` if this is none."""
    place = frame.message.get("picture")
    if place is None:
        return None
    if place not in _PLACES or not frame.attachment.startswith(PNG):
        raise FrameError("The answer is no picture.")
    return Picture(frame.attachment, Place(place))


def failure_frame(where: str) -> Frame:
    """Return the frame in which a child says that it failed, and in which line of ours."""
    return Frame({"failed": where})


def _is_answer(answer: Mapping[str, Json]) -> bool:
    """Tell whether this is a report, or reports in their wrapper."""
    if "reports" not in answer:
        return _is_report(answer)
    reports = answer["reports"]
    is_whole = answer.get("verdict") in _VERDICTS and answer.get("genuine") in _GENUINE
    return (
        is_whole and isinstance(reports, list) and bool(reports) and all(map(_is_report, reports))
    )


def _is_report(report: Json) -> bool:
    """Tell whether the parts that the parent itself relies on are there."""
    return (
        isinstance(report, Mapping)
        and report.get("verdict") in _VERDICTS
        and report.get("genuine") in _GENUINE
        and isinstance(report.get("credential"), Mapping | None)
    )


def _failure(where: Json) -> EndedError:
    if not isinstance(where, str) or not _PLACE.fullmatch(where):
        raise FrameError("The failure is told in other words than agreed.")
    return EndedError(Ending.BROKE_OFF, where)
