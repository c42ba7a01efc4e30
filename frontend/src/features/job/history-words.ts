import type { HistoryAnswer } from '../../api/generated/types.gen';
import { dateWords } from '../../ui/dates';
import { asPeriod, periodName } from '../../ui/period';

const FIELDS: Record<string, string> = {
  name: 'name', priority: 'priority', start_date: 'start date', due_date: 'due date', internal_deadline: 'internal deadline', description: 'description', period: 'what the work is about',
  client_name: 'name for the client', client_description: 'text for the client',
};
const PLAIN: Record<string, string> = {
  'job.created': 'created the job',
  'job.completed': 'completed the job',
  'job.reopened': 'reopened the job',
  'job.archived': 'archived the job',
  'job.overdue': 'saw the due date pass',
  'job.stage_overdue': 'saw the time limit of the stage pass',
  'job.item_linked': 'linked a task',
  'job.item_unlinked': 'unlinked an item',
  'job.item_relinked': 'linked an item again',
  'comment.updated': 'changed a comment',
  'comment.deleted': 'deleted a comment',
  'job.event_parked': 'could not work off what follows from a change; it waits for a retry',
  'job.event_retried': 'asked to try again what could not be worked off',
  'job.run_retried': 'asked for an automation to be tried again',
  'task.created': 'added a task',
  'task.completed': 'completed a task',
  'task.canceled': 'canceled a task',
  'task.reopened': 'reopened a task',
  'task.updated': 'changed a task',
  'task.deleted': 'deleted a task',
  'task.overdue': 'saw the due date of a task pass',
};

const RESOLVED: Record<string, string> = { answered: 'received', called_back: 'received', completed: 'marked done', canceled: 'canceled' };

interface Place {
  name?: string;
}

const shown = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return 'none';
  const period = asPeriod(value);
  if (period) return periodName(period);
  const words = String(value);
  return /^\d{4}-\d\d-\d\d$/.test(words) ? dateWords(words) : words;
};

/** A stage by its name, after its pipeline's where a change went from one to another. */
function place(entry: HistoryAnswer, which: 'from' | 'to'): string {
  const names = [entry.data[`${which}_pipeline`], entry.data[`${which}_stage`]] as (Place | undefined)[];
  return names.flatMap((one) => one?.name ?? []).join(', ');
}

/** One entry of a job's history as a sentence. */
export function historyWords(entry: HistoryAnswer, members: ReadonlyMap<string, string> = new Map(), clientStatuses: ReadonlyMap<string, string> = new Map()): string {
  const status = (id: unknown): string => (id ? (clientStatuses.get(String(id)) ?? 'one that was removed') : 'none');
  const from = place(entry, 'from');
  const to = place(entry, 'to');
  const why = entry.data['override_reason'] ? `, overriding its requirements: “${String(entry.data['override_reason'])}”` : '';
  if (entry.type === 'job.stage_changed') return `moved from ${from} to ${to}${why}`;
  if (entry.type === 'job.transferred') {
    const ended = (entry.data['ended_status'] as Place | undefined)?.name;
    return `transferred from ${from} to ${to}${why}${ended ? `; the status ${ended} ended` : ''}`;
  }
  if (entry.type === 'job.move_undone') return `took a move back: from ${from} it is in ${to} again`;
  if (entry.type === 'job.status_changed') return `set the status to ${String((entry.data['status'] as Place | undefined)?.name)}`;
  if (entry.type === 'job.item_linked' && entry.data['item_type'] === 'job') return 'linked another job';
  if (entry.type === 'job.item_linked' && entry.data['item_type'] === 'note') return `attached the note “${String(entry.data['title'])}”`;
  if (entry.type === 'job.created') return `created the job in ${to}${why}`;
  const title = String(entry.data['title']);
  if (entry.type === 'job.item_reminded') return `sent reminder ${String(entry.data['number'])} of “${title}”`;
  if (entry.type === 'job.item_reminders_switched') return `switched the reminders of “${title}” ${entry.data['on'] ? 'on again' : 'off'}`;
  if (entry.type === 'job.item_carried') return `took “${title}” along, still open: it holds the next stage`;
  if (entry.type === 'task.updated' && Object.keys(entry.changes).join() === 'subtasks') return 'changed the subtasks of a task';
  if (entry.type === 'job.item_settled') return `finished the linked task “${title}”`;
  if (entry.type === 'job.item_reopened') return `reopened “${title}”${entry.data['left_behind'] ? ', left behind: the job has moved on and stays here' : ''}`;
  if (entry.type === 'job.updated') {
    const changes = Object.entries(entry.changes).map(([field, [old, now]]) => {
      if (field === 'assignee_ids') {
        const names = (now as string[]).map((id) => members.get(id) ?? 'somebody').join(', ');
        return `assigned ${names || 'nobody'}`;
      }
      if (field === 'client_shown') return now ? 'showed the job to the client' : 'hid the job from the client';
      if (field === 'client_status_id') return `client-facing status: ${status(old)} → ${status(now)}`;
      return field === 'description' ? 'changed the description' : `${FIELDS[field] ?? field}: ${shown(old)} → ${shown(now)}`;
    });
    return changes.join('; ') || 'changed the job';
  }
  if (entry.type === 'job.item_resolved' && entry.data['item_type'] === 'reply' && entry.data['resolution'] === 'answered') return `marked “${title}” as answered`;
  if (entry.type === 'job.item_resolved') return `${RESOLVED[String(entry.data['resolution'])] ?? 'resolved'} “${title}”`;
  return PLAIN[entry.type] ?? entry.type;
}
