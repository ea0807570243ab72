"""What happens in a turn: turn.py lists the phases in order; nothing else changes a world."""
