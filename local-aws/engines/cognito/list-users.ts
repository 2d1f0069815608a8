import { userView } from './admin.ts';
import { invalidParameter } from './errors.ts';
import { optionalText } from './input.ts';
import type { Operation } from './pool.ts';
import type { User } from './store.ts';

const largestPage = 60;

const filterable: Record<string, (user: User) => string | undefined> = {
  username: (user) => user.username,
  sub: (user) => user.sub,
  status: (user) => (user.enabled ? 'Enabled' : 'Disabled'),
  'cognito:user_status': (user) => user.status,
};
for (const name of ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username']) {
  filterable[name] = (user) => user.attributes[name];
}

/** Parses `attribute = "value"` and `attribute ^= "prefix"` into a predicate. */
function parseFilter(filter: string | undefined): (user: User) => boolean {
  if (filter === undefined || filter === '') return () => true;
  const parsed = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter);
  const read = filterable[parsed?.[1] ?? ''];
  if (parsed === null || read === undefined) throw invalidParameter('Error while parsing filter.');
  const expected = (parsed[3] ?? '').replace(/\\(.)/g, '$1');
  return parsed[2] === '='
    ? (user) => read(user) === expected
    : (user) => read(user)?.startsWith(expected) === true;
}

export const listUsers: Operation = (pool, input) => {
  const limit = (input.Limit ?? largestPage) as number;
  if (!Number.isInteger(limit) || limit < 0 || limit > largestPage) {
    throw invalidParameter(`Limit must be between 0 and ${largestPage}`);
  }
  const token = optionalText(input, 'PaginationToken');
  if (token !== undefined && !/^\d{1,15}$/.test(token)) throw invalidParameter('Invalid pagination token');
  const matches = parseFilter(optionalText(input, 'Filter'));
  const found: Record<string, unknown>[] = [];
  let last = 0;
  for (const { row, user } of pool.store.usersAfter(Number(token ?? 0))) {
    if (!matches(user)) continue;
    if (found.length === (limit || largestPage)) return { Users: found, PaginationToken: String(last) };
    found.push(userView(user));
    last = row;
  }
  return { Users: found };
};
