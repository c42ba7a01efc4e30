interface Named {
  id: string;
  name: string;
}

const SHOWN = 6;

/** What is being typed after an @ before the caret, and where that @ stands; null when nobody is being named. */
export function mentionAt(text: string, caret: number): { from: number; typed: string } | null {
  const found = /(?:^|\s)@([^@\n]{0,40})$/.exec(text.slice(0, caret));
  return found ? { from: caret - (found[1]?.length ?? 0) - 1, typed: (found[1] ?? '').toLowerCase() } : null;
}

/** Who may be meant: those of whom a name begins so. */
export const whoBegins = <Who extends Named>(members: readonly Who[], typed: string): Who[] =>
  members.filter(({ name }) => name.toLowerCase().startsWith(typed) || name.toLowerCase().split(/\s+/).some((word) => word.startsWith(typed))).slice(0, SHOWN);

const named = (members: readonly Named[]): RegExp | null => {
  const names = members.map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).sort((one, other) => other.length - one.length);
  return names.length ? new RegExp(`(@(?:${names.join('|')})(?![\\p{L}\\p{N}]))`, 'u') : null;
};

/** A text in parts: every second one names a member. */
export function inParts(text: string, members: readonly Named[]): string[] {
  const pattern = named(members);
  return pattern ? text.split(pattern) : [text];
}

/** The ids of those whom the text names, each once. */
export function mentionedIn(text: string, members: readonly Named[]): string[] {
  const names = new Set(inParts(text, members).filter((_, place) => place % 2 === 1).map((part) => part.slice(1)));
  return members.filter(({ name }) => names.has(name)).map(({ id }) => id);
}
