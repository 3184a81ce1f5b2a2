/** What a door answered. */
export interface Delivered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each test reads what it expects of the answer
  readonly body: any;
}

/** How a body is delivered. */
export interface Delivery {
  readonly secret: string;
  readonly path?: string;
  /** Waits for the books. */
  readonly wait?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a body to a door over HTTP. */
export async function deliver(url: string, body: string | Uint8Array, delivery: Delivery): Promise<Delivered> {
  const { secret, path = '/v1/usage', wait = false, headers = {} } = delivery;
  const response = await fetch(`${url}${path}${wait ? '?wait=stored' : ''}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/x-ndjson', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** A sound line of a source, with some fields changed. */
export function usageLine(source: string, fields: object): string {
  return JSON.stringify({ source, at: new Date(Date.now() - 60_000).toISOString(), account: 'acme', ...fields });
}
