"""Tests of the report, on an invented desk."""
