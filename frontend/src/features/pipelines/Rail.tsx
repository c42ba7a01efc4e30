import type { PipelineAnswer } from '../../api/generated/types.gen';
import { colorOf } from '../../ui/theme';

const STEP = 132;
const MID = 62;
const RAISED = 30;
const BELOW = 124;

/** The pipeline as a line of stages: conditional ones on a raised branch, automove as a chevron, jumps as an arc. */
export function Rail({ pipeline, chosen, choose }: { pipeline: PipelineAnswer; chosen: string | null; choose: (id: string) => void }) {
  const { stages } = pipeline;
  const x = (place: number): number => 60 + place * STEP;
  const y = (place: number): number => (stages[place]?.conditions.length ? RAISED : MID);
  const jumps = stages.flatMap((stage, place) =>
    stage.automations
      .filter((automation) => automation.enabled && automation.action === 'move_job')
      .map((automation) => ({ id: automation.id, from: place, to: stages.findIndex((one) => one.id === automation.settings['stage_id']) }))
      .filter((jump) => jump.to >= 0),
  );
  return (
    <div className="sheet" style={{ overflowX: 'auto' }}>
      <svg width={x(stages.length - 1) + 70} height={jumps.length ? 148 : 128} role="group" aria-label="Stages" style={{ display: 'block', minWidth: '100%' }}>
        <line x1={x(0)} x2={x(stages.length - 1)} y1={MID} y2={MID} stroke="var(--tm-line)" strokeWidth="3" />
        {stages.map((stage, place) =>
          stage.conditions.length ? (
            <path key={stage.id} d={`M${x(place - 1) + 30} ${MID} Q${x(place) - 40} ${RAISED} ${x(place)} ${RAISED} Q${x(place) + 40} ${RAISED} ${x(place + 1) - 30} ${MID}`} fill="none" stroke="var(--tm-control)" strokeDasharray="4 3" strokeWidth="2" />
          ) : null,
        )}
        {stages.map((stage, place) => (
          <g
            key={stage.id}
            role="button"
            tabIndex={0}
            aria-pressed={stage.id === chosen}
            aria-label={`${stage.name}, ${stage.jobs_count ?? 0} jobs`}
            style={{ cursor: 'pointer' }}
            onClick={() => choose(stage.id)}
            onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && (event.preventDefault(), choose(stage.id))}
          >
            <rect x={x(place) - 60} y={2} width={120} height={124} rx={8} fill={stage.id === chosen ? 'var(--tm-sunken)' : 'transparent'} />
            <circle cx={x(place)} cy={y(place)} r={14} fill={colorOf(stage.color)} stroke="var(--tm-surface)" strokeWidth="3" />
            <text x={x(place)} y={y(place) + 4} textAnchor="middle" fontSize="11" fontWeight="600" fill="#10151B">{stage.jobs_count ?? 0}</text>
            <text x={x(place)} y={100} textAnchor="middle" fontSize="12" fill="var(--tm-text)" fontWeight={stage.id === chosen ? 600 : 400}>
              {stage.name.length > 17 ? `${stage.name.slice(0, 16)}…` : stage.name}
            </text>
            <text x={x(place)} y={117} textAnchor="middle" fontSize="11" fill="var(--tm-dim)">
              {stage.automations.length ? `⚡ ${stage.automations.length}` : ''}
            </text>
            {stage.automove && <path d={`M${x(place) + STEP / 2 - 4} ${MID - 6}l6 6-6 6`} fill="none" stroke="var(--tm-primary)" strokeWidth="2.5" />}
          </g>
        ))}
        {jumps.map((jump) => {
          const end = x(jump.to);
          return (
            <path key={jump.id} d={`M${x(jump.from)} ${BELOW} Q${(x(jump.from) + end) / 2} ${BELOW + 34} ${end} ${BELOW}M${end - 5} ${BELOW + 6}l5-6 5 6`} fill="none" stroke="var(--tm-client-fg)" strokeWidth="1.5" />
          );
        })}
      </svg>
    </div>
  );
}
