import { Icon } from '../../ui/icons';
import { colorOf } from '../../ui/theme';
import type { StageAnswer } from '../../api/generated/types.gen';
import type { Card, Snapshot } from './cards';
import type { CardActs } from './CardView';
import { limitWords } from '../../ui/limit';

interface Props {
  stage: StageAnswer;
  names: Snapshot;
  cards: readonly Card[];
  all: number;
  overdue: number;
  filtered: boolean;
  acts: CardActs;
}

/** A column's name, counts and what runs here by itself. */
export function ColumnHead({ stage, names, cards, all, overdue, filtered, acts }: Props) {
  const wanted = stage.conditions.flatMap((condition) => (condition['tags'] as string[] | undefined) ?? []);
  const room = stage.wip_limit ? Number(stage.wip_limit['amount']) : null;
  const limit = limitWords(stage.limit);
  return (
    <div className="column-head" style={{ borderColor: colorOf(stage.color) }}>
      <div className="row">
        <span className="name grow cut" title={stage.name}>
          {stage.name}
        </span>
        <button type="button" className="icon-button" aria-label={`Add jobs to ${stage.name}`} onClick={() => acts.add(stage)}>
          <Icon name="plus" size={14} />
        </button>
        <button type="button" className="icon-button" aria-label={`Select all of ${stage.name}`} title="Select all" onClick={() => acts.selectAll(stage.id)}>
          <Icon name="all" size={14} />
        </button>
        <button type="button" className="icon-button" aria-label={`Collapse ${stage.name}`} onClick={() => acts.collapse(stage.id)}>
          <Icon name="fold" size={14} />
        </button>
      </div>
      <div className="facts">
        <span>{filtered ? `${cards.length} of ${all}` : room ? null : all}</span>
        {room && <span title={`Room for ${room} jobs`} className={all > room ? 'over-room' : undefined}>{all}/{room}{all >= room ? ' full' : ''}</span>}
        {overdue > 0 && <span style={{ color: 'var(--tm-overdue-fg)' }}>◷ {overdue} overdue</span>}
        {stage.automations.length > 0 && <span title={`${stage.automations.length} automations`}>⚡ {stage.automations.length}</span>}
        {stage.automove && <span title="Moves on by itself when all is done">» auto</span>}
        {limit && <span title={`Time limit: ${limit.words}`} className="row" style={{ gap: 2 }}><Icon name="hourglass" size={12} /> {limit.short}</span>}
        {wanted.length > 0 && (
          <span className="cut">only {wanted.map((id) => names.tags.find((tag) => tag.id === id)?.name ?? 'some').join(', ')}</span>
        )}
      </div>
    </div>
  );
}
