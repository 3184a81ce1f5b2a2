import type { ProblemBody } from '#platform/http/problem';

/** The service refused, or did not answer; says what went wrong and what to do about it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /** @param status  of HTTP; 0 when no answer came */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly next: string,
  ) {
    super(message);
  }
}

/** Values of an address; whatever is undefined is left out, a list stands once for each of its values. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/**
 * Asks the service for JSON under the session of this browser.
 *
 * @throws {Refusal} whatever goes wrong, so that pages have one thing to show
 */
export function get<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
  return send<Answer>(`${path}${searchOf(query)}`, { method: 'GET', ...(signal === undefined ? {} : { signal }) });
}

/** Sends JSON and reads the answer. @throws {Refusal} */
export function post<Answer>(path: string, body: object = {}): Promise<Answer> {
  return send<Answer>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** A file as it is answered: its bytes, and what it is to be called. */
export interface Downloaded {
  readonly name: string;
  readonly bytes: Blob;
}

/** Asks for a file. @throws {Refusal} */
export async function download(path: string, query: Query): Promise<Downloaded> {
  const answer = await answerOf(`${path}${searchOf(query)}`, { method: 'GET' });
  const [, name = 'download'] = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
  return { name, bytes: await answer.blob() };
}

function searchOf(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

async function send<Answer>(address: string, request: RequestInit): Promise<Answer> {
  const answer = await answerOf(address, request);
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}

async function answerOf(address: string, request: RequestInit): Promise<Response> {
  const answer = await fetch(address, { credentials: 'same-origin', ...request }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal(
      0,
      'unreachable',
      'the service does not answer',
      'check the connection; nothing you typed is lost',
    );
  });
  if (answer.ok) return answer;
  const body = (await answer.json().catch(() => undefined)) as ProblemBody | undefined;
  const { code, message, next } = body?.error ?? {
    code: 'unreadable',
    message: `the service answered ${answer.status}`,
    next: 'try again; if it stays so, tell whoever runs it',
  };
  throw new Refusal(answer.status, code, message, next);
}
