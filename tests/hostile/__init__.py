"""A web that does everything wrong, on loopback, with the outcome that each fault must get."""
