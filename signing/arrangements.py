"""The blocks of a plan in the order that the names of blank nodes give them.

What is said of a blank node stands where its name stands in the order of code points, and few of
the nodes of a template differ from badge to badge: the same order of names comes again and again.
For each, the blocks are put in order once, as far as the gaps that are left let it be known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from signing.plan_lines import Block, Runs, Text, filled

MOST = 256
"""How many arrangements of one plan are kept; they share the text of the template."""


@dataclass(frozen=True)
class Arrangement:
    """Blocks in order. Those of one group stand together, but in an order that the gaps decide."""

    groups: tuple[tuple[Block, ...], ...]

    def filled(self, table: Sequence[bytes]) -> bytes:
        """Return the sorted blocks with each gap filled from `table`."""
        found: list[bytes] = []
        for group in self.groups:
            # Subjects end in `>` or a space, so that sorting what is said of them sorts the lines.
            found += filled(group, table) if len(group) == 1 else sorted(filled(group, table))
        return b"".join(found)


def arranged(blocks: Iterable[Block], known: Mapping[int, bytes]) -> Arrangement:
    """Return what the blocks come to when it is known what belongs into some of their gaps.

    Each block says something of another subject.
    """
    groups: list[tuple[Block, ...]] = []
    for group in _groups([_settled(block, known) for block in blocks]):
        last = groups[-1] if groups else ()
        if (
            len(last) == len(group) == 1
            and isinstance(last[0], Text)
            and isinstance(group[0], Text)
        ):
            groups[-1] = (_joined(last[0], group[0]),)
        else:
            groups.append(tuple(group))
    return Arrangement(tuple(groups))


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the blocks in order; together those whose order only their gaps decide."""
    group: list[Block] = []
    for block in sorted(blocks, key=_subject):
        # What begins like the first of a group stands beside it: they are sorted by beginning.
        if group and _subject(block).startswith(_subject(group[0])):
            group.append(block)
            continue
        if group:
            yield group
        group = [block]
    if group:
        yield group


def _subject(block: Block) -> bytes:
    """Return the subject of a block and the space after it, as far as it is known."""
    first = block.runs[0][0] if isinstance(block, Runs) else block
    end = first.gaps[0][0] if first.gaps else len(first.parts)
    subject, space, _ = b"".join(first.parts[:end]).partition(b" ")
    return subject + space


def _settled(block: Block, known: Mapping[int, bytes]) -> Block:
    if isinstance(block, Runs):
        return Runs(tuple(tuple(_filled_in(text, known) for text in run) for run in block.runs))
    return _filled_in(block, known)


def _filled_in(text: Text, known: Mapping[int, bytes]) -> Text:
    parts = list(text.parts)
    for place, number in text.gaps:
        parts[place] = known.get(number, b"")
    return Text(tuple(parts), tuple(gap for gap in text.gaps if gap[1] not in known))


def _joined(first: Text, second: Text) -> Text:
    shifted = ((place + len(first.parts), number) for place, number in second.gaps)
    return Text((*first.parts, *second.parts), (*first.gaps, *shifted))
