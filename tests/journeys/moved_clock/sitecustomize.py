"""Python reads this first where PYTHONPATH names its folder: a server's days go by as a file says."""

import os
from datetime import timedelta
from pathlib import Path

if os.environ.get("JOURNEY_CLOCK"):
    from django.utils import timezone

    _true_now = timezone.now

    def _moved_now():
        return _true_now() + timedelta(days=int(Path(os.environ["JOURNEY_CLOCK"]).read_text(encoding="ascii")))

    timezone.now = _moved_now
