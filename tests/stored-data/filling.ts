import { bodyOf, type Call } from '../caller.ts';
import type { HostUnderTest } from '../host.ts';
import type { Person, TestOrganization } from '../organization.ts';

/** The organization to fill, people and callers by name, and ids of what was created, by the names in `Stored.ids`. */
export interface Filling {
  host: HostUnderTest;
  organization: TestOrganization;
  people: Record<string, Person>;
  calls: Record<string, Call>;
  ids: Record<string, string>;
}

export type Values = Record<string, unknown>;

export const post = (call: Call, path: string, body?: object, ifMatch?: number) =>
  bodyOf(201, call('POST', path, { body, ...(ifMatch === undefined ? {} : { ifMatch }) }));
export const done = (call: Call, path: string, body?: object, ifMatch?: number) =>
  bodyOf(
    200,
    call('POST', path, { ...(body ? { body } : {}), ...(ifMatch === undefined ? {} : { ifMatch }) }),
  );
export const patch = (call: Call, path: string, ifMatch: number, body: object) =>
  bodyOf(200, call('PATCH', path, { body, ifMatch }));

export const money = (amountMinor: number, currency = 'USD') => ({ amountMinor, currency });
export const oneOf = <T>(values: readonly T[], number: number): T => values[number % values.length]!;
/** Returns the values for every nth record, and nothing for the others. */
export const every = (nth: number, number: number, values: Values): Values =>
  number % nth === 0 ? values : {};

/** Returns the path and version of a record by its name, such as `contact 1`. */
export async function at({ organization: { path, owner }, ids }: Filling, name: string) {
  const address = `${path}/${name.replace(/ .*/, 's')}/${ids[name]}`;
  const { version } = await bodyOf(200, owner.call('GET', address));
  return { address, version: version as number };
}
