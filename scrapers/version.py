"""Which version of Skilltide this is, as archives and runs record it."""

from importlib.metadata import PackageNotFoundError, version

try:
    SOFTWARE_VERSION = version("skilltide")
except PackageNotFoundError:  # a bare checkout on the path, not installed
    SOFTWARE_VERSION = "0+checkout"
