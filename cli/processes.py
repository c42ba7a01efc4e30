def run_worker() -> None:
    from workers.main import run

    run()


def run_relay() -> None:
    from workers.relay import run

    run()
