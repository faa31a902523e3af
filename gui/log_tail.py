"""The last lines of the log, for whoever collects diagnostics."""

from collections import deque
from logging import Handler, LogRecord

MOST_LINES = 400


class LogTail(Handler):
    """Remembers the last lines of the log."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=MOST_LINES)

    def emit(self, record: LogRecord) -> None:
        """Keep one line."""
        self.lines.append(self.format(record))


LOG_TAIL = LogTail()
