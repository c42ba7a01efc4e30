"""A field is written twice, in the dataclass and in the table: here they are compared."""

import dataclasses

import pytest

from domain.shared.entity import Record
from persistence.accounts import repository as accounts
from persistence.automations import repository as automations
from persistence.client_statuses import repository as client_statuses
from persistence.comments import repository as comments
from persistence.firms import repository as firms
from persistence.items import repository as items
from persistence.jobs import repository as jobs
from persistence.notifications import repository as notifications
from persistence.pipelines import repository as pipelines
from persistence.recurrences import repository as recurrences
from persistence.repository import Store
from persistence.tasks import repository as tasks

STORES = [
    store
    for module in (
        accounts,
        automations,
        client_statuses,
        comments,
        firms,
        items,
        jobs,
        notifications,
        pipelines,
        recurrences,
        tasks,
    )
    for store in vars(module).values()
    if isinstance(store, Store)
]
HELD_ELSEWHERE = {"stages", "automations", "statuses"}


@pytest.mark.parametrize("store", STORES, ids=lambda store: store.entity.kind)
def test_every_field_has_its_column_and_every_column_its_field(store: Store[Record]) -> None:
    fields = {f.name for f in dataclasses.fields(store.entity) if f.init} - HELD_ELSEWHERE
    assert fields == {column.name for column in store.table.columns}
