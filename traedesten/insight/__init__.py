"""What came of it: figures for the coordinator, the steering group and those who refer. Reads, and keeps counts."""
