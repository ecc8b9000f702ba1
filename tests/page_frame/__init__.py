"""What all pages have in common: languages, headers, errors, and that they work without scripts."""
