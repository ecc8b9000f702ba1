"""What is accepted as a name, an address, a date, a slug, and how it is sorted and found."""
