"""What follows for me: pure functions from a view to numbers, by which players choose and which screens show."""
