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
  /** Of a vendor, such as VEND-0001; otherwise empty. */
  code: string;
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
  const { id, code = '' } = await bodyOf(
    201,
    organization.owner.call('POST', `${organization.path}/${plural}`, { body }),
  );
  rows.push({
    ...{ id, plural, version: 1, firstName, lastName, email, phone, code },
    ...(ownerId ? { ownerId } : {}),
  });
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

const wordsOf = ({ firstName, lastName, email, code }: Row): string[] =>
  plain(`${firstName} ${lastName} ${email} ${code}`);

/** Whether a query is the beginning of a code or of its number, of which it can lack the zeros. */
function isCode({ code }: Row, q: string): boolean {
  const [name = '', number = ''] = plain(code);
  const [, letters = '', digits = ''] = /^(\p{L}*)[^\p{L}\p{N}]*(\d{0,4})$/u.exec(q) ?? [];
  const spelled = [letters.toLowerCase() + digits, letters.toLowerCase() + digits.padStart(4, '0')];
  return (
    number !== '' &&
    digits !== '' &&
    spelled.some((one) => (name + number).startsWith(one) || number.startsWith(one))
  );
}

/** Whether plain code finds a record by a query. */
function matches(row: Row, q: string): boolean {
  const isPhone = /^\d+$/.test(q) && row.phone.endsWith(q.slice(-9));
  return (
    isPhone || isCode(row, q) || plain(q).every((word) => wordsOf(row).some((one) => one.startsWith(word)))
  );
}

/** The same with one typo in each word of five letters or more, which is forgiven if nothing else is found. */
const matchesAlmost = (row: Row, q: string): boolean =>
  plain(q).every((word) =>
    wordsOf(row).some(
      (one) => one.startsWith(word) || (/^\p{L}{5,}$/u.test(word) && beginsWithTypo(one, word)),
    ),
  );

/** Whether the beginning of a text differs from a word by one letter that is wrong, missing, too many or out of place. */
const beginsWithTypo = (text: string, word: string): boolean =>
  [-1, 0, 1].some((more) => {
    const begin = text.slice(0, word.length + more);
    return begin.length >= word.length - 1 && typos(begin, word) <= 1;
  });

/** The edit distance with swaps of neighbours. */
function typos(one: string, other: string): number {
  const table = Array.from({ length: one.length + 1 }, (_, a) =>
    Array.from({ length: other.length + 1 }, (_, b) => (a === 0 ? b : b === 0 ? a : 0)),
  );
  const at = (a: number, b: number): number => table[a]?.[b] ?? Infinity;
  for (let a = 1; a <= one.length; a += 1)
    for (let b = 1; b <= other.length; b += 1) {
      const isSwap = one[a - 1] === other[b - 2] && one[a - 2] === other[b - 1];
      const same = one[a - 1] === other[b - 1] ? 0 : 1;
      table[a]![b] = Math.min(
        at(a - 1, b) + 1,
        at(a, b - 1) + 1,
        at(a - 1, b - 1) + same,
        isSwap ? at(a - 2, b - 2) + 1 : Infinity,
      );
    }
  return at(one.length, other.length);
}

test(
  'random searches of five callers find exactly what a recount within their reach finds, while records change',
  { timeout: 1_800_000 },
  async () => {
    for (let asked = 0; asked < count(150, 10_000); asked += 1) {
      if (asked % 5 === 0) await change();
      const [who, { call, sees }] = oneOf(Object.entries(viewers));
      const q = query();
      const { items } = await bodyOf(200, call('GET', `${organization.path}/search`, { query: { q } }));
      const within = rows.filter((row) => !row.isDeleted && sees(row));
      const exact = within.filter((row) => matches(row, q));
      const live = exact.length > 0 ? exact : within.filter((row) => matchesAlmost(row, q));
      const ids = (all: { id: string }[]): string[] => all.map(({ id }) => id).sort();
      expect(ids(items), `${who} searches ${q}`).toEqual(ids(live));
    }
  },
);
