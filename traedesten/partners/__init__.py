"""New communities on their way: who makes them, with whom, and what happens when they open."""
