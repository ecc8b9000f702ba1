"""The durable jobs."""
