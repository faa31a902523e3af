"""What this program is, its version, and whose work it stands on."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from charabook import __version__

PAPER = "https://arxiv.org/abs/2507.11533"


class About(QDialog):
    """One page, nothing to decide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About charabook"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sign, title, version = QLabel(), QLabel("charabook"), QLabel()
        sign.setPixmap(QIcon(QApplication.windowIcon()).pixmap(64, 64))
        title.setProperty("title", True)
        version.setText(self.tr("Version {version}, Qt {qt}").format(version=__version__, qt=qVersion()))
        version.setProperty("muted", True)
        words = QLabel(
            self.tr("Storybooks and comics in which everybody looks like themselves on every page.")
            + "<br><br>"
            + self.tr("Consistent characters by {link}, drawn on FLUX models.").format(
                link=f'<a href="{PAPER}">CharaConsist</a>'
            )
            + "<br>"
            + self.tr("Free software under the Apache License 2.0. Fonts, profiles and models keep their own licences.")
        )
        words.setWordWrap(True)
        words.setOpenExternalLinks(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(title)
        names.addWidget(version)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(sign)
        head.addLayout(names, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 24, 26, 16)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(words)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(460)
