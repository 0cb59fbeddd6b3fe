"""Floor 6: documents made of the reporting views: circulars, ledgers, notices, annexes."""
