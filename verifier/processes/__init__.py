"""Verification in child processes: hostile files are read where they can do no harm.

A child has no environment, no open files, no network and little memory; what it needs to know of
the world it asks its parent, which alone has the way out.
"""
