import { Link } from '@tanstack/react-router';
import type { RunAnswer } from '../../api/generated/types.gen';
import { madeOf, notRetryable, whyTitle } from './words';

/** Why a run became what it is, each condition with its verdict, and what it made. */
export function RunFacts({ run }: { run: RunAnswer }) {
  const made = madeOf(run);
  return (
    <>
      {run.reason && (
        <section>
          <h3>{whyTitle(run.state)}</h3>
          <p>{run.reason}</p>
          {run.error && <p className="small dim">Code: <code>{run.error.code}</code></p>}
          {run.not_retryable && <p className="small dim">{notRetryable(run.not_retryable)}</p>}
        </section>
      )}
      {run.verdicts.length > 0 && (
        <section>
          <h3>Conditions, as they were judged</h3>
          <ul className="plain-list">
            {run.verdicts.map((verdict, place) => (
              <li key={place}>
                <span aria-hidden>{verdict['holds'] ? '✓' : '✗'}</span> <span className="hidden">{verdict['holds'] ? 'holds: ' : 'does not hold: '}</span>
                {String(verdict['text'])}
              </li>
            ))}
          </ul>
        </section>
      )}
      {made.length > 0 && (
        <section>
          <h3>What it made</h3>
          <ul className="plain-list">
            {made.map(({ words, to }, place) => (
              <li key={place}>{to === undefined ? words : to.to === '/mail' ? <Link to="/mail">{words}</Link> : <Link to={to.to} params={{ id: to.id }}>{words}</Link>}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
