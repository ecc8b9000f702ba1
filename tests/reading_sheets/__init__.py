"""Files that people upload are read as sheets of awards, or refused with a reason."""
