import type { Answer } from '../../caller.ts';
import type { Described, Description, Json } from './description.ts';

/** Headers that answers have only in some cases. */
const occasional = new Set(['Link', 'Idempotency-Replayed', 'ETag']);
const described = [
  'ETag',
  'Location',
  'Link',
  'Idempotency-Replayed',
  'RateLimit-Policy',
  'RateLimit',
  'Retry-After',
];

/** What about an answer isn't as described; undefined if everything is. */
export function answerErrors(
  description: Description,
  { responses }: Described,
  { status, headers, body, text }: Answer,
): string | undefined {
  const response: Json | undefined = responses[status];
  if (!response) return `the status is not described: ${text.slice(0, 200)}`;
  const type = headers.get('content-type') ?? undefined;
  if (!response.content)
    return text === '' ? headersWrong(response, headers, status) : 'the body is not described';
  const content = response.content[type ?? ''];
  if (!content) return `the content type ${type} is not described`;
  const isJson = type!.includes('json');
  const wrong = description.errorOf(content.schema as Json, isJson ? body : text);
  return wrong ? `the body isn’t as described: ${wrong}` : headersWrong(response, headers, status);
}

function headersWrong({ headers: known = {} }: Json, headers: Headers, status: number): string | undefined {
  for (const name of described) {
    const isThere = headers.has(name);
    if (name in known && !isThere && !occasional.has(name)) return `${name} is missing`;
    if (isThere && !(name in known) && status < 400) return `${name} is not described`;
  }
  return undefined;
}
