/** What a key may do, with the keys it comes with. */
export const COMMANDS = {
  next: { key: 'j', does: 'Next in the list', where: 'Lists' },
  previous: { key: 'k', does: 'Previous in the list', where: 'Lists' },
  open: { key: 'Enter', does: 'Open what is marked', where: 'Lists' },
  filter: { key: '/', does: 'Go to the filters', where: 'Lists' },
  claim: { key: 'c', does: 'Claim it, or give it back', where: 'Incident' },
  confirm: { key: 'y', does: 'Confirm: it is misuse', where: 'Incident' },
  dismiss: { key: 'n', does: 'Dismiss: it is not', where: 'Incident' },
  doubt: { key: 'u', does: 'Uncertain: cannot be told', where: 'Incident' },
  escalate: { key: 'e', does: 'Escalate: ask for a second opinion', where: 'Incident' },
  reveal: { key: 'r', does: 'Reveal evidence (logged)', where: 'Incident' },
  act: { key: 'a', does: 'Act: preview consequences first', where: 'Incident' },
  undo: { key: 'z', does: 'Undo the last action', where: 'Incident' },
  back: { key: 'b', does: 'Back to where you came from', where: 'Everywhere' },
  queue: { key: 'q', does: 'Go to the queue', where: 'Everywhere' },
  help: { key: '?', does: 'Show these keys', where: 'Everywhere' },
} as const satisfies Record<string, { key: string; does: string; where: string }>;

export type Command = keyof typeof COMMANDS;

/** Which key each command has, and whether single keys count at all. */
export interface KeyMap {
  readonly isOn: boolean;
  readonly keys: Readonly<Record<Command, string>>;
}

const KEPT = 'usewatch.keys';

const NAMES = Object.keys(COMMANDS) as Command[];

/** The keys as they come. */
export const STANDARD: KeyMap = {
  isOn: true,
  keys: Object.fromEntries(NAMES.map((name) => [name, COMMANDS[name].key])) as Record<Command, string>,
};

/** The keys this browser has been given; what cannot be read is as it comes. */
function readKeyMap(kept: string | null): KeyMap {
  try {
    const { isOn, keys } = JSON.parse(kept ?? '{}') as { isOn?: unknown; keys?: Record<string, unknown> };
    const own = NAMES.map((name) => [name, typeof keys?.[name] === 'string' ? keys[name] : COMMANDS[name].key]);
    return { isOn: isOn !== false, keys: Object.fromEntries(own) as Record<Command, string> };
  } catch {
    return STANDARD;
  }
}

/** Gives a command another key; the command that had it takes the one this had, so that no key does two things. */
export function rebind({ isOn, keys }: KeyMap, command: Command, key: string): KeyMap {
  const had = keys[command];
  const swapped = NAMES.map((name) => [name, name === command ? key : keys[name] === key ? had : keys[name]]);
  return { isOn, keys: Object.fromEntries(swapped) as Record<Command, string> };
}

export function loadKeyMap(): KeyMap {
  return readKeyMap(localStorage.getItem(KEPT));
}

export function keepKeyMap(map: KeyMap): void {
  localStorage.setItem(KEPT, JSON.stringify(map));
}

/** What a key is called on the page. */
export function keyName(key: string): string {
  return key === ' ' ? 'Space' : key;
}
