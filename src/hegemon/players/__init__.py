"""Who decides: the Player protocol, the registry, and players that anyone can beat or learn from."""
