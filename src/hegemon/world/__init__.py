"""What exists: states, provinces, treaties, wars, orders, events, and what a seat may know of them."""
