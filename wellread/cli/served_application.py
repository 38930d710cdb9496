"""The application as `serve` runs it: a process that answers requests opens the index before the first one."""

from wellread.wsgi import application as whole_application

# isort: split
# Models can be imported only now that the application has made Django ready.
import logging

from django.db import DatabaseError, connections

from wellread.indexing.errors import EngineError
from wellread.indexing.library import open_for_readers
from wellread.website.kept_pages.first import KeptPagesFirst

__all__ = ["application"]

application = KeptPagesFirst(whole_application)

try:
    open_for_readers()
except (EngineError, DatabaseError, OSError) as error:
    logging.getLogger(__name__).warning("The index is not open yet; the database answers. %s", error)
finally:
    connections.close_all()
