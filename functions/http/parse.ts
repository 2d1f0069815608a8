import { isUtf8 } from 'node:buffer';
import { escapePointer, faultsMax, fieldErrorsOf, ProblemError, type FieldFault } from '#contract/problem.ts';
import { limits } from '#contract/limits.ts';
import { withLocalTimes } from '#contract/moment.ts';
import type { AnyOperation } from '#contract/operation.ts';
import { isParam } from '#contract/path-params.ts';
import { eTagsMax, idempotencyKeyPattern } from '#contract/request-headers.ts';
import { instantOf } from '#data/values/day.ts';
import type { VersionMatch } from '#data/store/request-context.ts';
import type { Event, Input, MatchedOperation } from './call.ts';
import { acceptsPages } from './negotiate.ts';

/** A malformed id in the path gets the same error as an unknown one. */
export function checkParams(params: Record<string, string>): void {
  for (const [name, value] of Object.entries(params))
    if (!isParam(name, value)) throw new ProblemError('not_found');
}

/**
 * Validates query and body against the operation's schemas and reports up to `faultsMax` errors at once. A body that isn't
 * valid JSON is reported alone. Times without an offset are in this time zone.
 */
export function parseInput(event: Event, matched: MatchedOperation, timeZone: string): Input {
  return withLocalTimes(
    (local) => instantOf(timeZone, local),
    () => parseAll(event, matched),
  );
}

function parseAll(event: Event, { operation, params }: MatchedOperation): Input {
  const errors: FieldFault[] = [];
  const query = parseQuery(event, operation, errors);
  const body = operation.body ? check(operation.body, parseBody(event, operation), '', errors) : undefined;
  if (errors.length > 0) {
    const code = errors.every(isEmptyBulk) ? 'invalid_request' : 'invalid_input';
    throw new ProblemError(code, undefined, errors.slice(0, faultsMax));
  }
  return { ...query, ...params, ...(operation.body ? { body } : {}) };
}

/** Whether the error is that `items` is empty, which makes a request malformed (400) rather than invalid (422). */
const isEmptyBulk = ({ pointer, code }: FieldFault): boolean => pointer === '/items' && code === 'too_few';

/** The query parameters. Different values of a repeated one are joined by commas, as lists of values are. */
function queryOf({ rawQueryString }: Event): Record<string, string> {
  const values = Map.groupBy(new URLSearchParams(rawQueryString), ([name]) => name);
  return Object.fromEntries(
    [...values].map(([name, all]) => [name, [...new Set(all.map(([, value]) => value))].join(',')]),
  );
}

function parseQuery(event: Event, operation: AnyOperation, errors: FieldFault[]): Record<string, unknown> {
  const query = queryOf(event);
  if (!operation.query) {
    if (isOpenedByLink(operation) || operation.takesAnything) return {};
    for (const name of Object.keys(query)) {
      errors.push({ pointer: `/query/${escapePointer(name)}`, code: 'unknown_field' });
    }
    return {};
  }
  return (check(operation.query, query, '/query', errors) ?? {}) as Record<string, unknown>;
}

/**
 * Whether people get to the operation by a link, to which mail programs and other sites add parameters of their own, such
 * as `utm_source` or `fbclid`. Its forms are sent to the same address.
 */
const isOpenedByLink = (operation: AnyOperation): boolean =>
  isPage(operation) || (operation.access === 'public' && operation.takesForms === true);

/** Whether the operation shows a page to visitors. */
export const isPage = ({ access, contentType = '' }: AnyOperation): boolean =>
  access === 'public' && contentType.startsWith('text/html');

function check(
  schema: NonNullable<AnyOperation['body']>,
  value: unknown,
  prefix: string,
  errors: FieldFault[],
): unknown {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  errors.push(...fieldErrorsOf(result.error.issues, prefix));
  return undefined;
}

function parseBody(event: Event, operation: AnyOperation): unknown {
  if (operation.takesForms && isForm(event)) return formValues(event);
  const text = bodyText(event);
  if (text === '') return undefined;
  checkContentType(headerOf(event, 'content-type'));
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('invalid_request', 'body_not_json');
  }
}

/** Accepts JSON in UTF-8, of which ASCII is a part. Without a content type, a body is assumed to be that. */
function checkContentType(header: string | undefined): void {
  if (header === undefined) return;
  const { type, charset = 'utf-8' } = contentTypeOf(header);
  if (!/^application\/(?:[\w.-]+\+)?json$/.test(type) || !/^(?:utf-?8|us-ascii)$/.test(charset))
    throw new ProblemError('unsupported_media_type', 'body_not_sent_as_json');
}

function contentTypeOf(header: string): { type: string; charset?: string } {
  const [type = '', ...parameters] = header
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((part) => part.startsWith('charset='))?.slice('charset='.length);
  return { type, ...(charset === undefined ? {} : { charset: charset.replaceAll('"', '') }) };
}

/**
 * The values of a submitted form. Values with the same name, such as those of checkboxes, are joined by commas. The
 * number of names is limited, because anyone can submit a form.
 */
export function formValues(event: Event): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(bodyText(event))) {
    const known = values.get(name);
    if (known) known.push(value);
    else if (values.size < limits.formNames) values.set(name, [value]);
    else throw new ProblemError('invalid_request', { code: 'form_too_many_fields', limit: limits.formNames });
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join(',')]));
}

/** Whether the request was submitted by a plain HTML form. */
export const isForm = (event: Event): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(headerOf(event, 'content-type') ?? '');

/** Whether the answer is shown to a person by a browser, and not read by a program. */
export const wantsPage = (event: Event): boolean => isForm(event) || acceptsPages(headerOf(event, 'accept'));

/** The body as text without a byte order mark, rejected before parsing if it is too large or not UTF-8. */
export function bodyText(event: Event): string {
  const body = event.body ?? '';
  const bytes = event.isBase64Encoded ? Buffer.from(body, 'base64') : Buffer.from(body);
  if (bytes.byteLength > limits.bodyBytes)
    throw new ProblemError('too_large', { code: 'body_too_large', bytes: limits.bodyBytes });
  if (!isUtf8(bytes) || isReplaced(event, bytes)) throw new ProblemError('invalid_request', 'body_not_utf8');
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/**
 * Whether invalid bytes were replaced before the body arrived: API Gateway passes JSON on as text, in which U+FFFD takes
 * their place, and the length that the client declared then differs from that of the text.
 */
function isReplaced(event: Event, bytes: Buffer): boolean {
  if (event.isBase64Encoded || !bytes.includes('\ufffd')) return false;
  const declared = headerOf(event, 'content-length');
  return declared !== undefined && Number(declared) !== bytes.byteLength;
}

/** The value of a header. API Gateway sends header names in lower case. */
export const headerOf = (event: Event, name: string): string | undefined => event.headers[name];

/**
 * The versions in If-Match: ETags of the API, separated by commas, or `*`. Weak ETags match no version, as RFC 9110
 * demands.
 */
export function parseIfMatch(operation: AnyOperation, header: string | undefined): VersionMatch | undefined {
  if (!operation.ifMatch) return undefined;
  if (header === undefined) throw new ProblemError('precondition_required');
  const tags = header.split(',').map((tag) => tag.trim());
  if (tags.length === 1 && tags[0] === '*') return 'any';
  if (tags.length > eTagsMax) throw new ProblemError('invalid_request', 'if_match_invalid');
  return tags.flatMap((tag) => {
    const [, weak, version] = /^(W\/)?"v(\d{1,9})(?:-[\w-]{1,40})?"$/.exec(tag) ?? [];
    if (version === undefined) throw new ProblemError('invalid_request', 'if_match_invalid');
    return weak === undefined ? [Number(version)] : [];
  });
}

const idempotencyKey = new RegExp(idempotencyKeyPattern);

export function parseIdempotencyKey(operation: AnyOperation, header: string | undefined): string | undefined {
  if (!operation.idempotent || header === undefined) return undefined;
  if (!idempotencyKey.test(header)) {
    throw new ProblemError('invalid_request', 'idempotency_key_invalid');
  }
  return header;
}
