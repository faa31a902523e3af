"""Sound files for tests: tones and silence as WAV."""

import wave
from pathlib import Path

import numpy as np


def tone(path: Path, seconds: float, *, hertz: float = 440.0, level: float = 0.5, rate: int = 44_100) -> Path:
    """A sine tone in stereo."""
    at = np.arange(round(seconds * rate)) / rate
    samples = np.repeat((np.sin(at * hertz * 2 * np.pi) * level * 32767).astype("<i2"), 2)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path
