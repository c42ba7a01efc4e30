/** A condition as the API has it: a leaf, or a group of others. */
export type Condition = Record<string, unknown>;

/** What a group asks of its conditions. */
export const GROUPS: Record<string, string> = { any: 'any of these', all: 'all of these', none: 'none of these' };

export const isGroup = (condition: Readonly<Condition>): boolean => String(condition['kind']) in GROUPS;
export const partsOf = (condition: Readonly<Condition>): Condition[] => (condition['conditions'] as Condition[] | undefined) ?? [];
export const leavesOf = (condition: Readonly<Condition>): Readonly<Condition>[] => (isGroup(condition) ? partsOf(condition).flatMap(leavesOf) : [condition]);

/** Whether a condition on a custom field says what it compares with; all others are made whole. */
export function isWhole(condition: Readonly<Condition>): boolean {
  if (isGroup(condition)) return partsOf(condition).every(isWhole);
  if (condition['kind'] !== 'custom_field') return true;
  const match = condition['match'];
  if (match === 'one_of') return Array.isArray(condition['in']) && condition['in'].length > 0;
  return match === 'is_set' || match === 'is_not_set' || condition['than'] != null;
}

/** How a field may be asked, by its type. */
export const FIELD_MATCHES: Record<string, Record<string, string>> = {
  text: { one_of: 'is one of' },
  choice: { one_of: 'is one of' },
  yes_no: { one_of: 'is' },
  number: { one_of: 'is', less_than: 'is less than', greater_than: 'is greater than' },
  date: { one_of: 'is', less_than: 'is before', greater_than: 'is after' },
};
