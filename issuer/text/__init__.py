"""Pure rules of text: names, e-mail addresses, dates, sort keys, slugs, numbers, addresses."""
