"""What issuer and verifier must agree on: canonical forms, proofs, JWTs, status lists, baking."""
