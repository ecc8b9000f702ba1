"""The plans of a process: made for templates that come again, found by what badges have in common.

Making a plan takes as long as some ten badges on the generic path, so one is made only when a
template is seen a second time.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

FAMILIES = 128
"""How many families of plans are kept: each is of one template and one set of slots."""
MEMBERS = 4
"""How many plans of one family are kept; they differ in what is the same in all badges of each."""
_SEEN = 16
"""How many templates of one family are remembered, to know them the second time."""

P = TypeVar("P")


class _Family(Generic[P]):
    """What is known of templates with the same slots."""

    def __init__(self) -> None:
        self.plans: tuple[P, ...] = ()
        self.seen: OrderedDict[bytes, bool] = OrderedDict()
        """The templates seen; true for those for which no plan need be made any more."""


class PlanCache(Generic[P]):
    """Plans by family, the least used forgotten first; safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._families: OrderedDict[Hashable, _Family[P]] = OrderedDict()
        self._distrusted: set[str] = set()

    def plans(self, family: Hashable) -> tuple[P, ...]:
        """Return the plans of a family, the newest first."""
        with self._lock:
            found = self._families.get(family)
            if found is None:
                return ()
            self._families.move_to_end(family)
            return found.plans

    def meet(self, family: Hashable, template: bytes, make: Callable[[], P | None]) -> P | None:
        """Note that a template was seen; the second time, return and keep what `make` returns.

        `template` is a digest of what all its badges have in common. `make` is called once at most
        for each; none is what it returns where no plan can be made.
        """
        if not self._is_due(family, template):
            return None
        plan = make()
        if plan is not None:
            with self._lock:
                known = self._families.setdefault(family, _Family())
                known.plans = (plan, *known.plans)[:MEMBERS]
        return plan

    def distrust(self, name: str) -> None:
        """Never again let anything be signed by a plan for what is called `name`."""
        with self._lock:
            self._distrusted.add(name)

    def is_distrusted(self, name: str) -> bool:
        """Tell whether a plan for `name` was ever found to be wrong in this process."""
        return name in self._distrusted

    def _is_due(self, family: Hashable, template: bytes) -> bool:
        with self._lock:
            known = self._families.setdefault(family, _Family())
            self._families.move_to_end(family)
            while len(self._families) > FAMILIES:
                self._families.popitem(last=False)
            due = known.seen.get(template) is False
            known.seen[template] = due or known.seen.get(template, False)
            known.seen.move_to_end(template)
            while len(known.seen) > _SEEN:
                known.seen.popitem(last=False)
            return due
