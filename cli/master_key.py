import base64
import os
import secrets
from pathlib import Path

from cli.problem import Problem
from domain.shared.master_key import KEY_BYTES, MasterKey


def master_key(data: Path) -> str:
    """The server's key: the environment's, else that in the data folder, which is made on the first start.

    Raises Problem when it is unfit: with another key webhooks would be signed by other secrets.
    """
    given = os.environ.get("TICKMARK_MASTER_KEY")
    file = data / "master.key"
    text = given or (file.read_text() if file.exists() else _make(file))
    try:
        MasterKey.read(text)
    except ValueError as error:
        where = "TICKMARK_MASTER_KEY" if given else str(file)
        raise Problem(
            f"The key in {where} is not whole. Put it back from your backup; to begin with a new one, remove it."
        ) from error
    return text.strip()


def _make(file: Path) -> str:
    text = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    # Under another name first: a machine that goes down here must not leave half a key.
    making = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    making.replace(file)
    return text
