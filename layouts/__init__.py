"""Pages in millimetres: templates, frames, balloons, lettering, and one display list for the screen and for paper.

    Page ── compose ──> DisplayList ──┬── painter        screen and PNG
                                      └── print writers  PDF, CBZ, EPUB, webtoon

The origin of every coordinate is the top left corner of the trimmed page, y runs down, the unit is the millimetre.
"""
