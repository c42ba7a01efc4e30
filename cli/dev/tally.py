import re

SUMMARIES = (
    # pytest: "2 failed, 31 passed in 4.1s"; vitest: "Tests  1 failed | 12 passed (13)"; ours: "3 passed, 0 failed"
    re.compile(r"(?P<count>\d+) (?P<word>passed|failed|errors?)\b"),
    # node --test: "# pass 3" or "ℹ fail 0"
    re.compile(r"^[#ℹ] (?P<word>pass|fail) (?P<count>\d+)$", re.MULTILINE),
)
COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def tally(output: str) -> tuple[int, int]:
    """How many tests passed and failed, by the last summary a runner printed."""
    clean = COLOURS.sub("", output)
    # vitest counts files first ("Test Files"), then tests.
    lines = [line.strip() for line in clean.splitlines() if not line.strip().startswith("Test Files")]
    for line in reversed(lines):
        found = {match["word"]: int(match["count"]) for match in SUMMARIES[0].finditer(line)}
        if found:
            return found.get("passed", 0), sum(count for word, count in found.items() if word != "passed")
    found = {match["word"]: int(match["count"]) for match in SUMMARIES[1].finditer("\n".join(lines))}
    return found.get("pass", 0), found.get("fail", 0)
