"""Text: from runs of words to positioned glyphs, horizontally in any script and vertically in Japanese.

runs ── passage ──> breaking ──> horizontal | vertical ──> SetText (glyphs round its own middle)
             └─ shaping (bidi, fallback fonts, HarfBuzz)
"""
