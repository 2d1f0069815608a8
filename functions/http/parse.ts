import { escapePointer, fieldErrorsOf, ProblemError, type FieldError } from '#contract/problem.ts';
import { limits } from '#contract/limits.ts';
import { withLocalTimes } from '#contract/moment.ts';
import { slugParams, type AnyOperation } from '#contract/operation.ts';
import { instantOf } from '#data/values/day.ts';
import type { Event, Input, MatchedOperation } from './call.ts';

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A malformed id in the path gets the same error as an unknown one. */
export function checkParams(params: Record<string, string>): void {
  for (const [name, value] of Object.entries(params)) {
    const isWord = slugParams.has(name);
    if (isWord ? !/^[A-Za-z0-9-]{1,40}$/.test(value) : !uuid.test(value)) throw new ProblemError('not_found');
  }
}

/**
 * Validates query and body against the operation's schemas and reports up to 200 errors at once. A body that isn't
 * valid JSON is reported alone. Times without an offset are in this time zone.
 */
export function parseInput(event: Event, matched: MatchedOperation, timeZone: string): Input {
  return withLocalTimes(
    (local) => instantOf(timeZone, local),
    () => parseAll(event, matched),
  );
}

function parseAll(event: Event, { operation, params }: MatchedOperation): Input {
  const errors: FieldError[] = [];
  const query = parseQuery(event, operation, errors);
  const body = operation.body ? check(operation.body, parseBody(event, operation), '', errors) : undefined;
  if (errors.length > 0) {
    const code = errors.every(isEmptyBulk) ? 'invalid_request' : 'invalid_input';
    throw new ProblemError(code, undefined, errors.slice(0, 200));
  }
  return { ...query, ...params, ...(operation.body ? { body } : {}) };
}

/** Whether the error is that `items` is empty, which makes a request malformed (400) rather than invalid (422). */
const isEmptyBulk = ({ pointer, code }: FieldError): boolean => pointer === '/items' && code === 'too_few';

/** The query parameters. Different values of a repeated one are joined by commas, as lists of values are. */
function queryOf({ rawQueryString }: Event): Record<string, string> {
  const values = Map.groupBy(new URLSearchParams(rawQueryString), ([name]) => name);
  return Object.fromEntries(
    [...values].map(([name, all]) => [name, [...new Set(all.map(([, value]) => value))].join(',')]),
  );
}

function parseQuery(event: Event, operation: AnyOperation, errors: FieldError[]): Record<string, unknown> {
  const query = queryOf(event);
  if (!operation.query) {
    for (const name of Object.keys(query)) {
      errors.push({
        pointer: `/query/${escapePointer(name)}`,
        code: 'unknown_field',
        message: 'There is no query parameter with this name',
      });
    }
    return {};
  }
  return (check(operation.query, query, '/query', errors) ?? {}) as Record<string, unknown>;
}

function check(
  schema: NonNullable<AnyOperation['body']>,
  value: unknown,
  prefix: string,
  errors: FieldError[],
): unknown {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  errors.push(...fieldErrorsOf(result.error.issues, prefix));
  return undefined;
}

function parseBody(event: Event, operation: AnyOperation): unknown {
  const text = bodyText(event);
  const type = headerOf(event, 'content-type');
  if (operation.takesForms && isForm(event)) return formValues(new URLSearchParams(text));
  if (text !== '' && type !== undefined && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    throw new ProblemError('invalid_request', 'Send the body as application/json.');
  }
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new ProblemError('invalid_request', 'The body is not valid JSON.');
  }
}

/**
 * The values of a submitted form. Values with the same name, such as those of checkboxes, are joined by commas. The
 * number of names is limited, because anyone can submit a form.
 */
function formValues(sent: URLSearchParams): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of sent) {
    const known = values.get(name);
    if (known) known.push(value);
    else if (values.size < limits.formNames) values.set(name, [value]);
    else throw new ProblemError('invalid_request', `A form can have at most ${limits.formNames} fields.`);
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join(',')]));
}

/** Whether the request was submitted by a plain HTML form. */
export const isForm = (event: Event): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(headerOf(event, 'content-type') ?? '');

/** The body as text, rejected before parsing if it is too large. */
export function bodyText(event: Event): string {
  const body = event.body ?? '';
  const bytes = event.isBase64Encoded ? Buffer.from(body, 'base64') : Buffer.from(body);
  if (bytes.byteLength > limits.bodyBytes) {
    throw new ProblemError('too_large', `A request body can have at most ${limits.bodyBytes} bytes.`);
  }
  return event.isBase64Encoded ? bytes.toString('utf8') : body;
}

/** The value of a header. API Gateway sends header names in lower case. */
export const headerOf = (event: Event, name: string): string | undefined => event.headers[name];

/** The version in `If-Match: "v3"`. */
export function parseIfMatch(operation: AnyOperation, header: string | undefined): number | undefined {
  if (!operation.ifMatch) return undefined;
  if (header === undefined) throw new ProblemError('precondition_required');
  const [, version] = /^"v(\d{1,9})"$/.exec(header) ?? [];
  if (!version)
    throw new ProblemError('invalid_request', 'If-Match must be the resource’s ETag, such as "v3".');
  return Number(version);
}

/** The Idempotency-Key header: 1 to 255 visible ASCII characters. */
export function parseIdempotencyKey(operation: AnyOperation, header: string | undefined): string | undefined {
  if (!operation.idempotent || header === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw new ProblemError('invalid_request', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
  }
  return header;
}
