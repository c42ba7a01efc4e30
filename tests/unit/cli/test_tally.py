import pytest

from cli.dev.tally import tally


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("....\n2 failed, 31 passed, 1 skipped in 4.13s\n", (31, 2)),
        ("1 passed, 3 errors in 0.10s\n", (1, 3)),
        (
            " Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 12 passed (13)\n   Duration  2s\n",
            (12, 1),
        ),
        ("\x1b[32m      Tests \x1b[39m \x1b[1m7 passed\x1b[22m (7)\n", (7, 0)),
        ("ℹ tests 4\nℹ pass 3\nℹ fail 1\n", (3, 1)),
        ("# pass 9\n# fail 0\n", (9, 0)),
        ("5 passed, 0 failed\nbye\n", (5, 0)),
        ("Segmentation fault\n", (0, 0)),
    ],
)
def test_the_last_summary_of_each_runner_is_understood(said: str, counted: tuple[int, int]) -> None:
    assert tally(said) == counted
