"""Print: what a printer asks for, the PDF that gives it, and the check before it is sent.

preset ──┐
pages  ──┼─> export_pdf ──> one PDF, written whole or not at all
title  ──┘        │
                  ├─ pictures   to the press's colours, ink limited
                  ├─ fonts      embedded, only the glyphs used
                  ├─ flatten    see-through drawings painted together where the press knows no transparency
                  ├─ tags       reading order and alt text
                  └─ standards  boxes, output intent, PDF/X-4 or PDF/X-1a

preflight looks at the composed book before that, `inspect_pdf` at the finished file after it. Neither is a
certificate: they are charabook's own checks.
"""
