import type { RunAnswer } from '../../api/generated/types.gen';

const NOT_RETRYABLE: Record<string, string> = {
  job_has_moved_on: 'The job has left the stage or status of this run, so it can’t be tried again.',
  job_is_archived: 'The job is archived. Reopen it to try again.',
};

/** Why a failed run can't be tried again. */
export const notRetryable = (code: string | null | undefined): string | null => (code ? (NOT_RETRYABLE[code] ?? code) : null);

const WHY: Record<string, string> = {
  skipped: 'Why it did not fire',
  failed: 'Why it failed',
  stopped: 'Why it was stopped',
  cancelled: 'Why it was cancelled',
  waiting: 'What it waits for',
};

export const whyTitle = (state: string): string => WHY[state] ?? 'Why';

/** What a run made or changed: words, and where to look at it. */
export interface Made {
  words: string;
  to?: { to: '/j/$id' | '/accounts/$id'; id: string } | { to: '/mail' };
}

export function madeOf(run: Pick<RunAnswer, 'made' | 'job_id'>): Made[] {
  return run.made.map((one) => {
    const named = String(one['title'] ?? one['name'] ?? '');
    const id = String(one['id']);
    const job = { to: '/j/$id' as const, id: run.job_id };
    switch (one['type']) {
      case 'task':
        return { words: `The task “${named}”`, to: job };
      case 'created_job':
        return { words: `The job “${named}”`, to: { to: '/j/$id', id } };
      case 'email':
        return { words: `An e-mail to ${(one['to'] as string[] | undefined)?.join(', ') ?? ''}`, to: { to: '/mail' } };
      case 'note':
        return { words: `The note “${named}”`, to: job };
      case 'job_move':
        return { words: 'It moved the job', to: job };
      case 'job':
        return { words: 'It changed the job', to: job };
      case 'account_tags':
        return { words: 'It changed the account’s tags', to: { to: '/accounts/$id', id } };
      case 'account_access':
        return { words: 'It changed who sees the account', to: { to: '/accounts/$id', id } };
      case 'notification':
        return { words: 'A notification' };
      case 'webhook':
        return { words: `A call of ${String(one['host'])}` };
      default:
        return { words: named || String(one['type']).replaceAll('_', ' '), to: job };
    }
  });
}

const EVENTS: Record<string, string> = {
  'run.due': 'the time of an automation came',
  'recurrence.due': 'a recurring job was due',
  'import.requested': 'an import began',
  'import.continued': 'an import went on',
  'member.removed': 'a member was removed',
  'pipeline.updated': 'the pipeline was changed',
  'replan.continued': 'jobs were planned anew after a change',
  'firm.updated': 'the firm’s settings were changed',
};

export const eventWords = (type: string): string | null => EVENTS[type] ?? null;
