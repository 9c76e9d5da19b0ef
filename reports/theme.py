"""Which colours do the charts and the page wear, by day and by night?

The categorical colours come from a search over contrast and three simulated colour-vision deficiencies: at
least 3.4 to 1 against their background. A figure is drawn in the light colours; the page swaps them by DARK
for dark mode, so every light colour stands for one dark colour.
"""

TEXT = "#1B1F24"
MUTED = "#57606A"
PAPER = "#FFFFFF"
GRID = "#DDE2E7"
AXIS = "#8A939C"
SERIES = ("#0B6E99", "#B02800", "#334531", "#6837B9", "#A0845C", "#808E91")
BAND = "rgba(11,110,153,0.18)"
CLEAR = "rgba(0,0,0,0)"

DARK = {
    TEXT: "#E6EDF3",
    MUTED: "#9AA4AF",
    PAPER: "#11151A",
    GRID: "#2B333C",
    AXIS: "#717B86",
    SERIES[0]: "#5BB8E8",
    SERIES[1]: "#F3C41B",
    SERIES[2]: "#F9FFA8",
    SERIES[3]: "#9356FF",
    SERIES[4]: "#BD3D19",
    SERIES[5]: "#99AE95",
    BAND: "rgba(91,184,232,0.25)",
}

FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif'
PATTERNS = ("", "/", "x", ".", "\\", "-")


def for_scripts() -> dict[str, object]:
    """Return the colours for what the browser draws by itself: names to light colours, and light to dark ones."""
    return {
        "dark": DARK,
        "text": TEXT,
        "muted": MUTED,
        "paper": PAPER,
        "grid": GRID,
        "axis": AXIS,
        "series": list(SERIES),
        "band": BAND,
        "clear": CLEAR,
        "font": FONT,
    }
