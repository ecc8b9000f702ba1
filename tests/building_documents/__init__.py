"""Building badges, editions, profiles, status lists and learning models, without any service."""
