"""The pages of bulk issuance."""
