"""Files made to keep a verifier busy: samples, and that each of them ends soon."""
