"""Find the Chromium that the browser tests drive, or install one: Debian's package, else Playwright's own build."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-noto-cjk")


def chromium() -> str | None:
    """Return the browser to drive: SKILLTIDE_CHROMIUM, else the first known name on PATH."""
    return os.environ.get("SKILLTIDE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def _install_with_apt() -> bool:
    if not shutil.which("apt-get"):
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if prefix and not shutil.which("sudo"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", *PACKAGES],
    )
    return all(
        subprocess.run([*prefix, *command], env=environment, stdout=subprocess.DEVNULL).returncode == 0
        for command in commands
    )


def _install_with_playwright() -> bool:
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"]).returncode == 0


def main() -> int:
    """Return 0 where a browser is there in the end."""
    if chromium():
        return 0
    if _install_with_apt() and chromium():
        return 0
    if _install_with_playwright():
        return 0
    sys.stderr.write("no Chromium: install the package `chromium`, or set SKILLTIDE_CHROMIUM to a browser\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
