"""What documents of one shape that come one after another have in common.

Badges of one class differ in few texts. While nobody knows in which, only hashes are kept, which
tell nothing; a text that is one person's own does not come to be one of those that all have.
"""

from collections.abc import Mapping, Sequence

ALIKE = 32
"""So many different documents in a row have what counts as common."""


class SharedTexts:
    """Watches the documents that follow one plan.

    Threads may disturb what it finds, but break nothing: whoever uses it compares the texts.
    """

    def __init__(self) -> None:
        self._same: Mapping[int, int] = {}
        self._met: frozenset[int] = frozenset()

    def meet(self, texts: Sequence[str]) -> frozenset[int]:
        """Note a document; return the numbers of the texts that `ALIKE` in a row had in common.

        Until then, and when hardly anything is common, there are none. A document that was met
        before does not count: what it says of a person would come to be common.
        """
        document = hash(tuple(texts))
        if document in self._met:
            return frozenset()
        same = {number: told for number, told in self._same.items() if hash(texts[number]) == told}
        if 2 * len(same) < len(texts):
            self._same = {number: hash(text) for number, text in enumerate(texts)}
            self._met = frozenset((document,))
            return frozenset()
        self._same, self._met = same, self._met | {document}
        if len(self._met) < ALIKE:
            return frozenset()
        self._same, self._met = {}, frozenset()
        return frozenset(same)
