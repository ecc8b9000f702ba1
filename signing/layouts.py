"""How badges of one class are written: a text with gaps, in which only the gaps differ.

Whoever issues many badges writes them all with one program. Between two of them that go by one
narrower plan (`shared_texts`), only the texts differ that are slots of that plan, and those of the
proof. Where everything else is the same, character for character, and nothing in the gaps needs an
escape, so is what a strict reader asks of names, numbers, depths and lengths, and so is the shape:
the document that taught the layout was read strictly, and described.
"""

import json
import re
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias

from keys.strict_json import Json
from signing.json_ld import Document
from signing.shape_plans import ShapePlan, text_pointers
from signing.shared_texts import ALIKE
from signing.written import Written

LAYOUTS = 32
"""How many are remembered; a file that is written in another way is compared with all of them."""
LONGEST = 32_768
"""How many bytes such a text may have."""

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_Described: TypeAlias = tuple[Hashable, Sequence[str]]
# What it reads was read strictly before, but for the texts in gaps.
_JSON = json.JSONDecoder()


@dataclass(frozen=True, eq=False)
class Layout:
    """How documents are written that go by one plan."""

    begin: str
    """What stands before the first gap."""
    steps: tuple[str, ...]
    """What stands after each gap, from the quotation mark on that ends it."""
    numbers: tuple[int, ...]
    """Which text of a document stands in each gap; those of its proof have no number (-1)."""
    names: frozenset[str]
    shape: Hashable
    texts: tuple[str, ...]
    """Those that are the same in all; empty where a gap is."""

    def read(self, text: str) -> Written | None:
        """Return the document in `text`, or None if it is written otherwise."""
        gaps = self._gaps(text)
        if gaps is None:
            return None
        texts = list(self.texts)
        for number, gap in zip(self.numbers, gaps, strict=True):
            if number >= 0:
                texts[number] = gap
        document, _ = _JSON.raw_decode(text)
        return Written(document, self.names, self.shape, texts)

    def _gaps(self, text: str) -> Sequence[str] | None:
        if not text.startswith(self.begin):
            return None
        gaps = []
        at = len(self.begin)
        for step in self.steps:
            end = text.find('"', at)
            if end < 0 or not text.startswith(step, end):
                return None
            gaps.append(text[at:end])
            at = end + len(step)
        whole = "".join(gaps)
        # Also no control characters, surrogates or noncharacters.
        is_plain = at == len(text) and whole.isprintable() and "\\" not in whole
        return gaps if is_plain else None


class Layouts:
    """The layouts that were met lately; safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[Layout, ...] = ()
        self._met: OrderedDict[ShapePlan, int] = OrderedDict()

    def read(self, data: bytes) -> Written | None:
        """Return the document in a file, if it is written as others were."""
        if not self._known or len(data) > LONGEST:
            return None
        try:
            text = data.strip().decode()
        except UnicodeDecodeError:
            return None
        for layout in self._known:
            found = layout.read(text)
            if found is not None:
                if layout is not self._known[0]:
                    self._put_first(layout)
                return found
        return None

    def meet(self, text: bytes, document: Document, plan: ShapePlan, described: _Described) -> None:
        """Note a document that went by `plan`, and was not written as any before.

        One of so many that go by one plan teaches how it is written: that costs as much as reading
        some five, and whoever writes each file in another way shall not make others pay for it.
        """
        with self._lock:
            times = self._met.pop(plan, 0) + 1
            self._met[plan] = times % ALIKE
            while len(self._met) > LAYOUTS:
                self._met.popitem(last=False)
        if times == ALIKE and len(text) <= LONGEST:
            layout = _layout(text.decode(), document, plan, described)
            if layout is not None:
                self._put_first(layout)

    def _put_first(self, layout: Layout) -> None:
        with self._lock:
            others = (known for known in self._known if known is not layout)
            self._known = (layout, *others)[:LAYOUTS]


def _layout(text: str, document: Document, plan: ShapePlan, described: _Described) -> Layout | None:
    """Return how a document is written; None where a text in a gap is written with an escape."""
    shape, texts = described
    bare = {name: member for name, member in document.items() if name != "proof"}
    numbers = {at: number for number, at in enumerate(text_pointers(bare)) if number in plan.slots}
    numbers |= {at: -1 for at in text_pointers(document) if at.startswith("/proof/")}
    parts, gaps = [""], []
    end = 0
    for place, written in zip(_strings(document, ""), _STRING.finditer(text), strict=True):
        if place in numbers:
            parts.append(text[end : written.start() + 1])
            gaps.append(numbers[place])
            end = written.end() - 1
    begin, *steps = [*parts[1:], text[end:]]
    names = frozenset(_names(document))
    # Nothing is kept of what one document says.
    kept = tuple("" if number in plan.slots else one for number, one in enumerate(texts))
    layout = Layout(begin, tuple(steps), tuple(gaps), names, shape, kept)
    return layout if layout.read(text) is not None else None


def _strings(value: Json, place: str) -> Iterator[str | None]:
    """Yield what each string of a document in JSON is, in order: the pointer of a text, or none."""
    if isinstance(value, str):
        yield place
    elif isinstance(value, Mapping):
        for name, member in value.items():
            yield None
            step = name.replace("~", "~0").replace("/", "~1")
            yield from _strings(member, f"{place}/{step}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _strings(item, f"{place}/{number}")


def _names(value: Json) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from value
        for member in value.values():
            yield from _names(member)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)
