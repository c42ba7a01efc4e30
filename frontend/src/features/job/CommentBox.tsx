import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { wordsOf } from '../../api/problem';
import { members as membersQuery } from '../../api/queries';
import { Avatar } from '../../ui/facts';
import { mentionAt, mentionedIn, whoBegins } from './mentions';

interface Props {
  label: string;
  verb: string;
  text: string;
  set: (text: string) => void;
  send: (text: string, mentionIds: string[]) => Promise<unknown>;
  cancel?: () => void;
}

/** A box to write in: @ offers members, Ctrl+Enter sends. What was typed stays when the server refuses. */
export function CommentBox({ label, verb, text, set, send, cancel }: Props) {
  const members = (useQuery(membersQuery).data ?? []).filter((member) => member.status === 'active');
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const at = caret === null ? null : mentionAt(text, caret);
  const offered = at ? whoBegins(members, at.typed) : [];
  const choose = (name: string): void => {
    if (!at || caret === null) return;
    const end = at.from + name.length + 2;
    set(`${text.slice(0, at.from)}@${name} ${text.slice(caret)}`);
    setCaret(null);
    requestAnimationFrame(() => field.current?.setSelectionRange(end, end));
  };
  const go = async (): Promise<void> => {
    if (!text.trim() || busy) return;
    setBusy(true);
    setError(null);
    try {
      await send(text.trim(), mentionedIn(text, members));
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  const pressed = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const who = offered[chosen % offered.length];
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void go();
    else if (who && step) setChosen((chosen + step + offered.length) % offered.length);
    else if (who && (event.key === 'Enter' || event.key === 'Tab')) choose(who.name);
    else if (who && event.key === 'Escape') setCaret(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      className="comment-box"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <Textarea
        ref={field}
        label={label}
        placeholder="Write to those who work on this job. @ names somebody."
        autosize
        minRows={2}
        maxRows={12}
        maxLength={10_000}
        value={text}
        aria-autocomplete="list"
        aria-controls={offered.length ? list : undefined}
        aria-activedescendant={offered.length ? `${list}${chosen % offered.length}` : undefined}
        onChange={(event) => {
          set(event.target.value);
          setCaret(event.target.selectionStart);
          setChosen(0);
        }}
        onKeyDown={pressed}
        onBlur={() => setCaret(null)}
      />
      {offered.length > 0 && (
        <ul id={list} role="listbox" aria-label="Members to mention" className="mention-list">
          {offered.map((member, place) => (
            <li
              key={member.id}
              id={`${list}${place}`}
              role="option"
              aria-selected={place === chosen % offered.length}
              className="row"
              onMouseDown={(event) => {
                event.preventDefault();
                choose(member.name);
              }}
            >
              <Avatar name={member.name} color={member.color} /> {member.name}
            </li>
          ))}
        </ul>
      )}
      {Boolean(error) && <p role="alert" style={{ color: 'var(--tm-overdue-fg)', margin: 0 }}>{wordsOf(error)}</p>}
      <div className="row" style={{ marginTop: 6 }}>
        <Button type="submit" size="xs" loading={busy} disabled={!text.trim()} title="Ctrl+Enter">{verb}</Button>
        {cancel && <Button size="xs" variant="subtle" onClick={cancel}>Cancel</Button>}
      </div>
    </form>
  );
}
