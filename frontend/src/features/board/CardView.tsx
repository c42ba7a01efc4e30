import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { memo, useEffect, useRef, useState } from 'react';
import type { CardFact, StageAnswer } from '../../api/generated/types.gen';
import { lastedWords } from '../../ui/dates';
import { Avatar, ClientPill, DueChip, PriorityGlyph, TagPill } from '../../ui/facts';
import { Icon } from '../../ui/icons';
import { type Card, PRIORITIES, type Snapshot } from './cards';
import { isOverLimit } from './view';

export interface CardActs {
  open: (id: string) => void;
  /** With `range`: and all between it and the last one, in its column. */
  select: (id: string, range?: boolean) => void;
  selectAll: (stage: string) => void;
  dragged: (id: string) => readonly string[];
  drop: (ids: readonly string[], stage: StageAnswer) => void;
  add: (stage: StageAnswer) => void;
  collapse: (stage: string) => void;
}

interface Props {
  card: Card;
  top: number;
  height: number;
  names: Snapshot;
  stage: StageAnswer;
  compact: boolean;
  /** What the pipeline's cards tell. */
  facts: ReadonlySet<CardFact>;
  touch: boolean;
  tabStop: boolean;
  focused: boolean;
  opened: boolean;
  selected: boolean;
  acts: CardActs;
}

/** What went wrong with the automations of the job here, the worst first. */
function troubleOf(card: Card): { word: string; title: string } | null {
  if (card.parked > 0) return { word: 'stuck', title: 'Automations could not be worked off' };
  if (card.stopped > 0) return { word: 'stopped', title: 'Automations were stopped' };
  return card.failed > 0 ? { word: 'failed', title: 'An automation failed' } : null;
}

/** One job on the board. Plain elements: there are many of them. */
export const CardView = memo(function CardView({ card, top, height, names, stage, compact, facts, touch, tabStop, focused, opened, selected, acts }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [dragging, setDragging] = useState<string | null>(null);
  useEffect(() => {
    if (!box.current || touch) return undefined;
    return draggable({
      element: box.current,
      getInitialData: () => ({ ids: acts.dragged(card.id), from: stage.id }),
      onDragStart: () => setDragging(card.id),
      onDrop: () => setDragging(null),
    });
  }, [acts, card.id, stage.id, touch]);
  useEffect(() => {
    // Or on nothing: the card that had it went to another column, and its element is gone.
    const at = document.activeElement;
    if (focused && (at === document.body || at?.closest('.board'))) box.current?.focus({ preventScroll: true });
  }, [focused]);
  const over = isOverLimit(card);
  const held = card.custom ? names.statuses.find((status) => status.id === card.custom) : undefined;
  const status = held && <span className="chip status" data-tone="hold" title={held.name}><Icon name="pause" size={10} /><span className="cut">{held.name}</span></span>;
  const wrong = troubleOf(card);
  return (
    // Not a <button>: some browsers don't let those be dragged.
    <div
      ref={box}
      role="button"
      className="card"
      data-card={card.id}
      data-open={opened}
      data-selected={selected}
      data-failed={wrong !== null}
      data-dragging={dragging === card.id}
      tabIndex={tabStop ? 0 : -1}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={(event) => (event.shiftKey || event.metaKey || event.ctrlKey ? acts.select(card.id, event.shiftKey) : acts.open(card.id))}
      aria-label={`${card.account}, ${card.name}${card.due ? `, due ${card.due}` : ''}${held ? `, ${held.name}` : ''}${card.open ? `, ${card.open} of ${card.total} action items open` : ''}${over ? ', over the stage’s time limit' : ''}${wrong ? `, ${wrong.title}` : ''}`}
    >
      <span className="row">
        <span className="account grow cut">{facts.has('account') ? card.account : card.name}</span>
        {facts.has('account_id') && card.number && <span className="small dim">{card.number}</span>}
        {facts.has('priority') && <PriorityGlyph priority={PRIORITIES[card.priority] ?? 'medium'} />}
      </span>
      <span className="row">
        <span className="job grow cut">{facts.has('account') && card.name}</span>
        {facts.has('client_status') && card.shown && <ClientPill status={names.clientStatuses.find((one) => one.id === card.client)} />}
      </span>
      {!compact && (
        <span className="row" style={{ height: 18, overflow: 'hidden' }}>
          {status}
          {facts.has('tags') && card.tags.slice(0, 2).map((tag) => {
            const known = names.tags[tag];
            return known && <TagPill key={known.id} name={known.name} color={known.color} />;
          })}
          {facts.has('tags') && card.tags.length > 2 && <span className="small dim">+{card.tags.length - 2}</span>}
        </span>
      )}
      <span className="foot">
        {card.completed ? (
          <span className="chip" data-tone="done">
            ✓ completed
          </span>
        ) : (
          facts.has('dates') && <DueChip due={card.due} done={card.custom !== null} />
        )}
        {compact && status}
        {facts.has('action_items') && card.total > 0 && (
          <span title="Action items done">
            ☑ {card.total - card.open}/{card.total}
          </span>
        )}
        {card.running > 0 && <span title="Automations run">⟳</span>}
        {wrong && <strong style={{ color: 'var(--tm-overdue-fg)' }} title={wrong.title}>{wrong.word}</strong>}
        {facts.has('days_in_stage') && <span data-over-limit={over || undefined} style={over ? { color: 'var(--tm-today-fg)', fontWeight: 500 } : undefined} title={over ? `Over the time limit of ${stage.name}` : 'Time in this stage'}>
          {lastedWords(card.enteredAt)}
        </span>}
        <span className="grow" />
        <span className="avatars">
          {facts.has('assignees') && card.assignees.slice(0, 3).map((place) => {
            const member = names.members[place];
            return member && <Avatar key={member.id} name={member.name} color={member.color} />;
          })}
        </span>
      </span>
    </div>
  );
});
