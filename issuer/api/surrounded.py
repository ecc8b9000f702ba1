"""An application with layers around it that see every answer, also that to an unforeseen error.

What is added with `add_middleware` stands inside of what answers such errors, and never sees it.
"""

from collections.abc import Callable, Sequence

from fastapi import FastAPI
from starlette.types import ASGIApp

Layer = Callable[[ASGIApp], ASGIApp]


class Surrounded(FastAPI):
    """A web application, and what stands around all of it."""

    around: Sequence[Layer] = ()
    """From the inside to the outside."""

    def build_middleware_stack(self) -> ASGIApp:
        """Return all that a request goes through, the outermost layer first."""
        stack = super().build_middleware_stack()
        for layer in self.around:
            stack = layer(stack)
        return stack
