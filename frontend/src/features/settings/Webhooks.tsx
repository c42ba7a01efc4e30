import { Button, CopyButton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import * as api from '../../api/generated/sdk.gen';
import { webhookSecret as secretQuery } from '../../api/queries';
import { instantWords } from '../../ui/dates';
import { Failed, Loading } from '../../ui/states';
import { useAct } from '../../ui/use-act';

const SURE = 'Make a new secret? For 24 hours calls are signed with both; give the new one to every receiver meanwhile.';

/** The secret by which a receiver of webhooks knows that a call is the firm's. */
export function Webhooks() {
  const secret = useQuery(secretQuery);
  const { act, busy } = useAct();
  return (
    <section className="panel stack" style={{ maxWidth: 620 }}>
      <h2 style={{ margin: 0 }}>Webhook secret</h2>
      <p className="dim small" style={{ margin: 0 }}>
        Automations that <em>call a webhook</em> sign what they send by the Standard Webhooks. Whoever receives it checks the signature with this secret. Treat it like a password.
      </p>
      {secret.isPending && <Loading rows={1} height={36} />}
      {secret.isError && <Failed error={secret.error} />}
      {secret.data && (
        <>
          <div className="row">
            <TextInput readOnly className="grow" aria-label="Webhook secret" type="password" autoComplete="off" value={secret.data.secret ?? ''} onFocus={(event) => { event.target.type = 'text'; event.target.select(); }} onBlur={(event) => { event.target.type = 'password'; }} />
            <CopyButton value={secret.data.secret ?? ''}>{({ copied, copy }) => <Button variant="default" onClick={copy}>{copied ? 'Copied ✓' : 'Copy'}</Button>}</CopyButton>
          </div>
          <div className="row wrap">
            <span className="grow small dim">
              {secret.data.rotated_at ? `Secret ${secret.data.number}, since ${instantWords(secret.data.rotated_at)}.` : 'The first secret of this firm.'}
              {secret.data.former_until && ` The former one signs too until ${instantWords(secret.data.former_until)}.`}
            </span>
            <Button variant="default" loading={busy} onClick={() => window.confirm(SURE) && act(() => api.rotateWebhookSecret())}>Make a new secret</Button>
          </div>
        </>
      )}
    </section>
  );
}
