"""What a palette cannot say: spacing, hairlines, the mode bar, chips and cards.

Every colour is a role of the palette, written `@shade`, so that the sheet is put on once and never changed: another
theme is another palette (`gui.wardrobe`). Pictures are found under `theme:`, in the folder of the theme of the moment.
"""

import re

from gui.theme import ROLES


def style_sheet() -> str:
    """The sheet as Qt reads it."""
    return re.sub(r"@(\w+)", lambda found: f"palette({_spelled(found[1])})", _FRAME + _FIELDS + _LISTS)


def _spelled(shade: str) -> str:
    """A role as style sheets write it: AlternateBase becomes alternate-base."""
    return re.sub(r"(?<!^)([A-Z])", r"-\1", ROLES[shade].name).lower()


_FRAME = """
QToolTip { border: 1px solid @line; padding: 5px 7px; background: @raised; color: @text; }
QMainWindow { background: @window; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QMenuBar { background: @window; padding: 1px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @base; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selected; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QStatusBar { border-top: 1px solid @line; background: @window; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted; padding: 2px 4px; }
QToolBar { border: none; background: @window; spacing: 2px; padding: 4px 8px; }
QToolBar#modes { border-bottom: 1px solid @line; }
QToolBar#tools { border-right: 1px solid @line; padding: 3px 4px; spacing: 1px; }
QToolBar#tools::separator { margin: 2px 5px; }
QToolBar::separator { background: @line; width: 1px; height: 1px; margin: 5px; }
QToolButton { padding: 5px; border-radius: 5px; border: none; background: transparent; color: @text; }
QToolBar#modes QToolButton { padding: 7px 14px; border-radius: 6px; }
QToolBar#tools QToolButton { padding: 4px; }
QToolBar QToolButton#qt_toolbar_ext_button { padding: 0; min-height: 16px; image: url("theme:down.svg"); }
QToolButton:hover { background: @hover; }
QToolButton:focus { border: 1px solid @accent; padding: 4px; }
QToolBar#modes QToolButton:focus { padding: 6px 13px; }
QToolBar#tools QToolButton:focus { padding: 3px; }
QToolButton:pressed { background: @line; }
QToolButton:checked { background: @selected; color: @chosen; }
QToolBar#modes QToolButton:checked { font-weight: 600; }
QToolButton:disabled { color: @muted; }
QToolButton[finder="true"] {
    background: @base; border: 1px solid @line; color: @muted; padding: 5px 12px; min-width: 170px;
}
QToolButton[finder="true"]:hover { border-color: @muted; background: @base; }
QToolButton::menu-indicator { image: none; }
QTabBar { background: @window; }
QTabBar::tab { padding: 6px 14px; border: none; color: @muted; background: @window; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; font-weight: 600; }
QTabBar::tab:hover { color: @text; }
QFrame[line="true"] { background: @line; border: none; }
QFrame[card="true"] { background: @raised; border: 1px solid @line; border-radius: 6px; }
QWidget[bar="true"] { background: @window; border-top: 1px solid @line; }
QLabel[muted="true"] { color: @muted; }
QLabel[title="true"] { font-size: 20pt; font-weight: 600; }
QLabel[heading="true"] { font-size: 15pt; font-weight: 600; }
QLabel[subheading="true"] { font-size: 11.5pt; font-weight: 600; }
QLabel[small="true"] { font-size: 8.5pt; color: @muted; }
QLabel[section="true"] { color: @muted; font-weight: 600; }
QLabel[warning="true"] { color: @warning; }
QLabel[good="true"] { color: @good; }
QLabel[chip="true"] { background: @hover; border-radius: 9px; padding: 2px 10px; font-weight: 600; }
QLabel[chip="true"][good="true"] { background: @good_wash; }
QLabel[chip="true"][warning="true"] { background: @warning_wash; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
    padding: 4px 6px; border: 1px solid @line; border-radius: 4px; background: @base; color: @text;
    selection-background-color: @accent; selection-color: @accent_text;
}
QLineEdit[heading="true"] { font-size: 15pt; font-weight: 600; padding: 6px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
    border: 1px solid @accent;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QComboBox:disabled {
    color: @muted; background: @window;
}
QPlainTextEdit[page="true"] { border: none; border-radius: 0; padding: 0; }
QComboBox { padding-right: 20px; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("theme:down.svg"); width: 12px; height: 12px; }
QSpinBox, QDoubleSpinBox { padding-right: 20px; }
QComboBox QLineEdit {
    border: none; background: transparent; padding: 0 0 0 5px; border-radius: 0;
}
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {
    border: none; width: 18px; background: transparent;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("theme:up.svg"); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url("theme:down.svg"); width: 10px; height: 10px; }
QCheckBox { spacing: 7px; }
QCheckBox::indicator {
    width: 14px; height: 14px; border: 1px solid @muted; border-radius: 3px; background: @base;
}
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url("theme:tick.svg"); }
QCheckBox::indicator:focus { border-color: @accent; }
QComboBox QAbstractItemView { background: @base; border: 1px solid @line; padding: 3px; outline: 0; }
QPushButton {
    padding: 5px 13px; border: 1px solid @line; border-radius: 5px; background: @raised; color: @text;
}
QPushButton:hover { background: @hover; border-color: @muted; }
QPushButton:focus { border-color: @accent; }
QPushButton:pressed, QPushButton:checked { background: @selected; color: @chosen; }
QPushButton:disabled { color: @muted; background: @window; }
QPushButton[primary="true"] {
    background: @accent; color: @accent_text; border-color: @accent; font-weight: 600; padding: 6px 18px;
}
QPushButton[primary="true"]:hover { background: @accent_strong; border-color: @accent_strong; }
QPushButton[primary="true"]:pressed { background: @chosen; border-color: @chosen; color: @base; }
QPushButton[primary="true"]:focus { border-color: @text; }
QPushButton[primary="true"]:disabled { background: @line; color: @muted; border-color: @line; }
QPushButton[row="true"] { text-align: left; padding: 5px 10px; }
QPushButton[quiet="true"] { border: none; background: transparent; padding: 4px 6px; }
QPushButton[quiet="true"]:hover, QPushButton[quiet="true"]:focus { background: @hover; }
QProgressBar { border: none; background: @line; max-height: 3px; min-height: 3px; }
QProgressBar::chunk { background: @accent; }
QSlider::groove:horizontal { height: 3px; background: @line; border-radius: 1px; }
QSlider::handle:horizontal { width: 14px; margin: -6px 0; border-radius: 7px; background: @accent; }
"""

_LISTS = """
QTreeView, QListView, QTableView, QScrollArea { border: none; background: @base; outline: 0; }
QTreeView { selection-background-color: transparent; show-decoration-selected: 1; }
QListView[framed="true"] { border: 1px solid @line; border-radius: 6px; padding: 4px; }
QScrollArea[plain="true"], QScrollArea[plain="true"] > QWidget > QWidget { background: @window; }
QListView[panel="true"] { background: @window; padding: 12px 6px; border-right: 1px solid @line; }
QDockWidget QTreeView, QDockWidget QListView { background: @window; }
QTreeView::item { padding: 3px 2px; }
QListView::item, QTreeView::item { border-radius: 4px; color: @text; }
QListView[roomy="true"]::item { padding: 6px 8px; margin: 1px 2px; }
QTreeView[framed="true"] { border: 1px solid @line; border-radius: 6px; padding: 4px; }
QListView::item:hover, QTreeView::item:hover { background: @hover; }
QListView::item:selected, QTreeView::item:selected { background: @selected; color: @text; }
QTreeView::branch { background: transparent; }
QTreeView#chapters::item, QTreeView#chapters::item:selected, QTreeView#chapters::item:hover,
QTreeView#chapters::item:focus { background: transparent; border: none; }
QListView::item:focus, QTreeView::item:focus { border: 1px solid @accent; }
QHeaderView::section { background: @window; border: none; border-bottom: 1px solid @line; padding: 5px; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 2px; min-width: 24px; min-height: 24px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: none; border: none; width: 0; height: 0;
}
"""
