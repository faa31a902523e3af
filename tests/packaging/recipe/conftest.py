"""Makes the training tools importable: they live beside the application, not in it."""

import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[3] / "packaging" / "demo_model"
if str(TOOLS) not in sys.path:
    sys.path.insert(0, str(TOOLS))
