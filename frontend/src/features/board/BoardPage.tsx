import { Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { PipelineAnswer, StageAnswer } from '../../api/generated/types.gen';
import { pipeline as pipelineQuery } from '../../api/queries';
import { Empty, Failed, Loading } from '../../ui/states';
import { say, undoNewest } from '../../ui/toasts';
import './board.css';
import { BoardHead } from './BoardHead';
import type { CardActs } from './CardView';
import { Column } from './Column';
import { Filters } from './Filters';
import { showsClient } from '../../ui/card-facts';
import { laidOver } from './store';
import { useBoard, useNarrow } from './use-board';
import { useBoardKeys } from './use-board-keys';
import { useMoves } from './use-moves';
import { useSearch } from './use-search';
import { arrange, type Density, inOrder, isFiltered, type View } from './view';

const MoveDialog = lazy(async () => ({ default: (await import('./MoveDialog')).MoveDialog }));
const AddJobs = lazy(async () => ({ default: (await import('./AddJobs')).AddJobs }));
const JobDrawer = lazy(async () => ({ default: (await import('../job/JobDrawer')).JobDrawer }));

export function BoardPage({ pipelineId, view }: { pipelineId: string; view: View }) {
  const query = useQuery(pipelineQuery(pipelineId));
  if (query.isPending) return <div className="page"><Loading rows={6} height={80} /></div>;
  if (query.isError) return <Failed error={query.error} again={() => void query.refetch()} />;
  return <Board pipeline={query.data} view={view} key={pipelineId} />;
}

function Board({ pipeline, view: inUrl }: { pipeline: PipelineAnswer; view: View }) {
  const navigate = useNavigate();
  const { store, error, refresh } = useBoard(pipeline.id);
  const state = useSyncExternalStore(store?.watch ?? never, () => store?.get());
  const narrow = useNarrow();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const [adding, setAdding] = useState<StageAnswer | null>(null);
  const [tab, setTab] = useState(0);
  const toggle = (set: ReadonlySet<string>, id: string): ReadonlySet<string> => {
    const changed = new Set(set);
    if (!changed.delete(id)) changed.add(id);
    return changed;
  };
  const setView = useCallback(
    (change: Partial<View>) =>
      void navigate({ to: '.', search: (old: object) => ({ ...old, ...change }), replace: !('job' in change) }),
    [navigate],
  );
  const [q, search] = useSearch(inUrl.q, (words) => setView({ q: words }));
  const view = useMemo(() => ({ ...inUrl, q: q || undefined }), [inUrl, q]);
  const [kept, keep] = useLocalStorage<Density>({ key: 'tm-density', defaultValue: 'comfortable' });
  const compact = (view.density ?? kept) === 'compact';
  const setDensity = (density: Density): void => {
    keep(density);
    setView({ density: undefined });
  };
  const base = state?.base;
  const ordered = useMemo(() => base && inOrder(base.cards.values(), view.sort), [base, view.sort]);
  const columns = useMemo(() => {
    if (!state || !ordered) return null;
    const who = state.base.members.findIndex((member) => member.id === view.who);
    const tag = state.base.tags.findIndex((candidate) => candidate.id === view.tag);
    const cards = state.pending.size ? ordered.map((card) => laidOver(state, card)) : ordered;
    return arrange(cards, pipeline.stages.map((stage) => stage.id), view, who, tag);
  }, [state, ordered, view, pipeline.stages]);
  const refused = useCallback((ids: readonly string[]) => setSelected(new Set(ids)), []);
  const { asked, ask, close: closeMove, move, drop } = useMoves(store, refresh, refused);
  const selectedNow = useRef(selected);
  useEffect(() => {
    selectedNow.current = selected;
  }, [selected]);
  const acts: CardActs = useMemo(
    () => ({
      open: (id) => {
        setFocused(id);
        setView({ job: id });
      },
      select: (id) => setSelected((old) => toggle(old, id)),
      dragged: (id) => (selectedNow.current.has(id) ? [...selectedNow.current] : [id]),
      drop,
      add: setAdding,
      collapse: (id) => setCollapsed((old) => toggle(old, id)),
    }),
    [drop, setView],
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
  useBoardKeys({
    stages: pipeline.stages,
    columns,
    focused,
    setFocused: goTo,
    open: acts.open,
    select: acts.select,
    move: (ids) => ask({ ids: selected.size ? [...selected] : ids }),
    moveTo: (id, stage) => drop([id], stage),
    undo: () => undoNewest() || say('There is nothing to undo just now.'),
    close: () => (view.job ? setView({ job: undefined }) : setSelected(new Set())),
  });
  if (error) return <Failed error={error} again={refresh} />;
  const shown = columns ? [...columns.values()].reduce((sum, column) => sum + column.shown.length, 0) : 0;
  const overdue = columns ? [...columns.values()].reduce((sum, column) => sum + column.overdue, 0) : 0;
  const visible = narrow ? pipeline.stages.slice(tab, tab + 1) : pipeline.stages;
  return (
    <div className="board-page">
      <div className="board-head">
        <BoardHead
          pipeline={pipeline}
          compact={compact}
          setDensity={setDensity}
          add={() => setAdding(pipeline.stages[0] ?? null)}
          openAll={() => setCollapsed(new Set())}
        />
        {base && <Filters names={base} view={view} setView={setView} search={search} shown={shown} all={base.cards.size} overdue={overdue} />}
      </div>
      {narrow && (
        <div className="stage-tabs" role="tablist" aria-label="Stages">
          {pipeline.stages.map((stage, place) => (
            <button key={stage.id} type="button" role="tab" aria-selected={place === tab} onClick={() => setTab(place)}>
              {stage.name} {columns?.get(stage.id)?.shown.length ?? ''}
            </button>
          ))}
        </div>
      )}
      {!columns || !base ? (
        <div className="page"><Loading rows={5} height={96} /></div>
      ) : base.cards.size === 0 ? (
        <Empty title="No jobs in this pipeline yet" action={<Button onClick={() => setAdding(pipeline.stages[0] ?? null)}>Add jobs</Button>}>
          A job is one account’s trip through these stages. Add jobs for one account or for many at once.
        </Empty>
      ) : (
        <div className="board" role="region" aria-label={`Board of ${pipeline.name}`}>
          {visible.map((stage) => {
            const column = columns.get(stage.id) ?? { shown: [], all: 0, overdue: 0 };
            return (
              <Column
                key={stage.id}
                stage={stage}
                names={base}
                cards={column.shown}
                all={column.all}
                overdue={column.overdue}
                filtered={isFiltered(view)}
                compact={compact}
                clientFact={showsClient(pipeline)}
                collapsed={!narrow && collapsed.has(stage.id)}
                touch={narrow}
                focused={focused}
                tabStop={focused ?? firstCard(columns)}
                opened={view.job ?? null}
                selected={selected}
                acts={acts}
              />
            );
          })}
        </div>
      )}
      {selected.size > 0 && (
        <div className="bulk" role="toolbar" aria-label="Selection">
          <strong>{selected.size} selected</strong>
          <Button size="xs" onClick={() => ask({ ids: [...selected] })}>Move…</Button>
          <Button size="xs" variant="default" onClick={() => setSelected(new Set())}>Clear</Button>
        </div>
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
        {adding && <AddJobs pipeline={pipeline} stage={adding} close={() => setAdding(null)} done={refresh} />}
        {view.job && <JobDrawer jobId={view.job} close={() => setView({ job: undefined })} step={step} {...(base?.cards.has(view.job) ? { move: () => ask({ ids: [view.job ?? ''] }) } : {})} />}
      </Suspense>
    </div>
  );
}

const never = () => () => undefined;

/** One tab stop for the board: the first card, until another had the focus. */
const firstCard = (columns: Map<string, { shown: { id: string }[] }>): string | null =>
  [...columns.values()].find((column) => column.shown.length > 0)?.shown[0]?.id ?? null;
