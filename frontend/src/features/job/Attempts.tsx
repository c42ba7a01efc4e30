import { instantWords } from '../../ui/dates';

interface Attempt {
  number: number;
  at: string;
  status: number | null;
  text: string;
  error: string | null;
}

/** What came of each attempt to call a webhook: when, its status, and the beginning of what was answered last. */
export function Attempts({ made }: { made: readonly Readonly<Record<string, unknown>>[] }) {
  const attempts = made.flatMap((one) => (one['attempts'] as Attempt[] | undefined) ?? []);
  return attempts.map((attempt) => (
    <div key={attempt.number} className="small">
      <span aria-hidden>{attempt.error ? '✗' : '✓'}</span> {instantWords(attempt.at)} · {attempt.status ? `answered ${attempt.status}` : attempt.error}
      {attempt.text && (
        <details>
          <summary>What was answered</summary>
          <pre style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: '4px 0', maxHeight: 240, overflow: 'auto' }} tabIndex={0}>{attempt.text}</pre>
        </details>
      )}
    </div>
  ));
}
