import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

console = Console(highlight=False, soft_wrap=True)
complaints = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Show that something is being done, and with how many seconds it was done."""
    started = time.monotonic()
    if console.is_terminal:
        with console.status(f"{name} …"):
            yield
    else:
        yield
    console.print(f"  [green]✓[/] {name}  [dim]{time.monotonic() - started:.1f} s[/]")


def skipped(name: str, why: str) -> None:
    console.print(f"  [dim]- {name}: {why}[/]")


def warn(sentence: str) -> None:
    console.print(f"  [yellow]![/] {sentence}")
