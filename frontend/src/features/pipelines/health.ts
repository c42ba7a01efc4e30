import type { HealthAnswer } from '../../api/generated/types.gen';
import { lastedWords } from '../../ui/dates';

/** What is said of an automation in a few words. */
export function healthWords(health: HealthAnswer, now = Date.now()): { words: string; tone: 'overdue' | 'hold' | 'plain' } {
  const ran = health.last_run ? `ran ${lastedWords(Date.parse(health.last_run.at), now)} ago` : 'never ran';
  switch (health.state) {
    case 'points_at_gone':
      return { words: `gone: ${health.gone.join(', ')}`, tone: 'overdue' };
    case 'failing':
      return { words: `${health.failed} failed`, tone: 'overdue' };
    case 'never_ran':
      return { words: 'never ran', tone: 'hold' };
    default:
      return { words: ran, tone: 'plain' };
  }
}

const GRAVITY = ['points_at_gone', 'failing', 'never_ran'];

/** The automations that want a look, the gravest first. */
export const wanting = (all: readonly HealthAnswer[]): HealthAnswer[] =>
  all.filter((one) => GRAVITY.includes(one.state)).sort((one, other) => GRAVITY.indexOf(one.state) - GRAVITY.indexOf(other.state));
