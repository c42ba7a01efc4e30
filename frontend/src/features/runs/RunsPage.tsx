import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import * as api from '../../api/generated/sdk.gen';
import type { RetryAnswer, RetryRuns } from '../../api/generated/types.gen';
import { wordsOf } from '../../api/problem';
import { runs as runsQuery } from '../../api/queries';
import { Pages } from '../../ui/Pages';
import { Empty, Failed, Head, Loading } from '../../ui/states';
import { say } from '../../ui/toasts';
import { Parked } from './Parked';
import { RunDetail } from './RunDetail';
import { RunFilters } from './RunFilters';
import { RunList } from './RunList';
import { useSelection } from './use-selection';
import { choiceOf, isFiltered, queryOf, type RunsView } from './view';

/** The run log: what automations did, or why not; what failed is tried again, one by one or many at once. */
export function RunsPage({ view }: { view: RunsView }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [cursors, setCursors] = useState<string[]>([]);
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const cursor = cursors.at(-1);
  const query = useQuery(runsQuery({ limit: 50, ...queryOf(view), ...(cursor ? { cursor } : {}) }));
  const shown = query.data?.data ?? [];
  const failed = shown.filter((run) => run.state === 'failed').map((run) => run.id);
  const { selected, toggle, set, all } = useSelection(failed);
  const show = (change: Partial<RunsView>): void => {
    if (!('run' in change)) {
      setCursors([]);
      set([]);
      setRefused(new Map());
    }
    void navigate({ to: '/runs', search: { ...view, ...change }, replace: true });
  };
  const retry = useMutation({
    mutationFn: async (body: RetryRuns) => (await api.retryRuns({ body })).data,
    onSuccess: (told) => {
      const bad = told.data.filter((one) => !one.ok);
      // What failed stays selected, with its reason.
      setRefused(new Map(bad.map((one) => [one.run_id, one.detail ?? ''])));
      set(bad.map((one) => one.run_id));
      say(outcomeWords(told), { tone: told.refused ? 'bad' : 'plain' });
      return client.invalidateQueries({ queryKey: ['runs'] });
    },
    onError: (error) => say(wordsOf(error), { tone: 'bad' }),
  });
  const these = (ids: readonly string[]): void => retry.mutate({ run_ids: [...ids] });
  const close = (): void => {
    const row = document.querySelector<HTMLElement>(`[data-run="${view.run}"]`);
    show({ run: undefined });
    row?.focus();
  };
  return (
    <div className="page">
      <Head title="Automation runs" />
      <Parked />
      <RunFilters view={view} show={show} />
      {(selected.size > 0 || view.state === 'failed') && (
        <div className="row wrap" style={{ marginBottom: 10 }} role="group" aria-label="Selected runs">
          {selected.size > 0 && <span>{selected.size} selected</span>}
          {selected.size > 0 && <Button size="xs" loading={retry.isPending} onClick={() => these([...selected])}>Retry {selected.size}</Button>}
          {selected.size > 0 && <Button size="xs" variant="subtle" onClick={() => set([])}>Clear selection</Button>}
          {view.state === 'failed' && shown.length > 0 && (
            <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate({ filter: choiceOf(view) })}>Retry all that can be, on every page</Button>
          )}
        </div>
      )}
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {query.data && shown.length === 0 && <Nothing view={view} clear={() => void navigate({ to: '/runs', search: {} })} />}
      {shown.length > 0 && (
        <RunList runs={shown} selected={selected} all={all} opened={view.run} refused={refused} toggle={toggle} toggleAll={() => set(all ? [] : failed)} open={(run) => show({ run })} retry={these} />
      )}
      <Pages page={query.data} cursors={cursors} turn={setCursors} />
      {view.run && <RunDetail runId={view.run} close={close} retry={(id) => these([id])} />}
    </div>
  );
}

function Nothing({ view, clear }: { view: RunsView; clear: () => void }) {
  if (!isFiltered(view)) return <Empty title="No runs yet">When a job enters a stage with automations, each one is noted here: what it did, or why not.</Empty>;
  if (view.state === 'failed') return <Empty title="Nothing has failed" action={<Button variant="default" onClick={clear}>Show all runs</Button>}>No failed run passes this filter.</Empty>;
  return <Empty title="No run passes this filter" action={<Button variant="default" onClick={clear}>Show all runs</Button>}>Choose another state, pipeline or time.</Empty>;
}

const outcomeWords = (told: RetryAnswer): string => {
  if (!told.data.length) return 'None of these can be tried again: their jobs have moved on or are archived.';
  const parts = [told.retried && `${told.retried} ${told.retried === 1 ? 'is' : 'are'} tried again`, told.refused && `${told.refused} could not be`].filter(Boolean).join(', ');
  return `${parts}.${told.more ? ' There are more: press again for the next.' : ''}`;
};
