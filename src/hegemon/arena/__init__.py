"""Many games: a schedule of mirrored sets, processes that play them, a store, ratings and standings."""
