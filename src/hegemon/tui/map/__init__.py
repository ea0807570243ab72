"""The map: geometry from a raster, colours by hand-made tables, one widget that paints lines."""
