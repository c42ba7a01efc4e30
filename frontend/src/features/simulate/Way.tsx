import { useQuery } from '@tanstack/react-query';
import type { GoesOn, PlanEntry, Simulation, StatusStayAnswer, StepAnswer, UnmetAnswer, WaitsFor } from '../../api/generated/types.gen';
import { me as meQuery } from '../../api/queries';
import { dateWords, firmDayWords, firmTimeWords } from '../../ui/dates';
import { colorOf } from '../../ui/theme';
import { TurnDetail } from './TurnDetail';

const CAME: Readonly<Record<string, string>> = { created: 'The job is made here', automove: 'It came by itself', automation: 'An automation moved it here', person: 'A person moved it here' };
const MARK: Readonly<Record<string, { mark: string; tone: string; words: string }>> = {
  will_run: { mark: '✓', tone: 'done', words: 'runs' },
  planned: { mark: '◷', tone: 'week', words: 'timed' },
  skipped: { mark: '↷', tone: 'hold', words: 'skipped' },
  cancelled: { mark: '×', tone: 'hold', words: 'cancelled' },
  fails: { mark: '!', tone: 'overdue', words: 'would fail' },
};
type When = (instant: string) => string;

/** The whole way as a ledger of stages, the dates at the left, how it goes on between them. */
export function Way({ way }: { way: Simulation }) {
  const zone = useQuery(meQuery).data?.firm.time_zone;
  const day: When = (instant) => firmDayWords(instant, zone);
  const time: When = (instant) => firmTimeWords(instant, zone);
  return (
    <ol className="way" aria-label="The way of the job">
      {way.steps.map((step, place) => <Step key={place} step={step} to={way.steps[place + 1]?.name} day={day} time={time} />)}
    </ol>
  );
}

function Step({ step, to, day, time }: { step: StepAnswer; to: string | undefined; day: When; time: When }) {
  return (
    <>
      <li className="step">
        <div className="step-when">{day(step.enters_at)}</div>
        <section className="step-body" style={{ borderLeftColor: colorOf(step.color) }} aria-label={step.name}>
          <header className="row wrap">
            <h2>{step.name}</h2>
            <span className="small dim">{CAME[step.came_by]}</span>
          </header>
          <Asks unmet={step.unmet} />
          <Turns plan={step.plan} time={time} />
          {step.statuses.map((status, place) => <Status key={place} status={status} day={day} time={time} />)}
          <Waiting items={step.waits_for} day={day} />
        </section>
      </li>
      {step.goes_on && <Onward goes={step.goes_on} to={to} day={day} />}
    </>
  );
}

function Asks({ unmet }: { unmet: readonly UnmetAnswer[] }) {
  if (unmet.length === 0) return null;
  return (
    <ul className="asks" aria-label="What the stage asks for">
      {unmet.map((one) => <li key={one.detail}>{one.mode === 'block' ? '✗' : '!'} {one.detail}</li>)}
    </ul>
  );
}

function Turns({ plan, time }: { plan: readonly PlanEntry[]; time: When }) {
  if (plan.length === 0) return <p className="small dim">No automation runs here.</p>;
  return (
    <ul className="turns" aria-label="Automations">
      {plan.map((turn) => {
        const mark = MARK[turn.would_fail ? 'fails' : turn.outcome];
        return (
          <li key={turn.automation_id} data-outcome={turn.outcome}>
            <div className="row">
              <span className="chip" data-tone={mark?.tone}><span aria-hidden>{mark?.mark}</span> {mark?.words}</span>
              <span className="grow">{turn.title}</span>
            </div>
            <TurnDetail turn={turn} at={time} />
          </li>
        );
      })}
    </ul>
  );
}

function Status({ status, day, time }: { status: StatusStayAnswer; day: When; time: When }) {
  return (
    <div className="status-stay" style={{ borderLeftColor: colorOf(status.color) }}>
      <div><span className="small dim">gets the status</span> <strong>{status.name}</strong></div>
      <Turns plan={status.plan} time={time} />
      <Waiting items={status.waits_for} day={day} />
      {status.ends && <p className="small dim">{day(status.ends.at)}: {status.ends.reason}</p>}
    </div>
  );
}

function Waiting({ items, day }: { items: readonly WaitsFor[]; day: When }) {
  if (items.length === 0) return null;
  return (
    <div className="waits">
      <span className="small dim">Then it waits for</span>
      <ul>
        {items.map((item, place) => (
          <li key={place}>☐ {item.title} <span className="small dim">{item.due_date ? `due ${dateWords(item.due_date)}` : `done ${day(item.done_at)}, it has no due date`}</span></li>
        ))}
      </ul>
    </div>
  );
}

function Onward({ goes, to, day }: { goes: GoesOn; to: string | undefined; day: When }) {
  return (
    <>
      <li className="onward" data-how={goes.how}>
        <div className="step-when">{day(goes.at)}</div>
        <div className="onward-body">
          <span aria-hidden>{goes.how === 'ends' ? '■' : '↓'}</span> {goes.reason} {to && goes.how !== 'ends' && <span className="dim">To {to}.</span>}
        </div>
      </li>
      {goes.skipped.map((stage) => (
        <li key={stage.stage_id} className="passed-over">
          <div className="step-when" />
          <div className="onward-body"><span aria-hidden>↷</span> {stage.name} is passed over. {stage.reason}</div>
        </li>
      ))}
    </>
  );
}
