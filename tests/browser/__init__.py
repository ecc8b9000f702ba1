"""People at real browsers: Chromium, a real server on this machine, a real database."""
