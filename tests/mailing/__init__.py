"""Mails: what they say, how they leave, and what becomes of them."""
