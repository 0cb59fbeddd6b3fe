"""Many kills and cuts: `make torture`. A short form of each is in tests/acceptance."""
