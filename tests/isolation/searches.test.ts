import { beforeAll, expect, inject, test } from 'vitest';
import { keyPermissionNames } from '#contract/permission.ts';
import { bodyOf, type Call } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { randomOf } from '../faults/random.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  makeTeam,
  newApiKey,
  newOrganization,
  newPerson,
  setRole,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
const random = randomOf(seed);

/** A record as plain code searches it. */
interface Row {
  id: string;
  plural: string;
  version: number;
  ownerId?: string;
  isDeleted?: true;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
}

const words = ['Ana', 'Anabel', 'Gómez', 'Gomezia', 'Łukasz', 'Lukas', 'Nordlicht', 'Nord', 'Señor', 'Q7'];
const hosts = ['acme', 'acmecorp', 'lukas-und-co'];
const plurals = ['contacts', 'leads', 'vendors'];

let organization: TestOrganization;
let owners: (string | undefined)[];
const viewers: Record<string, { call: Call; sees: (row: Row) => boolean }> = {};
const rows: Row[] = [];

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  const manager = await addMember(host, organization, 'manager');
  const [employee, colleague]: [Person, Person] = [
    await addMember(host, organization, 'admin'),
    await addMember(host, organization, 'employee'),
  ];
  await makeTeam(organization, manager, [employee]);
  const withoutLeads = keyPermissionNames.filter((permission) => permission !== 'lead:read');
  const key = await newApiKey(host, organization, employee, withoutLeads);
  await setRole(organization, employee.userId, 'employee');
  owners = [employee.userId, colleague.userId, undefined];
  // All members read all vendors, who have no owner.
  const sees =
    (...ids: string[]) =>
    ({ plural, ownerId = '' }: Row): boolean =>
      plural === 'vendors' || ids.includes(ownerId);
  Object.assign(viewers, {
    'an owner': { call: organization.owner.call, sees: () => true },
    'a manager of an employee': { call: manager.call, sees: sees(employee.userId) },
    'an employee': { call: employee.call, sees: sees(employee.userId) },
    'a colleague': { call: colleague.call, sees: sees(colleague.userId) },
    'an API key of an employee that may not read leads': {
      call: key.call,
      sees: (row: Row) => row.plural !== 'leads' && sees(employee.userId)(row),
    },
  });
  for (let made = 0; made < 40; made += 1) await make();
});

const oneOf = <T>(all: readonly T[]): T => random.oneOf(all);
const digits = (length: number): string => Array.from({ length }, () => String(oneOf([0, 1, 2, 3]))).join('');

async function make(): Promise<void> {
  const plural = oneOf(plurals);
  const [firstName, lastName] = [oneOf(words), oneOf(words)];
  const email = `${firstName.normalize('NFKD').replace(/[^a-z0-9]/gi, '')}.${rows.length}@${oneOf(hosts)}.example`;
  const phone = `+3491${digits(7)}`;
  const ownerId = plural === 'vendors' ? undefined : oneOf(owners);
  const names = plural === 'vendors' ? { name: `${firstName} ${lastName}` } : { firstName, lastName };
  const body = {
    ...names,
    email,
    phones: [{ label: 'work', number: phone }],
    ...(ownerId ? { ownerId } : {}),
  };
  const { id } = await bodyOf(
    201,
    organization.owner.call('POST', `${organization.path}/${plural}`, { body }),
  );
  rows.push({ id, plural, version: 1, firstName, lastName, email, phone, ...(ownerId ? { ownerId } : {}) });
}

/** Renames a record, hands it over, moves it to the trash or takes it back. */
async function change(): Promise<void> {
  const row = oneOf(rows);
  const one = `${organization.path}/${row.plural}/${row.id}`;
  const { call } = organization.owner;
  const ifMatch = row.version;
  row.version += 1;
  if (row.isDeleted) {
    await bodyOf(200, call('POST', `${one}/restore`, { ifMatch }));
    delete row.isDeleted;
  } else if (random.below(3) === 0) {
    await bodyOf(200, call('DELETE', one, { ifMatch }));
    row.isDeleted = true;
  } else if (row.plural === 'vendors' || random.below(2) === 0) {
    row.firstName = `${oneOf(words)} ${row.version}`;
    const name = `${row.firstName} ${row.lastName}`;
    const body = row.plural === 'vendors' ? { name } : { firstName: row.firstName };
    await bodyOf(200, call('PATCH', one, { ifMatch, body }));
  } else {
    const ownerId = oneOf(owners.filter((id) => id !== row.ownerId));
    await bodyOf(200, call('PATCH', one, { ifMatch, body: { ownerId: ownerId ?? null } }));
    if (ownerId) row.ownerId = ownerId;
    else delete row.ownerId;
  }
}

/** A query with words or beginnings of words, the end of a phone number, or a part of an address. */
function query(): string {
  const { firstName, lastName, email, phone } = oneOf(rows);
  const cut = (text: string): string => text.slice(0, 2 + random.below(text.length));
  return oneOf([
    () => cut(oneOf(words)),
    () => `${cut(lastName)} ${cut(firstName)}`,
    () => phone.slice(-(2 + random.below(9))),
    () => cut(email),
    () => `${cut(oneOf(words))} ${oneOf(hosts)}`,
  ])();
}

const plain = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Whether plain code finds a record by a query. */
function matches({ firstName, lastName, email, phone }: Row, q: string): boolean {
  const own = plain(`${firstName} ${lastName} ${email}`);
  const isPhone = /^\d+$/.test(q) && phone.endsWith(q.slice(-9));
  return isPhone || plain(q).every((word) => own.some((one) => one.startsWith(word)));
}

test('random searches of five callers find exactly what a recount within their reach finds, while records change', async () => {
  for (let asked = 0; asked < count(150, 10_000); asked += 1) {
    if (asked % 5 === 0) await change();
    const [who, { call, sees }] = oneOf(Object.entries(viewers));
    const q = query();
    const { items } = await bodyOf(200, call('GET', `${organization.path}/search`, { query: { q } }));
    const live = rows.filter((row) => !row.isDeleted && sees(row) && matches(row, q));
    // Vendors have codes such as VEND-0001, by whose numbers they are found as well.
    const found = items.filter(({ id }: { id: string }) => {
      const row = rows.find((one) => one.id === id);
      return !(row?.plural === 'vendors' && /\d/.test(q) && !matches(row, q));
    });
    const ids = (all: { id: string }[]): string[] => all.map(({ id }) => id).sort();
    expect(ids(found), `${who} searches ${q}`).toEqual(ids(live));
  }
});
