"""The live stream's engine: one reader per firm that somebody watches, and a bounded queue per watcher."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from uuid import UUID

from api.events.visible import Visible
from domain.shared.rights import Rights
from persistence.database import Database
from persistence.feed import FeedRow, end_of_feed, events_after, parse_cursor

log = logging.getLogger(__name__)
POLL_SECONDS = 0.1
_MOST_WAITING = 2_000
_BATCH = 500


class Watcher:
    """One open stream. When its queue is full it is told to start anew."""

    def __init__(self, rights: Rights) -> None:
        self.rights = rights
        self.queue: asyncio.Queue[FeedRow | None] = asyncio.Queue(_MOST_WAITING)
        self.lost = False

    def offer(self, row: FeedRow) -> None:
        """Queue an event; a watcher that is too slow loses its place."""
        try:
            self.queue.put_nowait(row)
        except asyncio.QueueFull:
            self.lost = True

    def end(self) -> None:
        """Let the stream end once it has told what is queued."""
        try:
            self.queue.put_nowait(None)
        except asyncio.QueueFull:
            self.lost = True


class Hub:
    """Reads each watched firm's feed once, whatever the number of watchers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._watchers: dict[UUID, set[Watcher]] = {}
        self._readers: dict[UUID, asyncio.Task[None]] = {}
        self._closed = False

    @contextlib.asynccontextmanager
    async def watch(self, firm_id: UUID, rights: Rights) -> AsyncIterator[tuple[Watcher, str]]:
        """A watcher of the firm, and the cursor from which on it is told everything."""
        watcher = Watcher(rights)
        async with self._database.reading(firm_id) as reading:
            cursor = await end_of_feed(reading, firm_id)
        self._watchers.setdefault(firm_id, set()).add(watcher)
        if self._closed:
            watcher.end()
        elif firm_id not in self._readers:
            self._readers[firm_id] = asyncio.create_task(self._read(firm_id, cursor))
        try:
            yield watcher, cursor
        finally:
            self._watchers[firm_id].discard(watcher)

    async def _read(self, firm_id: UUID, cursor: str) -> None:
        """Follow the feed until nobody watches any more."""
        place = parse_cursor(cursor) or ("0", 0)
        while self._watchers.get(firm_id):
            try:
                async with self._database.reading(firm_id) as reading:
                    rows = await events_after(reading, firm_id, place, limit=_BATCH)
                    visible = await Visible.of(reading, firm_id, rows, self._watchers[firm_id])
                for row in rows:
                    place = parse_cursor(row.cursor) or place
                    for watcher in self._watchers[firm_id]:
                        told = visible.told(row, watcher.rights)
                        if told is not None:
                            watcher.offer(told)
            except Exception:
                # The database may be away for a moment; the place is kept.
                log.warning("the stream could not read the feed", exc_info=True)
                await asyncio.sleep(1)
                continue
            if len(rows) < _BATCH:
                await asyncio.sleep(POLL_SECONDS)
        self._readers.pop(firm_id, None)

    async def close(self) -> None:
        """Let every stream end, and each that is opened from now on."""
        self._closed = True
        for watchers in self._watchers.values():
            for watcher in watchers:
                watcher.end()
        for reader in list(self._readers.values()):
            reader.cancel()
        await asyncio.gather(*self._readers.values(), return_exceptions=True)
