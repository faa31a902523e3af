"""Pages that move: a film of a book is the drawn page under a camera, and nothing is ever drawn twice.

direction   what the author wishes: moves, keyframes, pace, cards
planning    pages and wishes -> Timeline: shots, keyframes, cues, transitions (pure values)
timeline    the film as a value, and what is to be seen at a moment
projector   Timeline and pages -> a picture for any moment
film        Timeline -> a file: segments, sound, muxing
"""
