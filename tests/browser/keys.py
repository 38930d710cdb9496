"""What somebody without a mouse does."""

from typing import Any


def tab_to(page: Any, target: Any) -> None:
    """Press the tabulator until something has the focus, as somebody without a mouse does."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"The tabulator does not come to {target}.")
