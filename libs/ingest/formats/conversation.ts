import { own, ownList, ownObject, ownText, type Parsed, parsed } from './own.js';

/** What a request says, as far as a usage record keeps it. */
export interface Asked {
  readonly system_prompt?: string | undefined;
  readonly prompt?: string | undefined;
}

/** What a response says. */
export interface Answered {
  readonly completion?: string | undefined;
  readonly finish_reason?: string | undefined;
  /** Names of tools called. */
  readonly tools: readonly string[];
}

/** Roles whose messages are instructions of the application. */
const INSTRUCTING = ['system', 'developer'];

/** LiteLLM writes this for every text when message logging is off; kept, it would make all accounts alike. */
const REDACTED = 'redacted-by-litellm';

/**
 * Reads a request: a text, or messages as OpenAI, Anthropic and OpenTelemetry shape them.
 *
 * The prompt is what the caller says anew: the user's messages since the last answer. A client sends the whole
 * conversation again with every call, and comparing that would find each conversation alike to itself.
 */
export function asked(request: unknown): Asked {
  const list = messagesOf(request);
  if (list === undefined) return { prompt: textOf(request) };
  const system: (string | undefined)[] = [];
  let user: (string | undefined)[] = [];
  let answered = false;
  for (const item of list) {
    const message = parsed(item);
    const role = message === undefined ? 'user' : (ownText(message, 'role') ?? 'user');
    if (INSTRUCTING.includes(role)) system.push(textOf(item));
    else if (role === 'user') {
      if (answered) user = [];
      answered = false;
      user.push(textOf(item));
    } else if (role === 'assistant' || role === 'model') answered = true;
  }
  return { system_prompt: joined(system), prompt: joined(user) };
}

function messagesOf(request: unknown): readonly unknown[] | undefined {
  if (Array.isArray(request)) return request;
  const object = parsed(request);
  for (const name of ['messages', 'input', 'contents']) {
    const list = own(object, name);
    if (Array.isArray(list)) return list;
  }
  return undefined;
}

/** Reads a response: a text, output messages, or a response object of Chat Completions, Responses or Messages. */
export function answered(response: unknown): Answered {
  const object = parsed(response);
  const items = Array.isArray(response) ? response : outputsOf(object);
  if (items === undefined) return { completion: textOf(response), tools: [] };
  const texts: (string | undefined)[] = [];
  const tools: string[] = [];
  let finish = ownText(object, 'stop_reason');
  for (const item of items) {
    const choice = parsed(item);
    const message = ownObject(choice, 'message') ?? choice;
    texts.push(textOf(message ?? item));
    tools.push(...calledTools(message));
    finish ??= ownText(choice, 'finish_reason');
  }
  return { completion: joined(texts), finish_reason: finish, tools };
}

/** Where a response object keeps what was said. */
function outputsOf(object: Parsed | undefined): readonly unknown[] | undefined {
  for (const name of ['choices', 'output', 'content']) {
    const list = own(object, name);
    if (Array.isArray(list)) return list;
  }
  return undefined;
}

/** Types of parts that name a called tool, in the words of the various interfaces. */
const CALLS = ['tool_call', 'tool_use', 'function_call'];

function calledTools(message: Parsed | undefined): string[] {
  const calls = ownList(message, 'tool_calls').map((call) => ownObject(parsed(call), 'function'));
  const parts = [message, ...ownList(message, 'parts'), ...ownList(message, 'content')].map(parsed);
  const named = parts.filter((part) => CALLS.includes(ownText(part, 'type') ?? ''));
  return [...calls, ...named].flatMap((call) => ownText(call, 'name') ?? []);
}

/** Names of the tools a request offers: `{function: {name}}`, `{name}`, or a built-in tool known by its type. */
export function offeredTools(definitions: unknown): string[] {
  if (!Array.isArray(definitions)) return [];
  return definitions.flatMap((item) => {
    const tool = parsed(item);
    return ownText(ownObject(tool, 'function'), 'name') ?? ownText(tool, 'name') ?? ownText(tool, 'type') ?? [];
  });
}

/** The words of a text, a message or a list of parts; calls of tools and pictures have none. */
export function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return joined(value.map(wordsOf));
  const object = parsed(value);
  const content = own(object, 'parts') ?? own(object, 'content');
  return Array.isArray(content) ? joined(content.map(wordsOf)) : wordsOf(value);
}

function wordsOf(part: unknown): string | undefined {
  const object = parsed(part);
  const words = typeof part === 'string' ? part : (ownText(object, 'text') ?? ownText(object, 'content'));
  return words === '' || words === REDACTED ? undefined : words;
}

function joined(texts: readonly (string | undefined)[]): string | undefined {
  const said = texts.filter((text) => text !== undefined);
  return said.length === 0 ? undefined : said.join('\n');
}
