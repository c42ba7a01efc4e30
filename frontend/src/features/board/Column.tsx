import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useState } from 'react';
import type { CardFact, StageAnswer } from '../../api/generated/types.gen';
import { colorOf } from '../../ui/theme';
import { type CardActs, CardView } from './CardView';
import type { Card, Snapshot } from './cards';
import { ColumnHead } from './ColumnHead';
import { useNear } from './use-near';
import { WillRun } from './WillRun';

interface ColumnProps {
  stage: StageAnswer;
  names: Snapshot;
  cards: readonly Card[];
  all: number;
  overdue: number;
  filtered: boolean;
  compact: boolean;
  facts: ReadonlySet<CardFact>;
  collapsed: boolean;
  touch: boolean;
  focused: string | null;
  tabStop: string | null;
  opened: string | null;
  selected: ReadonlySet<string>;
  /** What was picked up by key and is held over this column. */
  held: readonly string[] | null;
  acts: CardActs;
}

const HEIGHT = { comfortable: 96, compact: 66 };
const GAP = 6;

export const Column = memo(function Column(props: ColumnProps) {
  const { stage, cards, collapsed, acts } = props;
  const [box, setBox] = useState<HTMLElement | null>(null);
  const [dragged, setOver] = useState<readonly string[] | null>(null);
  const over = dragged ?? props.held;
  const near = useNear(box);
  const holdsFocus = props.focused !== null && cards.some((card) => card.id === props.focused);
  useEffect(() => {
    if (!box) return undefined;
    return dropTargetForElements({
      element: box,
      canDrop: ({ source }) => Array.isArray(source.data['ids']),
      onDragEnter: ({ source }) => setOver(source.data['from'] === stage.id ? null : (source.data['ids'] as string[])),
      onDragLeave: () => setOver(null),
      onDrop: ({ source }) => {
        setOver(null);
        acts.drop(source.data['ids'] as string[], stage);
      },
    });
  }, [box, stage, acts]);
  const isHeld = props.held !== null;
  useEffect(() => {
    if (isHeld) box?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isHeld, box]);
  if (collapsed) {
    return (
      <section ref={setBox} className="column" data-collapsed data-over={over !== null} onClick={() => acts.collapse(stage.id)} aria-label={stage.name}>
        <div className="column-head" style={{ borderColor: colorOf(stage.color) }}>
          <span className="name">
            {stage.name} · {props.all}
          </span>
        </div>
      </section>
    );
  }
  return (
    <section ref={setBox} className="column" data-over={over !== null} data-conditional={stage.conditions.length > 0} data-stage={stage.id} aria-label={`${stage.name}, ${cards.length} jobs`}>
      <ColumnHead {...props} />
      {over && <WillRun ids={over} stage={stage} names={props.names} />}
      {near || holdsFocus ? <Cards {...props} /> : <div className="cards" />}
    </section>
  );
});

function Cards(props: ColumnProps) {
  const { cards, names, compact, facts, touch, stage, filtered, focused, tabStop, opened, selected, acts } = props;
  // A state, not a ref: a virtualizer that is given a ref renders nothing at first.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const height = compact ? HEIGHT.compact : HEIGHT.comfortable;
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller,
    estimateSize: () => height + GAP,
    overscan: 4,
    initialRect: { width: 272, height: 900 },
  });
  useEffect(() => virtual.measure(), [height, virtual]);
  useEffect(() => {
    const place = cards.findIndex((card) => card.id === focused);
    if (place >= 0) virtual.scrollToIndex(place, { align: 'auto' });
    // Only when the focus goes elsewhere: cards that come and go must not scroll the column.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [focused, virtual]);
  if (cards.length === 0) {
    return <div className="column-empty">{filtered ? 'No job here passes the filter.' : `No jobs in ${stage.name}. Drop one here, or add one with the plus above.`}</div>;
  }
  return (
    <div ref={setScroller} className="cards">
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((row) => {
          const card = cards[row.index];
          return (
            card && (
              <CardView
                // The place, not the card: what a filter shows next takes the elements that are there.
                key={row.index}
                card={card}
                top={row.start}
                height={height}
                names={names}
                stage={stage}
                compact={compact}
                facts={facts}
                touch={touch}
                tabStop={tabStop === card.id}
                focused={focused === card.id}
                opened={opened === card.id}
                selected={selected.has(card.id)}
                acts={acts}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
