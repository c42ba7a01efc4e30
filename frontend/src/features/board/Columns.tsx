import { useMemo, useState } from 'react';
import type { PipelineAnswer } from '../../api/generated/types.gen';
import { factsOf } from '../../ui/card-facts';
import type { CardActs } from './CardView';
import type { Snapshot } from './cards';
import { Column } from './Column';
import type { Held } from './use-held';
import type { Columns as OfStages } from './use-selected';
import { isFiltered, type View } from './view';

interface Props {
  pipeline: PipelineAnswer;
  names: Snapshot;
  columns: OfStages;
  view: View;
  compact: boolean;
  narrow: boolean;
  collapsed: ReadonlySet<string>;
  focused: string | null;
  selected: ReadonlySet<string>;
  held: Held | null;
  acts: CardActs;
}

const NONE = { shown: [], all: 0, overdue: 0 };

/** The stages side by side; on a phone one at a time, behind tabs. */
export function Columns({ pipeline, names, columns, view, compact, narrow, collapsed, focused, selected, held, acts }: Props) {
  const [tab, setTab] = useState(0);
  const facts = useMemo(() => new Set(factsOf(pipeline)), [pipeline]);
  const visible = narrow ? pipeline.stages.slice(tab, tab + 1) : pipeline.stages;
  return (
    <>
      {narrow && (
        <div className="stage-tabs" role="tablist" aria-label="Stages">
          {pipeline.stages.map((stage, place) => (
            <button key={stage.id} type="button" role="tab" aria-selected={place === tab} onClick={() => setTab(place)}>
              {stage.name} {columns.get(stage.id)?.shown.length ?? ''}
            </button>
          ))}
        </div>
      )}
      <div className="board" role="region" aria-label={`Board of ${pipeline.name}`}>
        {visible.map((stage) => {
          const column = columns.get(stage.id) ?? NONE;
          return (
            <Column
              key={stage.id}
              stage={stage}
              names={names}
              cards={column.shown}
              all={column.all}
              overdue={column.overdue}
              filtered={isFiltered(view)}
              compact={compact}
              facts={facts}
              collapsed={!narrow && collapsed.has(stage.id)}
              touch={narrow}
              focused={focused}
              tabStop={focused ?? firstCard(columns)}
              opened={view.job ?? null}
              selected={selected}
              held={held && held.over === stage.id && held.from !== stage.id ? held.ids : null}
              acts={acts}
            />
          );
        })}
      </div>
    </>
  );
}

/** One tab stop for the board: the first card, until another had the focus. */
const firstCard = (columns: OfStages): string | null =>
  [...columns.values()].find((column) => column.shown.length > 0)?.shown[0]?.id ?? null;
