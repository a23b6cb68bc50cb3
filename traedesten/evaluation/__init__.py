"""Statistics on de-identified frames: plain pandas in, figures with their denominators out. Knows no Django."""
