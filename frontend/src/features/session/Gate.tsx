import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Problem, wordsOf } from '../../api/problem';

/** The frame of the pages before the door. */
export function Gate({ title, intro, children }: { title: string; intro: ReactNode; children?: ReactNode }) {
  return (
    <main style={{ minHeight: '100dvh', display: 'grid', placeItems: 'center', padding: 16 }}>
      <div className="panel" style={{ width: 'min(400px, 100%)', padding: 28 }}>
        <div className="row" style={{ marginBottom: 16, fontWeight: 600, fontSize: 16 }}>
          <img src="/favicon.svg" width={26} height={26} alt="" /> Tickmark
        </div>
        <h1>{title}</h1>
        <p className="dim" style={{ marginTop: 4 }}>{intro}</p>
        {children}
      </div>
    </main>
  );
}

/** A form that opens the door: keeps what was typed when it is refused. */
export function useGateForm(send: (form: FormData) => Promise<unknown>) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setBusy(true);
    send(new FormData(event.currentTarget))
      .then(async () => {
        client.clear();
        await navigate({ to: '/pipelines' });
      })
      .catch((error: unknown) => {
        setProblem(error);
        setBusy(false);
      });
  };
  const fault = (name: string): string | undefined =>
    problem instanceof Problem ? problem.faults.find((one) => one.pointer === `/${name}`)?.detail : undefined;
  const general = problem instanceof Problem && problem.faults.length ? null : problem;
  return { busy, submit, fault, message: general ? wordsOf(general) : null };
}
