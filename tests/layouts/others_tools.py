"""Other people's programs, which the tests ask for a second opinion."""

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

PATIENCE_S = 600  # a machine that trains a model beside the tests is slow


def ask(tool: str, *arguments: str | Path) -> str:
    """Run a tool and return what it says. Without the tool the test is skipped, or fails where CI=true."""
    done = subprocess.run(
        [found(tool), *map(str, arguments)], capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert done.returncode == 0, f"{tool} {arguments}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def found(tool: str) -> str:
    """The path of a tool, or the end of the test."""
    path = shutil.which(tool)
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(f"{tool} is missing: run packaging/system-packages.sh")
    if path is None:
        pytest.skip(f"{tool} is missing: run packaging/system-packages.sh")
    return path


def ask_epubcheck(book: Path) -> str:
    """What epubcheck says of an e-book. Debian's program is a Java archive that not every shell starts by itself."""
    program = Path(found("epubcheck")).resolve()
    if program.suffix != ".jar":
        return ask("epubcheck", book)
    # For a program of seconds Java's quick compiler and simple collector are the faster ones.
    return ask("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", program, book)


def rasterised(pdf: Path, page: int, dpi: int, folder: Path) -> Image.Image:
    """A page of a PDF, its trim alone, as poppler paints it."""
    name = folder / f"raster-{pdf.stem}-{page}"
    boxes = ask("pdfinfo", "-box", "-f", str(page), "-l", str(page), pdf)
    trim = [float(part) for part in next(line for line in boxes.splitlines() if "TrimBox" in line).split()[3:]]
    media = [float(part) for part in next(line for line in boxes.splitlines() if "MediaBox" in line).split()[3:]]
    ask("pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-singlefile", "-png", pdf, name)
    whole = Image.open(name.with_suffix(".png")).convert("RGB")
    scale = dpi / 72
    left, top = trim[0] * scale, (media[3] - trim[3]) * scale
    right, bottom = trim[2] * scale, (media[3] - trim[1]) * scale
    size = round(right - left), round(bottom - top)
    return whole.resize(size, Image.Resampling.BILINEAR, box=(left, top, right, bottom))


def similarity(one: Image.Image, other: Image.Image) -> float:
    """Structural similarity (SSIM, Wang et al. 2004, Gaussian window of 1.5 pixels) of two pictures' lightness."""
    first, second = (np.asarray(picture.convert("L"), dtype=np.float64) for picture in (one, other))

    def blurred(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return gaussian_filter(values, 1.5, truncate=3.5)

    mean1, mean2 = blurred(first), blurred(second)
    var1, var2 = blurred(first**2) - mean1**2, blurred(second**2) - mean2**2
    both = blurred(first * second) - mean1 * mean2
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    score = ((2 * mean1 * mean2 + c1) * (2 * both + c2)) / ((mean1**2 + mean2**2 + c1) * (var1 + var2 + c2))
    return float(score.mean())
