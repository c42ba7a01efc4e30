import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useState } from 'react';
import type { StageAnswer } from '../../api/generated/types.gen';
import { lastedWords } from '../../ui/dates';
import { Avatar, DueChip, PriorityGlyph, TagPill } from '../../ui/facts';
import { Icon } from '../../ui/icons';
import { colorOf } from '../../ui/theme';
import { type Card, PRIORITIES, type Snapshot } from './cards';

export interface CardActs {
  open: (id: string) => void;
  select: (id: string) => void;
  dragged: (id: string) => readonly string[];
  drop: (ids: readonly string[], stage: StageAnswer) => void;
  add: (stage: StageAnswer) => void;
  collapse: (stage: string) => void;
}

interface Props {
  stage: StageAnswer;
  names: Snapshot;
  cards: readonly Card[];
  all: number;
  overdue: number;
  filtered: boolean;
  compact: boolean;
  collapsed: boolean;
  touch: boolean;
  focused: string | null;
  opened: string | null;
  selected: ReadonlySet<string>;
  acts: CardActs;
}

const HEIGHT = { comfortable: 96, compact: 66 };
const GAP = 6;
const DAY = 86_400_000;

export const Column = memo(function Column(props: Props) {
  const { stage, cards, collapsed, acts } = props;
  const [box, setBox] = useState<HTMLElement | null>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!box) return undefined;
    return dropTargetForElements({
      element: box,
      canDrop: ({ source }) => Array.isArray(source.data['ids']),
      onDragEnter: ({ source }) => setOver(source.data['from'] !== stage.id),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        acts.drop(source.data['ids'] as string[], stage);
      },
    });
  }, [box, stage, acts]);
  const will = stage.automations.filter((automation) => automation.enabled);
  if (collapsed) {
    return (
      <section ref={setBox} className="column" data-collapsed data-over={over} onClick={() => acts.collapse(stage.id)} aria-label={stage.name}>
        <div className="column-head" style={{ borderColor: colorOf(stage.color) }}>
          <span className="name">
            {stage.name} · {props.all}
          </span>
        </div>
      </section>
    );
  }
  return (
    <section ref={setBox} className="column" data-over={over} data-conditional={stage.conditions.length > 0} data-stage={stage.id} aria-label={`${stage.name}, ${cards.length} jobs`}>
      <ColumnHead {...props} />
      {over && (
        <div className="will-run">
          {will.length ? `⚡ may run: ${will.map((a) => ACTION_WORDS[a.action] ?? a.action).join(', ')}` : 'Nothing runs by itself here.'}
        </div>
      )}
      <Cards {...props} />
    </section>
  );
});

const ACTION_WORDS: Record<string, string> = {
  create_task: 'create task',
  send_email: 'send e-mail',
  update_account_tags: 'update tags',
  update_job: 'update job',
  move_job: 'move job',
};

function ColumnHead({ stage, names, cards, all, overdue, filtered, acts }: Props) {
  const wanted = stage.conditions.flatMap((condition) => (condition['tags'] as string[] | undefined) ?? []);
  return (
    <div className="column-head" style={{ borderColor: colorOf(stage.color) }}>
      <div className="row">
        <span className="name grow cut" title={stage.name}>
          {stage.name}
        </span>
        <button type="button" className="icon-button" aria-label={`Add jobs to ${stage.name}`} onClick={() => acts.add(stage)}>
          <Icon name="plus" size={14} />
        </button>
        <button type="button" className="icon-button" aria-label={`Collapse ${stage.name}`} onClick={() => acts.collapse(stage.id)}>
          <Icon name="fold" size={14} />
        </button>
      </div>
      <div className="facts">
        <span>{filtered ? `${cards.length} / ${all}` : all}</span>
        {overdue > 0 && <span style={{ color: 'var(--tm-overdue-fg)' }}>◷ {overdue} overdue</span>}
        {stage.automations.length > 0 && <span title={`${stage.automations.length} automations`}>⚡ {stage.automations.length}</span>}
        {stage.automove && <span title="Moves on by itself when all is done">» auto</span>}
        {stage.limit && <span title="Time limit" className="row" style={{ gap: 2 }}><Icon name="hourglass" size={12} /> {String(stage.limit['amount'])} d</span>}
        {wanted.length > 0 && (
          <span className="cut">only {wanted.map((id) => names.tags.find((tag) => tag.id === id)?.name ?? 'some').join(', ')}</span>
        )}
      </div>
    </div>
  );
}

function Cards(props: Props) {
  const { cards, compact, stage, filtered, focused } = props;
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
          return card && <CardView key={card.id} {...props} card={card} top={row.start} height={height} />;
        })}
      </div>
    </div>
  );
}

function CardView({ card, top, height, names, stage, compact, touch, focused, opened, selected, acts }: Props & { card: Card; top: number; height: number }) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    if (!element || touch) return undefined;
    return draggable({
      element,
      getInitialData: () => ({ ids: acts.dragged(card.id), from: stage.id }),
      onDragStart: () => setDragging(true),
      onDrop: () => setDragging(false),
    });
  }, [element, acts, card.id, stage.id, touch]);
  const isFocused = focused === card.id;
  useEffect(() => {
    if (isFocused && document.activeElement?.closest('.board')) element?.focus({ preventScroll: true });
  }, [isFocused, element]);
  const stuck = stage.limit && Date.now() - card.enteredAt > Number(stage.limit['amount']) * DAY;
  return (
    // Not a <button>: some browsers don't let those be dragged.
    <div
      ref={setElement}
      role="button"
      className="card"
      data-card={card.id}
      data-open={opened === card.id}
      data-selected={selected.has(card.id)}
      data-failed={card.failed > 0}
      data-dragging={dragging}
      tabIndex={isFocused ? 0 : -1}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={(event) => (event.shiftKey || event.metaKey || event.ctrlKey ? acts.select(card.id) : acts.open(card.id))}
      aria-label={`${card.account}, ${card.name}${card.due ? `, due ${card.due}` : ''}${card.open ? `, ${card.open} of ${card.total} action items open` : ''}`}
    >
      <span className="row">
        <span className="account grow cut">{card.account}</span>
        <PriorityGlyph priority={PRIORITIES[card.priority] ?? 'medium'} />
      </span>
      <span className="job cut">{card.name}</span>
      {!compact && (
        <span className="row" style={{ height: 18, overflow: 'hidden' }}>
          {card.tags.slice(0, 2).map((tag) => {
            const known = names.tags[tag];
            return known && <TagPill key={known.id} name={known.name} color={known.color} />;
          })}
          {card.tags.length > 2 && <span className="small dim">+{card.tags.length - 2}</span>}
        </span>
      )}
      <span className="foot">
        {card.completed ? (
          <span className="chip" data-tone="done">
            ✓ completed
          </span>
        ) : (
          <DueChip due={card.due} />
        )}
        {card.total > 0 && (
          <span title="Action items done">
            ☑ {card.total - card.open}/{card.total}
          </span>
        )}
        {card.running > 0 && <span title="Automations run">⟳</span>}
        {card.failed > 0 && <strong style={{ color: 'var(--tm-overdue-fg)' }} title="An automation failed">failed</strong>}
        <span style={stuck ? { color: 'var(--tm-today-fg)', fontWeight: 500 } : undefined} title="Time in this stage">
          {lastedWords(card.enteredAt)}
        </span>
        <span className="grow" />
        <span className="avatars">
          {card.assignees.slice(0, 3).map((place) => {
            const member = names.members[place];
            return member && <Avatar key={member.id} name={member.name} color={member.color} />;
          })}
        </span>
      </span>
    </div>
  );
}
