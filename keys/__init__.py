"""Keys and where they are kept: algorithms, public forms, DID documents, sealed key files."""
