"""The sample: vendor-shaped answers of invented employers, with trends planted on purpose and written down."""
