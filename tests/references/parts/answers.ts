import { recordTypes } from '#contract/record-types.ts';
import { shortDigest } from '#data/values/short-digest.ts';
import type { Call } from '../../caller.ts';
import { addressesOf } from '../addresses.ts';
import { withStored, type Checkout } from '../checkout.ts';
import { leavesOf, type Values } from '../values.ts';

/** Stored data of these releases are opened. */
const versions = ['0.3.0', '0.9.1'];
/** The organizations of stored data that are asked for. The first release had no shop. */
const organizations = ['main', 'shop'];
/** At most as many records of each list are asked for one by one. */
const recordsAsked = 3;
/** What is asked where a parameter of a query is required. */
const queries: Record<string, string> = { q: 'ana', column: '0', reference: 'F-1', ids: '' };

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: { enum?: string[] };
}
type Paths = Record<string, { get?: { parameters?: Parameter[] } }>;

/** The answers to every GET request of the description, by each user of stored data. */
export async function readAnswers(checkout: Checkout): Promise<Values> {
  const all: Values = {};
  for (const version of versions)
    await withStored(checkout, version, async ({ calls, stored }) => {
      const { body } = await calls.nobody!('GET', '/v1/openapi.json');
      for (const organization of organizations) {
        const orgId = stored.ids[organization];
        if (orgId === undefined) continue;
        for (const [user, call] of Object.entries(calls)) {
          const values = await answersTo(call, body.paths as Paths, orgId);
          for (const [where, value] of Object.entries(values))
            all[`${version} › ${organization} › ${user} › ${where.replace(orgId, '…')}`] = value;
        }
      }
    });
  return all;
}

/** The description of the API. */
export const readDescription = (checkout: Checkout): Promise<Values> =>
  withStored(checkout, versions.at(-1)!, async ({ calls }) =>
    leavesOf((await calls.nobody!('GET', '/v1/openapi.json')).body),
  );

async function answersTo(call: Call, paths: Paths, orgId: string): Promise<Values> {
  const values: Values = {};
  const ids = new Map<string, string[]>();
  const known = async (list: string): Promise<string[]> => {
    const found = ids.get(list) ?? idsIn((await call('GET', list)).body);
    ids.set(list, found);
    return found;
  };
  for (const [path, { get }] of Object.entries(paths)) {
    if (!get) continue;
    for (const address of await addresses(path, get.parameters ?? [], orgId, known)) {
      const { status, headers, text, body } = await call('GET', address);
      values[`${address} › HTTP status`] = status;
      values[`${address} › type`] = headers.get('content-type') ?? '';
      Object.assign(
        values,
        body === undefined ? { [address]: shortDigest([text]) } : leavesOf(body, address),
      );
    }
  }
  return values;
}

const idsIn = (body: any): string[] =>
  Array.isArray(body?.items)
    ? body.items
        .flatMap(({ id, userId }: { id?: string; userId?: string }) => id ?? userId ?? [])
        .slice(0, recordsAsked)
    : [];

/** The addresses of a path, with the organization's id, the members of enumerations, and ids of the lists before them. */
async function addresses(
  path: string,
  parameters: readonly Parameter[],
  orgId: string,
  known: (list: string) => Promise<string[]>,
): Promise<string[]> {
  const all = await addressesOf(path.split('/').slice(1), (segment, before) => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) return [segment];
    if (name === 'orgId') return [orgId];
    const { schema } = parameters.find((one) => one.in === 'path' && one.name === name) ?? {};
    return schema?.enum ?? known(listBefore(before));
  });
  const query = parameters.filter((one) => one.in === 'query' && one.required);
  const text = query
    .map(({ name, schema }) => `${name}=${schema?.enum?.[0] ?? queries[name] ?? ''}`)
    .join('&');
  return all.map((address) => (text === '' ? address : `${address}?${text}`));
}

/** The list whose ids continue an address. After the name of a record type, it is the list of the type’s records. */
function listBefore(address: string): string {
  const last = address.slice(address.lastIndexOf('/') + 1);
  const type = Object.values(recordTypes).find(({ name }) => name === last);
  return type ? `${address.slice(0, address.indexOf('/', '/v1/orgs/'.length))}/${type.plural}` : address;
}
