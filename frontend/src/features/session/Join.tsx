import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import * as api from '../../api/generated/sdk.gen';
import { Problem, wordsOf } from '../../api/problem';
import { Gate, useGateForm } from './Gate';

/** Where the link of an invitation leads. */
export function Join({ token }: { token: string }) {
  const found = useQuery({ queryKey: ['invitation', token], queryFn: async () => (await api.lookUpInvitation({ body: { token } })).data, retry: false, staleTime: Infinity });
  const { busy, submit, fault, message } = useGateForm((form) => api.acceptInvitation({ body: { token, name: String(form.get('name')), password: String(form.get('password')) } }));
  if (found.isPending) return null;
  if (found.isError) {
    const gone = found.error instanceof Problem && found.error.status === 404;
    const intro = gone ? 'It was used, withdrawn, or is older than seven days. Ask whoever invited you for a new one.' : wordsOf(found.error);
    return <Gate title="This invitation is not valid" intro={intro}><Link to="/sign-in">Sign in</Link></Gate>;
  }
  const { firm_name, email, name } = found.data;
  return (
    <Gate title={`Join ${firm_name}`} intro={<>You will sign in as <strong>{email}</strong>.</>}>
      <form className="stack" onSubmit={submit}>
        <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
        <TextInput name="name" label="Your name" autoComplete="name" required maxLength={200} defaultValue={name} error={fault('name')} />
        <PasswordInput name="password" label="Password" description="At least 10 characters" autoComplete="new-password" required autoFocus error={fault('password')} />
        {message && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{message}</p>}
        <Button type="submit" loading={busy} fullWidth>Join</Button>
      </form>
    </Gate>
  );
}
