"""Workbooks and reports that we write for people: how they open, and what stands in them."""
