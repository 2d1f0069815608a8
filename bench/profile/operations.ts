import type { ReadableSystem } from './readable-host.ts';

/** The bytes of the nth request. */
export type Requests = (number: number) => Buffer;

const same =
  (request: Buffer): Requests =>
  () =>
    request;

/** The requests of each operation that can be profiled. */
export const operations: Record<string, (system: ReadableSystem) => Requests> = {
  get: ({ request, path, contactId }) => same(request(`${path}/contacts/${contactId}`)),
  list: ({ request, path }) => same(request(`${path}/contacts`)),
  filter: ({ request, path }) => same(request(`${path}/contacts?statusId=customer`)),
  dashboard: ({ request, path }) => same(request(`${path}/dashboard`)),
  search: ({ request, path }) => same(request(`${path}/search?q=mar`)),
  board: ({ request, path }) => same(request(`${path}/deals/board`)),
  create:
    ({ request, path }) =>
    (number) =>
      request(`${path}/contacts`, { firstName: 'Ada', lastName: `Profile ${number}`, city: 'Cali' }),
};
