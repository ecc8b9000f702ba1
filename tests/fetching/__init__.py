"""What goes out of the service, and what comes back."""
