"""The ledger of runs, and effects, stored."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, Text, Uuid, and_, bindparam, func, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from domain.automations.ports import Tally
from domain.automations.run import Run, RunState
from domain.shared.context import Context
from domain.shared.effects import Effect
from persistence.automations.tables import effects, runs
from persistence.mapper import to_json
from persistence.repository import Repository, Store, among
from persistence.statement import Statement

_RUNS = Store(Run, runs)
_EFFECTS = Store(Effect, effects)

_COLUMNS = ", ".join(_RUNS.mapper.columns)
_CLAIM = Statement(
    text(f"""INSERT INTO runs ({_COLUMNS}) SELECT {_COLUMNS}
    FROM jsonb_populate_recordset(NULL::runs, CAST(:rows AS jsonb)) ON CONFLICT DO NOTHING RETURNING id""")
)
_KNOWN = Statement(
    select(runs.c.automation_id).where(
        runs.c.firm_id == bindparam("firm_id"), runs.c.event_id == bindparam("event_id")
    )
)
_JOBS_OF = Statement(
    select(runs.c.id, runs.c.job_id).where(runs.c.firm_id == bindparam("firm_id"), among(runs.c.id))
)
_OF_VISIT = Statement(
    _RUNS.select(runs.c.visit_id == bindparam("visit_id")).order_by(runs.c.created_at, runs.c.id)
)
_OF_ROOT = Statement(
    _RUNS.select(runs.c.job_id == bindparam("job_id"), runs.c.root_id == bindparam("root_id"))
    .order_by(runs.c.created_at.desc(), runs.c.id.desc())
    .with_for_update()
)
_COUNT_OF_ROOT = Statement(
    select(func.count())
    .select_from(runs)
    .where(runs.c.firm_id == bindparam("firm_id"), runs.c.root_id == bindparam("root_id"))
)
_COUNT_OF_JOB = Statement(
    select(func.count())
    .select_from(runs)
    .where(
        runs.c.firm_id == bindparam("firm_id"),
        runs.c.job_id == bindparam("job_id"),
        runs.c.created_at > bindparam("since", type_=runs.c.created_at.type),
    )
)
_WAITING_FOR_TIME = Statement(
    _RUNS.select(
        runs.c.job_id == bindparam("job_id"),
        runs.c.timed,
        runs.c.state == "waiting",
        runs.c.attempts == 0,
    )
    .order_by(runs.c.created_at, runs.c.id)
    .with_for_update()
)
_TIMED_IN = Statement(
    _RUNS.select(
        runs.c.visit_id == func.any(bindparam("visit_ids", type_=ARRAY(Uuid))),
        runs.c.timed,
        or_(
            and_(runs.c.state == "waiting", runs.c.attempts == 0),
            and_(
                runs.c.state == "cancelled",
                runs.c.reason == func.any(bindparam("reasons", type_=ARRAY(Text))),
            ),
        ),
    )
    .order_by(runs.c.created_at, runs.c.id)
    .with_for_update()
)
_CANCELLED_IN = Statement(
    _RUNS.select(runs.c.visit_id == bindparam("visit_id"), runs.c.timed, runs.c.state == "cancelled")
    .order_by(runs.c.created_at, runs.c.id)
    .with_for_update()
)
_COME_DUE = Statement(
    _RUNS.select(
        runs.c.state == "waiting",
        runs.c.due_at.is_not(None),
        runs.c.due_at <= bindparam("now", type_=runs.c.due_at.type),
    )
    .order_by(runs.c.due_at, runs.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_OF_RUN = Statement(
    _EFFECTS.select(effects.c.run_id == bindparam("run_id")).order_by(effects.c.id).with_for_update()
)
# Each automation's newest runs by the index that is made for it, however many there are.
_TALLIES = Statement(
    text("""SELECT a.id, l.id AS run_id, l.state, l.created_at AS at, t.succeeded, t.failed FROM automations a
    CROSS JOIN LATERAL (SELECT r.id, r.state, r.created_at FROM runs r WHERE r.firm_id = a.firm_id
        AND r.automation_id = a.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1) l
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE n.state = 'succeeded') AS succeeded,
            count(*) FILTER (WHERE n.state = 'failed') AS failed
        FROM (SELECT r.state FROM runs r WHERE r.firm_id = a.firm_id AND r.automation_id = a.id
            AND r.created_at > CAST(:since AS timestamptz) ORDER BY r.created_at DESC, r.id DESC LIMIT 1000) n) t
    WHERE a.firm_id = :firm_id AND a.pipeline_id = :pipeline_id AND a.removed_at IS NULL""")
)


class RunRepository(Repository[Run]):
    """The ledger of runs."""

    store = _RUNS

    async def claim(self, new: Sequence[Run], context: Context) -> Collection[UUID]:
        """Enter runs into the ledger; tells which are new.

        One that the event had already is left alone; one that its root had already is entered as stopped.
        """
        entered = await self._enter(new)
        rest = [run for run in new if run.id not in entered]
        if rest:
            known = {row["automation_id"] for row in await self._rows(_KNOWN, event_id=rest[0].event_id)}
            again = [run for run in rest if run.automation_id not in known]
            for run in again:
                run.finish(
                    RunState.STOPPED, context, "It ran for this job already, because of the same event."
                )
            await self._enter(again)
        return entered

    async def _enter(self, some: Sequence[Run]) -> Collection[UUID]:
        mapper = self.store.mapper
        rows = to_json([{name: getattr(run, name) for name in mapper.columns} for run in some])
        entered = {row["id"] for row in await self._rows(_CLAIM, rows=rows)}
        for run in some:
            if run.id in entered:
                self._tracker.stored(run, mapper)
        return entered

    async def jobs_of(self, run_ids: Collection[UUID]) -> Mapping[UUID, UUID]:
        """The jobs of those of the runs that exist."""
        return {row["id"]: row["job_id"] for row in await self._rows(_JOBS_OF, ids=list(run_ids))}

    async def of_visit(self, visit_id: UUID) -> Sequence[Run]:
        """The runs of a visit, in order."""
        return await self._all(_OF_VISIT, visit_id=visit_id)

    async def waiting_for_time(self, job_id: UUID) -> Sequence[Run]:
        """The timed runs of a job whose time has not come, locked."""
        return await self._all(_WAITING_FOR_TIME, job_id=job_id)

    async def timed_in(self, visit_ids: Collection[UUID], reasons: Collection[str]) -> Sequence[Run]:
        """The timed runs of visits that wait for their time, or were cancelled for one of the reasons, locked."""
        return await self._all(_TIMED_IN, visit_ids=list(visit_ids), reasons=list(reasons))

    async def cancelled_in(self, visit_id: UUID) -> Sequence[Run]:
        """The timed runs of a visit that were cancelled, locked."""
        return await self._all(_CANCELLED_IN, visit_id=visit_id)

    async def come_due(self, now: datetime, limit: int) -> Sequence[Run]:
        """Timed runs of the firm whose time has come, locked; those that another is at are left to it."""
        return await self._all(_COME_DUE, now=now, most=limit)

    async def of_root(self, job_id: UUID, root_id: UUID) -> Sequence[Run]:
        """The runs of a job that one root event led to, newest first, locked."""
        return await self._all(_OF_ROOT, job_id=job_id, root_id=root_id)

    async def count_of_job(self, job_id: UUID, since: datetime) -> int:
        """How many runs of a job were considered since then."""
        rows = await self._rows(_COUNT_OF_JOB, job_id=job_id, since=since)
        return int(rows[0][0])

    async def count_of_root(self, root_id: UUID) -> int:
        """How many runs one root event led to."""
        rows = await self._rows(_COUNT_OF_ROOT, root_id=root_id)
        return int(rows[0][0])

    async def tallies(self, pipeline_id: UUID, *, since: datetime) -> Mapping[UUID, Tally]:
        """How the automations of a pipeline fared since then, of the newest 1,000 runs of each; those that never ran are
        left out.
        """
        return {
            row["id"]: Tally(
                run_id=row["run_id"],
                state=RunState(row["state"]),
                at=row["at"],
                succeeded=row["succeeded"],
                failed=row["failed"],
            )
            for row in await self._rows(_TALLIES, pipeline_id=pipeline_id, since=since)
        }


class EffectRepository(Repository[Effect]):
    """What leaves the firm."""

    store = _EFFECTS

    async def of_run(self, run_id: UUID) -> Sequence[Effect]:
        """The effects of a run, locked."""
        return await self._all(_OF_RUN, run_id=run_id)
