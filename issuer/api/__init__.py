"""The REST API under `/api/v1`; a router parses, calls one service function, and returns."""
