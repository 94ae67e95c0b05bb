"""What leaves and what comes in: one module a format, all over the same Word."""
