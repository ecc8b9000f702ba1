"""Lists of awards: filters, orders, searches, exports, and the audit trail."""
