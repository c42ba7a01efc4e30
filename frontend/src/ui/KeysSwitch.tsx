import { Switch } from '@mantine/core';
import { useKeysSwitch } from './keys';

/** Single keys on or off, in this browser. */
export function KeysSwitch() {
  const [on, setOn] = useKeysSwitch();
  return <Switch checked={on} onChange={(event) => setOn(event.target.checked)} label="Single keys" description="Off: only arrows, Enter, Space, Esc and ⌘/Ctrl K act, in this browser. The key ? shows them all." />;
}
