"""Jobs, stored."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Boolean, Integer, and_, bindparam, exists, func, literal, or_, select, text, tuple_

from domain.jobs.model import Job
from domain.jobs.ports import InOrder, JobAtHand
from domain.pipelines.conditions import Facts
from domain.shared.errors import NotFound
from domain.shared.rights import Rights
from persistence.accounts.tables import accounts
from persistence.firms.calendars import calendar_of
from persistence.firms.tables import firms
from persistence.jobs.tables import JOB_LIMIT_UNTOLD, JOB_UNTOLD, jobs, visits
from persistence.jobs.visits import VISITS
from persistence.overdue import now, overdue, today
from persistence.pipelines.repository import PipelineRepository
from persistence.pipelines.tables import pipelines, stages
from persistence.repository import Repository, Store, among
from persistence.statement import Statement
from persistence.tracker import Tracker

_JOBS = Store(Job, jobs)
_ATTEMPTS = 5

_AT_HAND = Statement(
    select(
        *(jobs.c[name] for name in _JOBS.mapper.columns),
        *(visits.c[name].label(f"visit_{name}") for name in VISITS.mapper.columns),
        pipelines.c.version.label("pipeline_version"),
        accounts.c.name.label("account_name"),
        accounts.c.type.label("account_type"),
        accounts.c.tag_ids.label("account_tag_ids"),
        accounts.c.member_ids.label("account_member_ids"),
        accounts.c.custom_fields.label("account_custom_fields"),
        firms.c.grace_seconds,
        firms.c.time_zone,
        firms.c.holidays,
        firms.c.days_off,
    )
    .join(visits, and_(visits.c.firm_id == jobs.c.firm_id, visits.c.id == jobs.c.visit_id))
    .join(pipelines, and_(pipelines.c.firm_id == jobs.c.firm_id, pipelines.c.id == jobs.c.pipeline_id))
    .join(accounts, and_(accounts.c.firm_id == jobs.c.firm_id, accounts.c.id == jobs.c.account_id))
    .join(firms, firms.c.firm_id == jobs.c.firm_id)
    .where(jobs.c.firm_id == bindparam("firm_id"), jobs.c.id == bindparam("id"))
    .with_for_update(of=jobs)
)
_FACTS = Statement(
    select(
        jobs.c.priority, jobs.c.assignee_ids, accounts.c.type, accounts.c.tag_ids, accounts.c.custom_fields
    )
    .join(accounts, and_(accounts.c.firm_id == jobs.c.firm_id, accounts.c.id == jobs.c.account_id))
    .where(jobs.c.firm_id == bindparam("firm_id"), jobs.c.id == bindparam("id"))
)
_NAMES = Statement(
    text("""SELECT id, name FROM tags WHERE firm_id = :firm_id AND id = ANY(CAST(:ids AS uuid[]))
        UNION ALL SELECT id, CASE WHEN status = 'active' THEN name ELSE name || ' (no longer in the firm)' END
        FROM members WHERE firm_id = :firm_id AND id = ANY(CAST(:ids AS uuid[]))
        UNION ALL SELECT id, CASE WHEN archived THEN name || ' (archived)' ELSE name END
        FROM custom_fields WHERE firm_id = :firm_id AND id = ANY(CAST(:ids AS uuid[]))""")
)
_OVERDUE = overdue(_JOBS.select(JOB_UNTOLD, jobs.c.due_date < today()).order_by(jobs.c.due_date, jobs.c.id))
_OVER_LIMIT = overdue(
    _JOBS.select(JOB_LIMIT_UNTOLD, jobs.c.limit_at <= now()).order_by(jobs.c.limit_at, jobs.c.id)
)
_STANDING_IN = Statement(
    _JOBS.select(jobs.c.stage_id == bindparam("stage_id")).order_by(jobs.c.id).with_for_update()
)
_STAGE_LOCKED = Statement(
    select(stages.c.id)
    .where(stages.c.firm_id == bindparam("firm_id"), stages.c.id == bindparam("stage_id"))
    .with_for_update(key_share=True)
)
_COUNT_STANDING = Statement(
    select(func.count())
    .select_from(jobs)
    .where(
        jobs.c.firm_id == bindparam("firm_id"),
        jobs.c.stage_id == bindparam("stage_id"),
        jobs.c.status != "archived",
    )
)
_LOCK_ALL = Statement(
    select(jobs.c.id)
    .where(jobs.c.firm_id == bindparam("firm_id"), among(jobs.c.id))
    .order_by(jobs.c.id)
    .with_for_update()
)
_LOCK_ACCOUNTS = Statement(
    select(accounts.c.id)
    .where(
        accounts.c.firm_id == bindparam("firm_id"),
        accounts.c.id.in_(
            select(jobs.c.account_id).where(jobs.c.firm_id == bindparam("firm_id"), among(jobs.c.id))
        ),
    )
    .order_by(accounts.c.id)
    .with_for_update()
)
_OPEN_AFTER = Statement(
    select(jobs.c.created_at, jobs.c.id)
    .where(
        jobs.c.firm_id == bindparam("firm_id"),
        jobs.c.pipeline_id == bindparam("pipeline_id"),
        jobs.c.status != "archived",
        tuple_(jobs.c.created_at, jobs.c.id)
        > tuple_(
            bindparam("after_at", type_=jobs.c.created_at.type), bindparam("after_id", type_=jobs.c.id.type)
        ),
    )
    .order_by(jobs.c.created_at, jobs.c.id)
    .limit(bindparam("most", type_=Integer))
)
_ALL_LOCKED = Statement(_JOBS.select(among(jobs.c.id)).order_by(jobs.c.id).with_for_update())
_WITH_STATUS = Statement(
    _JOBS.select(jobs.c.status_id == bindparam("status_id")).order_by(jobs.c.id).with_for_update()
)
_WITH_CLIENT_STATUS = Statement(
    _JOBS.select(jobs.c.client_status_id == bindparam("client_status_id"), jobs.c.status != "archived")
    .order_by(jobs.c.id)
    .with_for_update()
)
_VISIBLE = Statement(
    select(
        exists(
            select(literal(1))
            .select_from(jobs)
            .join(
                pipelines, and_(pipelines.c.firm_id == jobs.c.firm_id, pipelines.c.id == jobs.c.pipeline_id)
            )
            .join(accounts, and_(accounts.c.firm_id == jobs.c.firm_id, accounts.c.id == jobs.c.account_id))
            .where(
                jobs.c.firm_id == bindparam("firm_id"),
                jobs.c.id == bindparam("id"),
                or_(
                    pipelines.c.visible_to.is_(None),
                    bindparam("member_id", type_=jobs.c.id.type) == func.any(pipelines.c.visible_to),
                ),
                or_(
                    bindparam("all_accounts", type_=Boolean),
                    bindparam("member_id", type_=jobs.c.id.type) == func.any(accounts.c.member_ids),
                ),
            )
        )
    )
)
_NONE = UUID(int=0)


class JobRepository(Repository[Job]):
    """The firm's jobs."""

    store = _JOBS

    def __init__(self, tracker: Tracker, pipelines_: PipelineRepository) -> None:
        super().__init__(tracker)
        self._pipelines = pipelines_

    async def at_hand(self, job_id: UUID) -> JobAtHand:
        """The job with its present visit, pipeline and account, in one query, locked.

        Raises NotFound.
        """
        for _ in range(_ATTEMPTS):
            row = await self._tracker.transaction.row(_AT_HAND, firm_id=self._tracker.firm_id, id=job_id)
            if row is not None:
                break
            # While we waited for the lock the job went to another visit, and the row joined no more: with the lock
            # held now, the next look sees it whole.
            if (
                await self._tracker.transaction.row(
                    self.store.by_id_locked, firm_id=self._tracker.firm_id, id=job_id
                )
                is None
            ):
                raise NotFound("job")
        else:
            raise NotFound("job")
        job = self._tracker.loaded(row, _JOBS.mapper)
        return JobAtHand(
            job=job,
            visit=self._tracker.loaded(row, VISITS.mapper, "visit_"),
            pipeline=await self._pipelines.at_version(job.pipeline_id, row["pipeline_version"]),
            account_id=job.account_id,
            account_name=row["account_name"],
            account_type=row["account_type"],
            account_tag_ids=frozenset(row["account_tag_ids"]),
            account_member_ids=row["account_member_ids"],
            grace_seconds=row["grace_seconds"],
            calendar=calendar_of(row["time_zone"], row["holidays"], row["days_off"]),
            account_custom_fields=row["account_custom_fields"],
        )

    async def facts(self, job_id: UUID, *, naming: Collection[UUID]) -> Facts:
        """What conditions look at, as it is in the database now.

        Raises NotFound.
        """
        rows = await self._rows(_FACTS, id=job_id)
        if not rows:
            raise NotFound("job")
        row = rows[0]
        return Facts(
            tag_ids=frozenset(row["tag_ids"]),
            account_type=row["type"],
            priority=row["priority"],
            assignee_ids=frozenset(row["assignee_ids"]),
            custom_fields=row["custom_fields"],
            names=await self.names(naming),
        )

    async def names(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """The names of tags, members and custom fields, by id."""
        if not ids:
            return {}
        return {row["id"]: row["name"] for row in await self._rows(_NAMES, ids=list(ids))}

    async def reloaded(self, job_id: UUID) -> Job:
        """The job as it is in the database now, after a nested part changed it."""
        self._tracker.forget(_JOBS.mapper, job_id)
        return await self.locked(job_id)

    async def visible(self, job_id: UUID, rights: Rights) -> bool:
        """Whether someone with these rights sees the job."""
        rows = await self._rows(
            _VISIBLE,
            id=job_id,
            member_id=rights.member_id or _NONE,
            all_accounts=rights.may("view_all_accounts"),
        )
        return bool(rows[0][0])

    async def count_standing(self, stage_id: UUID, *, locked: bool) -> int:
        """How many jobs that are not archived stand in the stage; `locked`: nobody else enters it until commit."""
        if locked:  # a statement of its own: the count must see what was committed while this one waited
            await self._rows(_STAGE_LOCKED, stage_id=stage_id)
        rows = await self._rows(_COUNT_STANDING, stage_id=stage_id)
        return int(rows[0][0])

    async def lock_all(self, job_ids: Iterable[UUID]) -> None:
        """Lock those that exist, in one order for all who do this."""
        await self._rows(_LOCK_ALL, ids=list(dict.fromkeys(job_ids)))

    async def lock_accounts(self, job_ids: Iterable[UUID]) -> None:
        """Lock the accounts of these jobs, in one order for all who do this."""
        await self._rows(_LOCK_ACCOUNTS, ids=list(dict.fromkeys(job_ids)))

    async def overdue(self, limit: int) -> Sequence[Job]:
        """Some active jobs whose due date is over and was not told of, locked; those that another is at are left to it."""
        return await self._all(_OVERDUE, most=limit)

    async def over_limit(self, limit: int) -> Sequence[Job]:
        """The same of jobs that are over the time limit of their stage."""
        return await self._all(_OVER_LIMIT, most=limit)

    async def with_status(self, status_id: UUID) -> Sequence[Job]:
        """All jobs that have a custom status, locked."""
        return await self._all(_WITH_STATUS, status_id=status_id)

    async def with_client_status(self, client_status_id: UUID) -> Sequence[Job]:
        """All jobs that have a client-facing status and are not archived, locked."""
        return await self._all(_WITH_CLIENT_STATUS, client_status_id=client_status_id)

    async def standing_in(self, stage_id: UUID) -> Sequence[Job]:
        """All jobs standing in a stage, archived ones too, locked."""
        return await self._all(_STANDING_IN, stage_id=stage_id)

    async def open_after(self, pipeline_id: UUID, after: InOrder, limit: int) -> Sequence[InOrder]:
        """The next jobs of a pipeline that are not archived, in their order."""
        at, id_ = after
        rows = await self._rows(_OPEN_AFTER, pipeline_id=pipeline_id, after_at=at, after_id=id_, most=limit)
        return [(row["created_at"], row["id"]) for row in rows]

    async def all_locked(self, job_ids: Collection[UUID]) -> Sequence[Job]:
        """Those that exist, locked in one order for all who do this."""
        return await self._all(_ALL_LOCKED, ids=list(job_ids))
