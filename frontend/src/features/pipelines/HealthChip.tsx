import { Link } from '@tanstack/react-router';
import type { HealthAnswer } from '../../api/generated/types.gen';
import { instantWords } from '../../ui/dates';
import { healthWords } from './health';

/** When an automation ran last and what is wrong with it; leads to its runs. */
export function HealthChip({ health }: { health: HealthAnswer }) {
  const { words, tone } = healthWords(health);
  const last = health.last_run && `Last ran ${instantWords(health.last_run.at)}: ${health.last_run.state}`;
  return (
    <Link
      to="/runs"
      search={{ pipeline: health.pipeline_id, automation: health.automation_id, ...(health.state === 'failing' ? { state: 'failed' } : {}) }}
      className="chip"
      data-tone={tone}
      style={{ textDecoration: 'none' }}
      title={[last, `${health.succeeded} succeeded and ${health.failed} failed in the last 30 days`].filter(Boolean).join('\n')}
    >
      {words}
    </Link>
  );
}
