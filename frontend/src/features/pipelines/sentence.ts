import { type Condition, isGroup, partsOf } from './condition';
import { triggerWords } from './TriggerForm';

/** What a sentence says of an automation. */
export interface Said {
  action: string;
  settings: Readonly<Record<string, unknown>>;
  conditions: readonly Readonly<Record<string, unknown>>[];
  repeat: string;
  trigger?: Readonly<Record<string, unknown>>;
}

export interface Names {
  tags: ReadonlyMap<string, string>;
  members: ReadonlyMap<string, string>;
  roles: ReadonlyMap<string, string>;
  fields: ReadonlyMap<string, string>;
  stages: ReadonlyMap<string, string>;
  statuses: ReadonlyMap<string, string>;
  pipelines: ReadonlyMap<string, string>;
  clientStatuses: ReadonlyMap<string, string>;
}

const list = (ids: unknown, names: ReadonlyMap<string, string>): string =>
  (Array.isArray(ids) ? ids : []).map((id) => names.get(String(id)) ?? String(id)).join(', ');

const MATCH: Record<string, string> = { all_of: 'all of', any_of: 'any of', none_of: 'none of' };

const VALUES: Record<string, string> = { true: 'yes', false: 'no' };

function fieldWords(condition: Readonly<Condition>, names: Names): string {
  const name = names.fields.get(String(condition['field'])) ?? 'a field that is gone';
  const than = condition['than'];
  const dated = typeof than === 'string';
  if (condition['match'] === 'is_set') return `${name} is set`;
  if (condition['match'] === 'is_not_set') return `${name} is not set`;
  if (condition['match'] === 'less_than') return `${name} is ${dated ? 'before' : 'less than'} ${than}`;
  if (condition['match'] === 'greater_than') return `${name} is ${dated ? 'after' : 'greater than'} ${than}`;
  return `${name} is ${((condition['in'] as unknown[] | undefined) ?? []).map((value) => VALUES[String(value)] ?? String(value)).join(' or ')}`;
}

function groupWords(condition: Readonly<Condition>, names: Names): string {
  const parts = partsOf(condition).map((part) => conditionWords(part, names));
  const words = parts.join(condition['kind'] === 'all' ? ' and ' : ' or ');
  if (condition['kind'] === 'none') return `not (${words})`;
  return parts.length > 1 ? `(${words})` : words;
}

export function conditionWords(condition: Readonly<Condition>, names: Names): string {
  const kind = condition['kind'];
  if (isGroup(condition)) return groupWords(condition, names);
  if (kind === 'custom_field') return fieldWords(condition, names);
  if (kind === 'account_tags') return `the account has ${MATCH[String(condition['match'])]} ${list(condition['tags'], names.tags)}`;
  if (kind === 'account_type') return `the account is ${(condition['in'] as string[]).join(' or ')}`;
  if (kind === 'priority') return `the priority is ${(condition['in'] as string[]).join(' or ')}`;
  return `the job is assigned to ${list(condition['in'], names.members)}`;
}

const SINCE: Record<string, string> = { entered: 'the day it entered the stage', start_date: 'its start date', due_date: 'its due date', internal_deadline: 'its internal deadline' };

/** “due in 3 days”, “due 1 week before its internal deadline”; nothing when it is not set. */
function offset(what: string, name: string, settings: Said['settings']): string {
  const amount = settings[`${name}_in_days`];
  if (amount == null) return '';
  const many = Math.abs(Number(amount));
  const unit = String(settings[`${name}_unit`] ?? 'days').replace('_', ' ');
  const counted = `${many} ${many === 1 ? unit.replace(/s$/, '') : unit}`;
  const since = SINCE[String(settings[`${name}_from`])];
  if (!since) return Number(amount) < 0 ? `${what} ${counted} before that day` : `${what} in ${counted}`;
  return many ? `${what} ${counted} ${Number(amount) < 0 ? 'before' : 'after'} ${since}` : `${what} on ${since}`;
}

function doing({ action, settings }: Pick<Said, 'action' | 'settings'>, names: Names): string {
  const text = (name: string): string => String(settings[name] ?? '');
  if (action === 'create_task') {
    const whom = [list(settings['role_ids'], names.roles), list(settings['assignee_ids'], names.members)].filter(Boolean).join(', ');
    const due = offset('due', 'due', settings);
    return `create task “${text('title')}”${whom && ` for ${whom}`}${due && `, ${due}`}, and wait for it`;
  }
  if (action === 'send_email') return `send e-mail “${text('subject')}”${settings['wait'] ? ' and wait for the reply' : ''}`;
  if (action === 'update_account_tags') {
    const added = list(settings['add'], names.tags);
    const removed = list(settings['remove'], names.tags);
    return [settings['clear'] ? 'clear the tags' : '', added && `add the tag ${added}`, removed && `remove the tag ${removed}`].filter(Boolean).join(' and ');
  }
  if (action === 'move_job') {
    const into = settings['pipeline_id'] ? ` in ${names.pipelines.get(text('pipeline_id')) ?? 'a pipeline that is gone'}` : '';
    const stage = settings['stage_id'] ? (names.stages.get(text('stage_id')) ?? 'a stage that is gone') : 'a stage';
    return `move the job to ${stage}${into}`;
  }
  if (action === 'update_job') {
    const people = [list(settings['role_ids'], names.roles), list(settings['assignee_ids'], names.members)].filter(Boolean).join(', ');
    const parts = [
      settings['priority'] && `priority ${text('priority')}`,
      people && `assignees ${people}`,
      offset('start', 'start', settings),
      offset('due', 'due', settings),
      offset('internal deadline', 'internal_deadline', settings),
      settings['status'] && `status ${text('status')}`,
      settings['custom_status_id'] && `status ${names.statuses.get(text('custom_status_id')) ?? 'that is gone'}`,
    ].filter(Boolean);
    return `set the job’s ${parts.join(', ')}`;
  }
  if (action === 'update_client_status') {
    const parts = [
      settings['shown'] === 'show' && 'show the job to the client',
      settings['shown'] === 'hide' && 'hide the job from the client',
      settings['status_id'] && `set the client-facing status ${names.clientStatuses.get(text('status_id')) ?? 'that is gone'}`,
      settings['name'] && `call it “${text('name')}” for the client`,
      settings['text'] && `tell the client “${text('text')}”`,
      settings['clear_text'] && 'remove the text that the client had',
    ].filter(Boolean);
    return parts.join(' and ') || 'change what the client sees';
  }
  if (action === 'notify_members') {
    const people = [settings['to_assignees'] !== false && 'the assignees', list(settings['role_ids'], names.roles), list(settings['member_ids'], names.members)].filter(Boolean).join(', ');
    return `tell ${people} “${text('text')}”`;
  }
  if (action === 'update_account_access') {
    const added = list(settings['add'], names.members);
    const removed = list(settings['remove'], names.members);
    return [settings['reset'] ? 'leave the account to those with a role in it' : '', added && `give ${added} access to the account`, removed && `take access from ${removed}`].filter(Boolean).join(' and ');
  }
  if (action === 'call_webhook') return `call the webhook ${hostOf(text('url'))}${WAITS[text('wait')] ?? ''}`;
  if (action === 'link_note') return `link the note “${text('title')}”`;
  if (action === 'create_job') {
    const whom = [list(settings['role_ids'], names.roles), list(settings['assignee_ids'], names.members)].filter(Boolean).join(', ');
    const stage = settings['stage_id'] ? ` at ${names.stages.get(text('stage_id')) ?? 'a stage that is gone'}` : '';
    const due = offset('due', 'due', settings);
    return `create the job ${text('name') ? `“${text('name')}”` : 'of the same name'} in ${names.pipelines.get(text('pipeline_id')) ?? 'a pipeline that is gone'}${stage}${whom && ` for ${whom}`}${due && `, ${due}`}`;
  }
  return action.replaceAll('_', ' ');
}

const WAITS: Record<string, string> = { answer: ' and wait for its answer', callback: ' and wait until it calls back' };
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : url);

/** An automation as a sentence: when, if, what. */
export function sentence(automation: Said, owner: { kind: 'stage' | 'status'; name: string }, names: Names): string {
  const conditions = automation.conditions.map((condition) => conditionWords(condition, names)).join(' and ');
  const once = automation.repeat === 'first_visit' ? ' for the first time' : '';
  return `${triggerWords(automation.trigger ?? { kind: 'entered' }, owner, once)}${conditions && `, if ${conditions}`}, ${doing(automation, names)}.`;
}
