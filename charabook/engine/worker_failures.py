"""Whatever goes wrong in a job, as one sentence of what happened and one of what to do. Torch-free."""

import errno
import traceback

from charabook.engine.requests import Failed, JobId
from charabook.errors import KnownError

_MEMORY_WORDS = ("out of memory", "can't allocate memory", "not enough memory", "cannot allocate memory")


def is_out_of_memory(error: BaseException) -> bool:
    """Whether `error` means that memory of any kind ran out. torch uses three classes and its own words for it."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    return isinstance(error, RuntimeError) and any(words in str(error).lower() for words in _MEMORY_WORDS)


def failure_of(job: JobId, error: Exception) -> Failed:
    """The final event of a job that `error` ended."""
    what, remedy = _sentences(error)
    details = "".join(traceback.format_exception(error, limit=-30))
    return Failed(job=job, what=what, remedy=remedy, details=details[-20_000:])


def _sentences(error: Exception) -> tuple[str, str]:
    if isinstance(error, KnownError):
        return error.what, error.remedy
    if is_out_of_memory(error):
        return (
            "Memory ran out while the picture was made.",
            "Close other programs, or choose a smaller picture, a smaller model or a lower precision.",
        )
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f"The Python package “{error.name}” is missing.", "Install charabook again, or add that package."
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "The disk is full.", "Free some space, or move the cache with the variable CHARABOOK_CACHE."
    if isinstance(error, OSError) and error.filename:
        return f"The file {error.filename} cannot be used: {error.strerror}.", "Check the file and its permissions."
    return (
        "Something went wrong inside the engine; your work is safe.",
        "Try again. If it happens again, please report it together with the details.",
    )
