import { Button, Modal, Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { OpenItem, PipelineAnswer, StageAnswer } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { pipelines as pipelinesQuery } from '../../api/queries';
import { Loading } from '../../ui/states';
import type { Snapshot } from './cards';
import { ManyPlan, useMany } from './ManyPlan';
import { OpenItems, Plan } from './MovePlan';
import { type Decision, planOf } from './plan';
import { refuses, Unmet } from './Unmet';

interface Props {
  ids: readonly string[];
  /** Where to, when that is known already. */
  to?: string | undefined;
  pipeline: PipelineAnswer;
  snapshot: Snapshot;
  close: () => void;
  /** `into` names the pipeline of the stage, where it is another one; `others` is for the open items of several jobs. */
  move: (stage: StageAnswer, more: { into?: string; skip: string[]; openItems: OpenItem[]; others: Decision; reason: string; sure: boolean; version: number | undefined }) => void;
}

/** Choose a stage, see what the move will do, leave automations out, settle open items, move. All by keyboard. */
export function MoveDialog({ ids, to, pipeline, snapshot, close, move }: Props) {
  const client = useQueryClient();
  const first = snapshot.cards.get(ids[0] ?? '');
  const here = pipeline.stages.findIndex((stage) => stage.id === first?.stage);
  const { data: all = [] } = useQuery(pipelinesQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const home = all.find((one) => (chosen ? one.id === chosen : one.stages.some((stage) => stage.id === to))) ?? pipeline;
  const other = home.id !== pipeline.id;
  const [target, setTarget] = useState<string | null>(to ?? pipeline.stages[here + 1]?.id ?? null);
  const [skip, setSkip] = useState<readonly string[]>([]);
  const [decisions, setDecisions] = useState<Readonly<Record<string, Decision>>>({});
  const [others, setOthers] = useState<Decision>('leave');
  const [reason, setReason] = useState('');
  const [version, setVersion] = useState<number | undefined>();
  const openItems = Object.entries(decisions).map(([item_id, decision]) => ({ item_id, decision }));
  const single = ids.length === 1 ? ids[0] : undefined;
  const preview = useQuery({
    queryKey: ['preview', single, target, skip, decisions],
    enabled: Boolean(single && target),
    gcTime: 0,
    queryFn: async () =>
      (await (other ? api.previewTransfer : api.previewMove)({ path: { job_id: single ?? '' }, body: { stage_id: target ?? '', skip_automations: [...skip], open_items: openItems } })).data,
    // What was shown while it hovered is there at once.
    placeholderData: (old) => old ?? (single && target && !other ? client.getQueryData(planOf(first, target).queryKey) : undefined),
  });
  const cards = single ? [] : ids.flatMap((id) => snapshot.cards.get(id) ?? []);
  const many = useMany(cards, target, other, others);
  const stage = home.stages.find((candidate) => candidate.id === target);
  const next = home.stages.find((candidate) => candidate.id === preview.data?.next_stage_id);
  const unmet = preview.data?.requirements ?? [];
  const anyway = unmet.length > 0 || (!single && many.summary.asking.length > 0) || Boolean(!single && reason.trim());
  const stuck = single ? refuses(unmet) && !(preview.data?.may_override && reason.trim()) : !many.pending && many.looked >= cards.length && many.summary.going === 0 && !reason.trim();
  const go = (): void => {
    if (stage && !stuck) move(stage, { ...(other ? { into: home.name } : {}), skip: [...skip], openItems, others, reason: reason.trim(), sure: anyway, version });
  };
  return (
    <Modal opened onClose={close} size="lg" title={single ? `Move ${first?.account} · ${first?.name}` : `Move ${ids.length} jobs`}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        {all.length > 1 && (
          <Select
            label="In the pipeline"
            searchable
            allowDeselect={false}
            data={all.filter((one) => one.status === 'active' || one.id === pipeline.id).map((one) => ({ value: one.id, label: one.id === pipeline.id ? `${one.name} (this one)` : one.name }))}
            value={home.id}
            onChange={(id) => {
              setChosen(id);
              setSkip([]);
              setTarget(id === pipeline.id ? (pipeline.stages[here + 1]?.id ?? null) : (all.find((one) => one.id === id)?.stages[0]?.id ?? null));
            }}
          />
        )}
        <Select
          key={home.id}
          label="To stage"
          data-autofocus={to ? undefined : true}
          searchable
          selectFirstOptionOnChange
          allowDeselect={false}
          data={home.stages.map((candidate, place) => ({
            value: candidate.id,
            label: `${place + 1}. ${candidate.name}${candidate.id === first?.stage && single ? ' (here now)' : ''}`,
            disabled: Boolean(single) && candidate.id === first?.stage,
          }))}
          value={target}
          onChange={setTarget}
          nothingFoundMessage="No such stage"
        />
        {!single && stage && <ManyPlan many={many} cards={cards} stage={stage} names={snapshot} across={other} others={others} setOthers={setOthers} reason={reason} setReason={setReason} skip={skip} setSkip={setSkip} />}
        {single && preview.isPending && target && <Loading rows={2} height={28} />}
        {preview.isError && <p style={{ color: 'var(--tm-overdue-fg)' }}>{wordsOf(preview.error)}</p>}
        {single && preview.data && <Plan plan={preview.data.plan} skip={skip} setSkip={setSkip} />}
        {single && preview.data && unmet.length > 0 && (
          <Unmet jobId={single} unmet={unmet} mayOverride={preview.data.may_override} reason={reason} setReason={setReason} settled={(now) => { setVersion(now); void preview.refetch(); }} />
        )}
        {preview.data && preview.data.open_items.length > 0 && (
          <OpenItems items={preview.data.open_items} decisions={decisions} decide={(id, decision) => setDecisions({ ...decisions, [id]: decision })} />
        )}
        {other && <p className="small dim" style={{ margin: 0 }}>History, tasks and everything linked go along.{single && first?.custom ? ' The status that it has here ends.' : ''}</p>}
        {preview.data && preview.data.carried_item_ids.length > 0 && <p className="small dim" style={{ margin: 0 }}>“{stage?.name}” then waits for what goes along.</p>}
        {next && <p className="small dim" style={{ margin: 0 }}>When all of that is done, the job moves on to “{next.name}” by itself.</p>}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={close}>Cancel</Button>
          <Button type="submit" data-autofocus={to ? true : undefined} disabled={!stage || stuck}>{`${other ? 'Transfer' : 'Move'}${anyway ? ' anyway' : ''}`}</Button>
        </div>
      </form>
    </Modal>
  );
}
