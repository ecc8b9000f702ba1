"""Pictures, papers and uploads."""
