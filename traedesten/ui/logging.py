"""Logs that hold no personal value: no addresses of pages (they may carry tokens) and no exception texts."""

import logging
import traceback


class WithoutRequest(logging.Filter):
    """Rewrites what Django says about requests, and keeps only kind and place of an exception."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.request") or record.name.startswith("django.security"):
            match = getattr(getattr(record, "request", None), "resolver_match", None)
            record.msg = "%s at %s"
            record.args = (
                getattr(record, "status_code", record.levelname),
                getattr(match, "view_name", "unknown"),
            )
        if record.exc_info and not isinstance(record.exc_info, bool):
            kind, _value, trace = record.exc_info
            record.exc_text = "".join(traceback.format_tb(trace)) + (kind.__name__ if kind else "")
            record.exc_info = None
        return True
