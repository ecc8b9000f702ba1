"""Webhooks: being told what happens, signed, and again until somebody listens."""
