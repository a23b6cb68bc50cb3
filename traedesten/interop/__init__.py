"""Other systems' formats for the directory of offers: every reader gives, every writer takes, the same records."""
