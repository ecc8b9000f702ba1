"""What documents of one shape that come one after another have in common.

Badges of one class differ in few texts. While nobody knows in which, only hashes are kept, which
tell nothing; a text that is one person's own never comes to be one of those that all have.
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
        self._met = 0

    def meet(self, texts: Sequence[str]) -> frozenset[int]:
        """Note a document; return the numbers of the texts that `ALIKE` in a row had in common.

        Until then, and when hardly anything is common, there are none.
        """
        same = {number: told for number, told in self._same.items() if hash(texts[number]) == told}
        if len(same) == len(texts):
            # The same document again: what it says would count as common, also about a person.
            return frozenset()
        if 2 * len(same) < len(texts):
            self._same, self._met = {number: hash(text) for number, text in enumerate(texts)}, 1
            return frozenset()
        self._same, self._met = same, self._met + 1
        if self._met < ALIKE:
            return frozenset()
        self._same, self._met = {}, 0
        return frozenset(same)
