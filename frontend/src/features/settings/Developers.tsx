import { ApiKeys } from './ApiKeys';
import { Webhooks } from './Webhooks';

/** What other programs need to work with this one. */
export function Developers() {
  return (
    <div className="stack" style={{ gap: 20 }}>
      <ApiKeys />
      <Webhooks />
    </div>
  );
}
