"""Moving panels: subject-to-video with Phantom on Wan (arXiv 2502.11079)."""
