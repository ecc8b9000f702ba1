"""Batches: many awards of one template from one sheet."""
