"""Independent implementations must agree with ours."""
