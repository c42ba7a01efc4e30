import type { Draft } from './draft';

/** A beginning that many firms want; the form shows it, to be made one's own. */
export interface Recipe {
  name: string;
  draft: Partial<Draft> & Pick<Draft, 'action' | 'settings'>;
  /** Only stages have a time limit. */
  stagesOnly?: boolean;
}

const greeting = 'Dear [CONTACT_FIRST_NAME],\n\n';

export const RECIPES: readonly Recipe[] = [
  { name: 'Somebody does something', draft: { action: 'create_task', settings: { title: 'Check the documents of [ACCOUNT_NAME]', due_in_days: 3, due_unit: 'business_days' } } },
  { name: 'Write to the client', draft: { action: 'send_email', settings: { subject: 'We have begun: [JOB_NAME]', body: `${greeting}we have begun to work on [JOB_NAME]. We will be in touch if we need anything.\n`, mode: 'contact' } } },
  { name: 'Ask again after three days', draft: { action: 'send_email', trigger: { kind: 'after', amount: 3, unit: 'business_days' }, settings: { subject: 'A friendly reminder: [JOB_NAME]', body: `${greeting}we still need something from you for [JOB_NAME]. If you have sent it already, thank you.\n`, mode: 'contact' } } },
  { name: 'Tell us when it takes too long', stagesOnly: true, draft: { action: 'notify_members', trigger: { kind: 'limit_passed' }, settings: { text: '[JOB_NAME] of [ACCOUNT_NAME] has been here longer than planned.', to_assignees: true } } },
  { name: 'Make it urgent before it is due', draft: { action: 'update_job', trigger: { kind: 'due_date', amount: -3, unit: 'days' }, settings: { priority: 'urgent' } } },
  { name: 'Complete the job', draft: { action: 'update_job', settings: { status: 'completed' } } },
];
