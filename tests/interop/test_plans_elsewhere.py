"""What is signed by plan, canonicalised by jsonld and rdf-canonize: the third reader."""

import pytest
from canonicalising.adversarial import Example, examples
from canonicalising.differences import plan_of
from canonicalising.plan_templates import Template, templates
from canonicalising.test_plans import many
from hypothesis import given, settings

from signing.errors import UnplannedError

from .peer import Peer

EXAMPLES = 40
HASHES = {"sha256": "SHA-256", "sha384": "SHA-384"}


@pytest.mark.parametrize("template", templates(), ids=lambda found: found.name)
def test_they_canonicalise_alike_what_a_plan_answers_for(peer: Peer, template: Template) -> None:
    plan, compared = plan_of(template), 0

    @settings(many, max_examples=EXAMPLES)
    @given(example=examples(template))
    def alike(example: Example) -> None:
        nonlocal compared
        try:
            values, _ = plan.matched(example.document)
            form = plan.statements.canonical(values).decode()
        except UnplannedError:
            return
        theirs = peer.ask("canonize", document=example.document, hash=HASHES[template.hash_name])
        assert form == theirs
        compared += 1

    alike()
    assert compared
