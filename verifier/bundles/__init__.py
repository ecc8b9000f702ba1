"""Bundles: a badge with copies of everything that was fetched to check it, in one ZIP file.

A bundle is evidence by whoever collected it, not authority (rule 23): its copies count only if its
manifest is signed by a key that the user trusts. Nothing here fetches.
"""
