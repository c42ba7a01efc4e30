"""Told to stop, the supervisor stops: whenever the signal comes, and however often."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# Signals as fast as they can be sent, while the main thread does nothing but look: some come in the worst moment.
PROGRAM = """
import os, signal, threading
from cli import supervisor
supervisor.LOOK_EVERY = 0.0
watching = supervisor.Supervisor()
watching.listen()
watching.watching = True
rounds = 0
def tell():
    while True:
        os.kill(os.getpid(), signal.SIGTERM)
threading.Thread(target=tell, daemon=True).start()
for _ in range(300):
    watching.ending = False
    watching.watch()
    rounds += 1
print(rounds, flush=True)
os._exit(0)
"""


def test_a_signal_in_the_worst_moment_stops_it_too() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "300", (done.returncode, done.stderr[-500:])
