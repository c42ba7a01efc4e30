import signal
import subprocess
from pathlib import Path


def stop_process(process: subprocess.Popen[bytes], gently: signal.Signals, seconds: float) -> bool:
    """Ask a child to end, wait, and kill it when it does not. True when it ended by itself."""
    if process.poll() is not None:
        return True
    process.send_signal(gently)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    return True


def last_lines(log: Path, count: int = 20) -> str:
    """The end of a log in one line, for a person."""
    try:
        lines = log.read_text(errors="replace").splitlines()
    except OSError:
        return ""
    return " ".join(line.strip() for line in lines[-count:] if line.strip())
