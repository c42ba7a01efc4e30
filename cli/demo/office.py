"""The demo firm at work: every use-case runs at a moment of the past, inside one transaction."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from cli.demo.ids import DemoIds
from domain.automations.execute_run import note_delivery
from domain.automations.react import react
from domain.firms.model import Member
from domain.shared.context import SYSTEM, Actor, Context
from domain.shared.effects import EffectState
from domain.shared.events import Fact
from persistence.outbox import PENDING, read_fact
from persistence.playback import events_since, mark_heard, waiting_effects
from persistence.unit_of_work import PostgresUnitOfWork

_A_MOMENT = timedelta(seconds=1)
_DELIVERY = timedelta(seconds=2)


class Office:
    """People and clock of the demo. `whole` is the open transaction that everything becomes part of, or nothing does."""

    def __init__(self, whole: PostgresUnitOfWork, ids: DemoIds) -> None:
        self._whole = whole
        self._ids = ids
        self._heard = 0
        self.firm_id: UUID = whole.firm_id
        self.members: Mapping[UUID, Member] = {}

    def part(self) -> PostgresUnitOfWork:
        """A unit of work for one use-case."""
        return self._whole.nested()

    def context(self, moment: datetime, member_id: UUID | None = None) -> Context:
        """A moment, and who acts then; nobody named means Tickmark itself."""
        actor = SYSTEM if member_id is None else Actor("member", member_id, self.members[member_id].name)
        return Context(firm_id=self.firm_id, actor=actor, now=moment, new_id=self._ids.at(moment))

    async def catch_up(self, moment: datetime) -> None:
        """Let automations hear what happened, as a worker does a moment later; nothing may stay pending."""
        while facts := await self._pending():
            moment += _A_MOMENT
            for fact in facts:
                async with self.part() as uow:
                    await react(fact, uow, self.context(moment))
                    await uow.commit()
            heard = [fact.id for fact in facts]
            await mark_heard(self._whole.transaction, self.firm_id, heard)

    async def deliver_mail(self) -> None:
        """Every mail that is due goes to the mail log: nothing of a demo may reach anybody."""
        rows = await waiting_effects(self._whole.transaction, self.firm_id)
        async with self.part() as uow:
            for row in rows:
                effect = await uow.effects.get(row["id"])
                delivered_at = row["due_at"] + _DELIVERY
                effect.state, effect.attempt = EffectState.DELIVERED, 1
                effect.delivered_at, effect.delivered_by = delivered_at, "log"
                if effect.run_id is not None:
                    run = await uow.runs.get(effect.run_id)
                    note_delivery(run, [effect], self.context(delivered_at))
            await uow.commit()

    async def _pending(self) -> list[Fact]:
        rows = await events_since(self._whole.transaction, self.firm_id, self._heard)
        self._heard = max((row["position"] for row in rows), default=self._heard)
        return [read_fact(row) for row in rows if row["state"] == PENDING]
