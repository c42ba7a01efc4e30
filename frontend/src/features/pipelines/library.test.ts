import { expect, test } from 'vitest';
import { isInstallation, stageFacts } from './library';

test('a second installation is one too, another pipeline is not', () => {
  expect(isInstallation('Payroll', 'Payroll')).toBe(true);
  expect(isInstallation('Payroll (2)', 'Payroll')).toBe(true);
  expect(isInstallation('Payroll (old)', 'Payroll')).toBe(false);
  expect(isInstallation('Payroll west', 'Payroll')).toBe(false);
});

test('a stage is told in short words', () => {
  const stage = {
    automove: true,
    limit: { amount: 1, unit: 'business_days' },
    requirements: [{ kind: 'field', field: 'due_date', mode: 'block' }, { kind: 'tasks_done', mode: 'warn' }, { kind: 'permission', permission: 'manage_tags', mode: 'block' }],
    wip_limit: { amount: 12, mode: 'warn' },
  };
  expect(stageFacts(stage)).toEqual(['1 business day at most', 'needs a due date', 'asks for all tasks done', 'needs a permission', 'room for 12 jobs', 'moves on by itself']);
  expect(stageFacts({ automove: false, limit: null, requirements: [], wip_limit: null })).toEqual([]);
});
