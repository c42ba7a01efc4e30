import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { PipelineAnswer, StageAnswer } from '../../api/generated/types.gen';
import { me as meQuery, pipeline as pipelineQuery } from '../../api/queries';
import { settingsOf } from '../../ui/card-facts';
import { Empty, Failed, Loading } from '../../ui/states';
import { say, undoNewest } from '../../ui/toasts';
import './board.css';
import { BoardHead } from './BoardHead';
import { BulkBar } from './BulkBar';
import type { Kind } from './BulkDialog';
import type { CardActs } from './CardView';
import { Columns } from './Columns';
import { Filters } from './Filters';
import { HeldHint } from './HeldHint';
import { useBoard, useNarrow } from './use-board';
import { useBoardKeys } from './use-board-keys';
import { type Refusal, useBulk } from './use-bulk';
import { useColumns } from './use-columns';
import { useHeld } from './use-held';
import { useMoves } from './use-moves';
import { useSelected } from './use-selected';
import { useView } from './use-view';
import { USUAL_SORT, type View } from './view';

const MoveDialog = lazy(async () => ({ default: (await import('./MoveDialog')).MoveDialog }));
const BulkDialog = lazy(async () => ({ default: (await import('./BulkDialog')).BulkDialog }));
const AddJobs = lazy(async () => ({ default: (await import('./AddJobs')).AddJobs }));
const JobDrawer = lazy(async () => ({ default: (await import('../job/JobDrawer')).JobDrawer }));

export function BoardPage({ pipelineId, view }: { pipelineId: string; view: View }) {
  const query = useQuery(pipelineQuery(pipelineId));
  if (query.isPending) return <div className="page"><Loading rows={6} height={80} /></div>;
  if (query.isError) return <Failed error={query.error} again={() => void query.refetch()} />;
  return <Board pipeline={query.data} view={view} key={pipelineId} />;
}

const toggled = (set: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const changed = new Set(set);
  if (!changed.delete(id)) changed.add(id);
  return changed;
};

function Board({ pipeline, view: inUrl }: { pipeline: PipelineAnswer; view: View }) {
  const { store, error, refresh } = useBoard(pipeline.id);
  const state = useSyncExternalStore(store?.watch ?? never, () => store?.get());
  const base = state?.base;
  const narrow = useNarrow();
  const { view, setView, search, compact, setDensity } = useView(inUrl, USUAL_SORT[settingsOf(pipeline).sort ?? 'due_date']);
  const columns = useColumns(state, pipeline.stages, view);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const [adding, setAdding] = useState<StageAnswer | null>(null);
  const [changing, setChanging] = useState<{ kind: Kind; ids: readonly string[] } | null>(null);
  const { selected, select, selectAll, clear, settle, dragged } = useSelected(columns);
  const chosen = useMemo(() => [...selected].filter((id) => base?.cards.has(id)), [selected, base]);
  const bulk = useBulk(store, refresh);
  const { setRefusals } = bulk;
  const settled = useCallback(
    (ids: readonly string[], refused: readonly Refusal[]) => {
      settle(ids, refused);
      if (ids.length > 1) setRefusals(refused);
    },
    [settle, setRefusals],
  );
  const { asked, ask, close: closeMove, move, drop } = useMoves(store, refresh, settled, bulk.setProgress);
  const { held, pickUp, holdOver, putBack } = useHeld();
  const { data: me } = useQuery(meQuery);
  const acts: CardActs = useMemo(
    () => ({
      open: (id) => {
        setFocused(id);
        setView({ job: id });
      },
      select,
      selectAll,
      dragged,
      drop,
      add: setAdding,
      collapse: (id) => setCollapsed((old) => toggled(old, id)),
    }),
    [select, selectAll, dragged, drop, setView],
  );
  const goTo = (id: string): void => {
    setFocused(id);
    if (inUrl.job) setView({ job: id });
  };
  const step = (by: 1 | -1): void => {
    const list = pipeline.stages.flatMap((stage) => columns?.get(stage.id)?.shown ?? []);
    const next = list[list.findIndex((card) => card.id === inUrl.job) + by];
    if (next) goTo(next.id);
  };
  /** What an act is about: the selection, or the card with the focus. */
  const meant = (id: string): readonly string[] => (chosen.length ? chosen : [id]);
  useBoardKeys({
    stages: pipeline.stages,
    columns,
    focused,
    held: held?.over ?? null,
    setFocused: goTo,
    open: acts.open,
    select,
    selectAll,
    move: (id) => ask({ ids: meant(id) }),
    change: (kind, id) => setChanging({ kind, ids: meant(id) }),
    moveTo: (id, stage) => {
      setFocused(id);
      drop([id], stage);
    },
    pickUp: (id, stage) => (narrow ? ask({ ids: dragged(id) }) : pickUp(dragged(id), stage)),
    holdOver,
    drop: () => {
      const stage = pipeline.stages.find((one) => one.id === held?.over);
      putBack();
      if (!held || !stage) return;
      setFocused(held.ids[0] ?? null);
      drop(held.ids, stage);
    },
    add: setAdding,
    mine: () => me && setView({ who: view.who === me.member.id ? undefined : me.member.id }),
    collapse: acts.collapse,
    density: () => setDensity(compact ? 'comfortable' : 'compact'),
    undo: () => undoNewest() || say('There is nothing to undo just now.'),
    close: () => (held ? putBack() : view.job ? setView({ job: undefined }) : clear()),
  });
  if (error) return <Failed error={error} again={refresh} />;
  const begin = (): void => setAdding(pipeline.stages[0] ?? null);
  return (
    <div className="board-page">
      <div className="board-head">
        <BoardHead pipeline={pipeline} compact={compact} setDensity={setDensity} add={begin} openAll={() => setCollapsed(new Set())} />
        {base && <Filters names={base} view={view} setView={setView} search={search} all={base.cards.size} shown={sum(columns, (one) => one.shown.length)} overdue={sum(columns, (one) => one.overdue)} />}
      </div>
      {!columns || !base ? (
        <div className="page"><Loading rows={5} height={96} /></div>
      ) : base.cards.size === 0 ? (
        <Empty title="No jobs in this pipeline yet" action={<Button onClick={begin}>Add jobs</Button>}>
          A job is one account’s trip through these stages. Add jobs for one account or for many at once.
        </Empty>
      ) : (
        <Columns pipeline={pipeline} names={base} columns={columns} view={view} compact={compact} narrow={narrow} collapsed={collapsed} focused={focused} selected={selected} held={held} acts={acts} />
      )}
      {base && <HeldHint held={held} names={base} stages={pipeline.stages} />}
      {base && (chosen.length > 0 || bulk.progress || bulk.refusals.length > 0) && (
        <BulkBar
          count={chosen.length}
          names={base}
          progress={bulk.progress}
          refusals={bulk.refusals}
          move={() => ask({ ids: chosen })}
          change={(kind) => setChanging({ kind, ids: chosen })}
          clear={clear}
          forget={() => setRefusals([])}
        />
      )}
      <Suspense>
        {asked && base && (
          <MoveDialog
            ids={asked.ids}
            to={asked.to}
            pipeline={pipeline}
            snapshot={base}
            close={closeMove}
            move={(stage, more) => {
              closeMove();
              void move(asked.ids, stage, more);
            }}
          />
        )}
        {changing && (
          <BulkDialog
            kind={changing.kind}
            count={changing.ids.length}
            pipeline={pipeline}
            close={() => setChanging(null)}
            apply={(change) => void bulk.run(changing.ids, change).then((refused) => refused.length && settle(changing.ids, refused))}
          />
        )}
        {adding && <AddJobs pipeline={pipeline} stage={adding} close={() => setAdding(null)} done={refresh} />}
        {view.job && <JobDrawer jobId={view.job} close={() => setView({ job: undefined })} step={step} {...(base?.cards.has(view.job) ? { move: (to?: string) => ask({ ids: [view.job ?? ''], to }) } : {})} />}
      </Suspense>
    </div>
  );
}

const never = () => () => undefined;

type Counted = { shown: unknown[]; overdue: number };
const sum = (columns: Map<string, Counted> | null, of: (column: Counted) => number): number =>
  columns ? [...columns.values()].reduce((total, column) => total + of(column), 0) : 0;
