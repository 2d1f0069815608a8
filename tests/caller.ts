/** A response of the API. `body` is the parsed JSON, or undefined if the response has none. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: any;
}

export interface Sent {
  query?: Record<string, string>;
  body?: unknown;
  /** The version for `If-Match`. */
  ifMatch?: number;
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

/** Sends a request as one caller, who can be anonymous. */
export type Call = (method: string, path: string, sent?: Sent) => Promise<Answer>;

/** Returns a function that calls the API with a token or an API key, or anonymously. */
export function callerWith(url: string, credential: string | undefined): Call {
  return async (method, path, { query, body, ifMatch, idempotencyKey, headers } = {}) => {
    const search = new URLSearchParams(query).toString();
    const response = await fetch(`${url}${path}${search && `?${search}`}`, {
      method,
      headers: {
        ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': `"v${ifMatch}"` }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answerOf(response);
  };
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

/** The body of a response that must have this status. Otherwise, throws an error with the start of its text. */
export async function bodyOf(status: number, answer: Promise<Answer>): Promise<any> {
  const { status: received, text, body } = await answer;
  if (received !== status) throw new Error(`answered ${received} and not ${status}: ${text.slice(0, 500)}`);
  return body;
}
