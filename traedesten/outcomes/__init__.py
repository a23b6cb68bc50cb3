"""How people are: which questions a site asks and when, and what was answered."""
