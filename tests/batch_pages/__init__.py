"""The pages of bulk issuance, over HTTP."""
