"""Faceted search behind one small interface (`interface.Engine`). Plain Python: knows no Django and no database."""
