"""Reports beyond the answer: what is sent in, printed, signed, kept, and told of issuers."""
