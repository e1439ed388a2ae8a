"""Swift cells in Jupyter notebooks, with the swift-latents library in every cell."""
