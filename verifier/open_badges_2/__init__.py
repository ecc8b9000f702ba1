"""Badges of Open Badges 2.0: assertions that their issuer publishes, or has signed (rule 24).

They are read as the JSON they are: a hosted assertion counts because it stands at an address of its
issuer, a signed one because a signature covers every byte of it. No RDF is made of either.
"""
