import { Checkbox, TextInput } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import type { StageAnswer } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { Loading } from '../../ui/states';
import type { Card, Snapshot } from './cards';
import { type Reason, roomFor, type Summary, summary } from './many';
import { Decide } from './MovePlan';
import { type Decision, planOf } from './plan';

const LOOKED_AT = 8;
const jobs = (count: number): string => `${count} job${count === 1 ? '' : 's'}`;

/** What a move of these jobs would come to: asked for the first few, and said so. */
export function useMany(cards: readonly Card[], stage: string | null, across: boolean, others: Decision): { pending: boolean; looked: number; summary: Summary } {
  const some = cards.filter((card) => card.stage !== stage).slice(0, LOOKED_AT);
  const previews = useQueries({ queries: (stage ? some : []).map((card) => planOf(card, stage ?? '', across, others)) });
  const looked = some.map((card, place) => {
    const query = previews[place];
    return { name: `${card.account} · ${card.name}`, preview: query?.data, failed: query?.isError ? wordsOf(query.error) : undefined };
  });
  return { pending: previews.some((one) => one.isPending), looked: some.length, summary: summary(looked) };
}

interface Props {
  many: ReturnType<typeof useMany>;
  cards: readonly Card[];
  stage: StageAnswer;
  names: Snapshot;
  across: boolean;
  others: Decision;
  setOthers: (decision: Decision) => void;
  reason: string;
  setReason: (reason: string) => void;
  skip: readonly string[];
  setSkip: (skip: readonly string[]) => void;
}

/** Several jobs at once: how many will go, what is refused and why, what would run. One answer for all. */
export function ManyPlan({ many, cards, stage, names, across, others, setOthers, reason, setReason, skip, setSkip }: Props) {
  const { pending, looked, summary: told } = many;
  if (pending) return <Loading rows={2} height={28} />;
  const coming = cards.filter((card) => card.stage !== stage.id).length;
  if (coming === 0) return <p className="dim" style={{ margin: 0 }}>They are all in this stage already.</p>;
  const room = across ? null : roomFor(names, cards.map((card) => card.id), stage);
  const stopped = looked - told.going;
  return (
    <>
      <fieldset className="stack many" data-refuses={stopped > 0}>
        <legend>What will happen</legend>
        <p style={{ margin: 0 }}>
          {looked < coming && `Of the first ${looked} of ${coming}: `}
          {stopped === 0 ? `${jobs(told.going)} can go in.` : `${told.going} can go in, ${stopped} can’t yet.`}
        </p>
        {room && <p style={{ margin: 0 }}>✕ {room}</p>}
        {told.refused.map((one) => <Told key={one.detail} mark="✕" reason={one} />)}
        {told.asking.map((one) => <Told key={one.detail} mark="!" reason={one} />)}
        {told.runs.map((one) => (
          <Checkbox
            key={one.id}
            checked={!skip.includes(one.id)}
            label={`${one.title}${one.outward ? ' — leaves the firm, held first' : ''} · ${jobs(one.jobs)}`}
            onChange={(event) => setSkip(event.target.checked ? skip.filter((id) => id !== one.id) : [...skip, one.id])}
          />
        ))}
        {told.runs.length === 0 && <div className="small dim">Nothing runs by itself there.</div>}
        {looked < coming && <p className="small dim" style={{ margin: 0 }}>Each job is judged when it moves, and told if it is refused.</p>}
        {(stopped > 0 || room) && told.mayOverride && (
          <TextInput label="Move them all anyway, because" description="The history of each keeps the reason. Left empty, those that can’t go in stay." value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        )}
      </fieldset>
      {(told.openItems > 0 || looked < coming) && (
        <label className="row wrap">
          <span className="grow">{told.openItems > 0 ? `Still open: ${told.openItems} action item${told.openItems === 1 ? '' : 's'} of ${jobs(told.withOpen)}` : 'What is still open'}</span>
          <Decide value={others} set={setOthers} />
        </label>
      )}
    </>
  );
}

function Told({ mark, reason: { detail, names } }: { mark: string; reason: Reason }) {
  const more = names.length - 3;
  return <div>{mark} {detail} <span className="dim">{names.slice(0, 3).join(', ')}{more > 0 ? ` and ${more} more` : ''}</span></div>;
}
