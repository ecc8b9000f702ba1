"""One file a migration, named by the day it was written."""
