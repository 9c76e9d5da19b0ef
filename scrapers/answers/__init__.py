"""What vendors' answers are made of: values, fields, listings and schema.org data."""
