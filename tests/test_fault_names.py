"""The faults that the command line knows by name are there under that name, and each ends as it says."""

from importlib import import_module

import pytest

from pipelines.faults import EXIT_CODES, exit_code


@pytest.mark.parametrize("name", EXIT_CODES)
def test_a_known_fault_is_where_its_name_says(name):
    module, kind = name.rsplit(".", 1)
    found = getattr(import_module(module), kind)
    assert issubclass(found, Exception)
    assert exit_code(found.__new__(found)) == EXIT_CODES[name]


def test_a_kind_of_a_known_fault_is_known_and_others_are_not():
    assert exit_code(FileNotFoundError("nowhere.csv")) == EXIT_CODES["builtins.OSError"]
    assert exit_code(ZeroDivisionError()) is None
