import { useEffect, useState, useSyncExternalStore } from 'react';

interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'bad';
  action?: { label: string; run: () => void; until?: number };
}

let toasts: readonly Toast[] = [];
let next = 1;
const watchers = new Set<() => void>();
const set = (changed: readonly Toast[]): void => {
  toasts = changed;
  for (const watcher of watchers) watcher();
};
const close = (id: number): void => set(toasts.filter((toast) => toast.id !== id));

/** Say something at the foot of the page; an action stays as long as it is possible. */
export function say(text: string, options: { tone?: 'plain' | 'bad'; action?: Toast['action'] } = {}): void {
  const id = next++;
  const toast: Toast = { id, text, tone: options.tone ?? 'plain', ...(options.action ? { action: options.action } : {}) };
  set([...toasts.slice(-2), toast]);
  const until = options.action?.until;
  const lasts = until ? until - Date.now() : options.tone === 'bad' ? 9000 : 5000;
  setTimeout(() => close(id), Math.max(1500, lasts));
}

/** The newest thing that can be undone now: what `z` does. */
export const undoNewest = (): boolean => {
  const toast = toasts.findLast((candidate) => candidate.action?.label === 'Undo');
  if (!toast?.action) return false;
  toast.action.run();
  close(toast.id);
  return true;
};

export function Toasts() {
  const shown = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className="toast" data-tone={toast.tone}>
          <span className="grow">{toast.text}</span>
          {toast.action && (
            <button
              type="button"
              onClick={() => {
                toast.action?.run();
                close(toast.id);
              }}
            >
              {toast.action.label}
              {toast.action.until && <Seconds until={toast.action.until} />}
            </button>
          )}
          <button type="button" aria-label="Close" onClick={() => close(toast.id)}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}

function Seconds({ until }: { until: number }) {
  const [left, setLeft] = useState(() => Math.ceil((until - Date.now()) / 1000));
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 250);
    return () => clearInterval(timer);
  }, [until]);
  return <> ({left} s)</>;
}
