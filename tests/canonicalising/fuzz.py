"""Compares many documents by plan with two readers that know nothing of plans.

python -m canonicalising.fuzz 50000    with `tests` on the path; other documents each time
"""

import sys

from hypothesis import settings

from .plan_templates import templates
from .test_plans import count_planned, many


def main(arguments: list[str]) -> int:
    """Compare as many documents as the only argument says; a difference is shown and raised."""
    number = int(arguments[0]) if arguments else 50_000
    each = -(-number // len(templates()))
    varied = settings(many, derandomize=False, database=None)
    for template in templates():
        planned = count_planned(template, varied, each)
        sys.stdout.write(f"{template.name}: {each} documents, {planned} by plan, no difference\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
