"""What staff do in a browser, without any script."""
