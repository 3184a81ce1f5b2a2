import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { type Command, type KeyMap, keepKeyMap, loadKeyMap } from './commands.js';

type Handler = () => void;

interface KeyDesk {
  readonly map: KeyMap;
  change(map: KeyMap): void;
  /** Latest first: a panel that opens over a page takes its keys. */
  readonly handlers: Map<Command, Handler[]>;
}

const Keys = createContext<KeyDesk | undefined>(undefined);

/** Listens for single keys on the whole page. */
export function KeyDeskProvider({ children }: { readonly children: ReactNode }) {
  const [map, setMap] = useState(loadKeyMap);
  const handlers = useRef(new Map<Command, Handler[]>()).current;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const command = commandOf(event, map);
      const handler = command === undefined ? undefined : handlers.get(command)?.[0];
      if (handler === undefined) return;
      event.preventDefault();
      handler();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [map, handlers]);
  const desk = useMemo(() => {
    const change = (next: KeyMap) => {
      keepKeyMap(next);
      setMap(next);
    };
    return { map, change, handlers };
  }, [map, handlers]);
  return <Keys.Provider value={desk}>{children}</Keys.Provider>;
}

/** The keys as this person has them. */
export function useKeyMap(): Pick<KeyDesk, 'map' | 'change'> {
  return useDesk();
}

/**
 * Lets a key do something while the calling part is on the page.
 *
 * @param handler  undefined: it has nothing to do at present
 */
export function useCommand(command: Command, handler: Handler | undefined): void {
  const { handlers } = useDesk();
  const latest = useRef(handler);
  latest.current = handler;
  const isIdle = handler === undefined;
  useEffect(() => {
    if (isIdle) return undefined;
    const call = () => latest.current?.();
    handlers.set(command, [call, ...(handlers.get(command) ?? [])]);
    return () => {
      handlers.set(
        command,
        (handlers.get(command) ?? []).filter((each) => each !== call),
      );
    };
  }, [handlers, command, isIdle]);
}

function useDesk(): KeyDesk {
  const desk = useContext(Keys);
  if (desk === undefined) throw new TypeError('useCommand requires a KeyDeskProvider around it');
  return desk;
}

/** Typing, chords and open dialogs keep their keys; Enter belongs to whatever has the focus. */
function commandOf(event: KeyboardEvent, { isOn, keys }: KeyMap): Command | undefined {
  if (!isOn || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return undefined;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"]'))
    return undefined;
  if (document.querySelector('[role="dialog"]') !== null) return undefined;
  if (event.key === 'Enter' && target?.closest('a, button, summary, [role="tab"]')) return undefined;
  return (Object.keys(keys) as Command[]).find((command) => keys[command] === event.key);
}
