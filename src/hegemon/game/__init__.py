"""A game in progress: seats, letters, session, chronicle, saves, replay; and whole games without people."""
