"""The simulated cities: government sites on loopback, with planted faults and a file of the truth."""
