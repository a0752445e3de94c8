"""Commands of ``chihoi`` that are more than a few lines; ``__main__`` names them."""
