"""The batch resource of the REST API."""
