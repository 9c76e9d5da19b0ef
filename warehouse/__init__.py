"""Storage and questions: connection, migrations, marts, checks, exports. SQL first, almost no Python."""
