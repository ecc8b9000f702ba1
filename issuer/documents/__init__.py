"""Pure builders of what is published: badges, editions, profiles, status lists, learning models.

Values in, plain JSON out: no database, no settings, no clock, no requests.
"""
