/** What a condition said; of a group, with what each of its parts said below it. */
export function Verdict({ verdict }: { verdict: Readonly<Record<string, unknown>> }) {
  const parts = (verdict['parts'] as Record<string, unknown>[] | undefined) ?? [];
  const text = String(verdict['text']);
  return (
    <div className="small">
      {verdict['holds'] ? '✓' : '✗'} {parts.length ? `${text.split(' ')[0]} of these:` : text}
      {parts.length > 0 && (
        <div style={{ marginLeft: 16 }}>
          {parts.map((part, place) => <Verdict key={place} verdict={part} />)}
        </div>
      )}
    </div>
  );
}
