"""A book for screens and other programs: page pictures, comic archive, e-book, strip, layers, contact sheet.

Every file here is painted from the same display list as the print PDF. Files appear whole or not at all.
"""
