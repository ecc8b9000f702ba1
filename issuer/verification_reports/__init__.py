"""Reports of verifications beyond the answer: signed, printed, and kept if somebody asks for it."""
