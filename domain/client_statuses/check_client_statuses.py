"""Whether what names client-facing statuses names ones that the firm has."""

from collections.abc import Mapping

from domain.shared.errors import Fault, Invalid
from domain.unit_of_work import UnitOfWork


async def check_client_statuses(named: Mapping[str, str], uow: UnitOfWork) -> None:
    """The firm has each of the ids, which are by their JSON pointers.

    Raises Invalid.
    """
    known = {str(status.id) for status in await uow.client_statuses.all()} if named else set()
    faults = [
        Fault(pointer, "client_status_not_found", "Choose a client-facing status of your firm.")
        for pointer, id_ in named.items()
        if id_ not in known
    ]
    if faults:
        raise Invalid(faults)
