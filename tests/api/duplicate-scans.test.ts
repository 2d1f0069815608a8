import fc from 'fast-check';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { endedScan, groupsOf, scanned, scanOf } from '../duplicate-scans.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { subjectOf } from '#data/duplicates/subject.ts';
import { possibleDuplicate, scoreOf } from '#data/duplicates/score.ts';
import { seed } from '../counts.ts';

const host = connectHost(inject('host'));
let owner: Person;
let organization: TestOrganization;

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
});

const at = (path: string, within = organization) => `${within.path}/${path}`;
const add = async (body: object, call: Call = owner.call, within = organization) =>
  (await bodyOf(201, call('POST', at('contacts', within), { body }))) as { id: string; version: number };

let lastNumber = 4_000_000;
const newPhones = () => [{ label: 'work', number: `+57311${(lastNumber += 1)}` }];

/** Two contacts with the same phone number. Their e-mail addresses would have to differ. */
async function newTwins(
  values: object = {},
  within = organization,
): Promise<{ id: string; version: number }[]> {
  const phones = newPhones();
  const one = await add({ firstName: 'María', lastName: 'Gómez', phones, ...values }, owner.call, within);
  const other = await add({ firstName: 'Maria', lastName: 'Gomez', phones, ...values }, owner.call, within);
  return [one, other];
}

const idsIn = ({ records }: { records: { id: string }[] }) => records.map(({ id }) => id).sort();
const groupWith = async (id: string, call: Call = owner.call, within = organization) =>
  (await groupsOf(call, within, 'contact')).find((group) => idsIn(group).includes(id));

describe('a scan', () => {
  test('finds records that are possibly the same, with the reasons for their score', async () => {
    const [one, other] = await newTwins();
    const alone = await add({ firstName: 'Zacarías', lastName: 'Único' });
    const scan = await scanned(owner.call, organization, 'contact');
    expect(scan).toMatchObject({ state: 'ready', percent: 100, recordType: 'contact' });
    expect(scan.isIncomplete).toBeUndefined();
    const group = await groupWith(one!.id);
    expect(group).toMatchObject({ score: 90, likelihood: 'likely' });
    expect(idsIn(group)).toEqual([one!.id, other!.id].sort());
    expect(group.pairs).toEqual([
      {
        recordIds: [one!.id, other!.id].sort(),
        score: 90,
        reasons: [
          { field: 'fullName', kind: 'same', points: 40 },
          { field: 'phones', kind: 'same', points: 50 },
        ],
      },
    ]);
    expect(await groupWith(alone.id)).toBeUndefined();
  });

  test('lists the most similar records first, page by page', async () => {
    const within = await newOrganization(await newPerson(host));
    const { owner: person } = within;
    for (let n = 0; n < 5; n += 1) {
      const phones = newPhones();
      const cities = n % 2 ? ['Cali', 'Quito'] : ['Cali', 'Cali'];
      for (const city of cities) await add({ firstName: 'Ana', phones, city }, person.call, within);
    }
    await scanned(person.call, within, 'contact');
    const path = at('duplicates/contact/scan/groups', within);
    const first = await bodyOf(200, person.call('GET', path, { query: { limit: '2' } }));
    expect(first.items).toHaveLength(2);
    const query = { limit: '2', cursor: first.nextCursor };
    const second = await bodyOf(200, person.call('GET', path, { query }));
    const all = await groupsOf(person.call, within, 'contact');
    expect(all).toHaveLength(5);
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 4));
    const scores = all.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    // The next scan has other groups.
    await scanned(person.call, within, 'contact');
    expect((await person.call('GET', path, { query })).status).toBe(400);
  });

  test('is refused while another one is unfinished, and replaces one that has ended', async () => {
    const within = await newOrganization(await newPerson(host));
    const { call } = within.owner;
    const path = at('duplicates/customer/scan', within);
    const first = await bodyOf(201, call('POST', path));
    const again = await call('POST', path);
    const ended = await endedScan(call, within, 'customer');
    // It can have ended before the second request.
    if (again.status === 201) expect(ended.id).toBe(again.body.id);
    else {
      expect(again.status).toBe(409);
      expect(ended.id).toBe(first.id);
    }
    const { id, records } = await scanned(call, within, 'customer');
    expect(id).not.toBe(ended.id);
    expect(records).toBe(0);
  });

  test('that was deleted has no groups, and can be started again', async () => {
    const within = await newOrganization(await newPerson(host));
    const { call } = within.owner;
    const [one] = await newTwinsOf(within);
    const { version } = await scanned(call, within, 'contact');
    await bodyOf(204, call('DELETE', at('duplicates/contact/scan', within), { ifMatch: version }));
    expect(await scanOf(call, within, 'contact')).toBeUndefined();
    expect((await call('GET', at('duplicates/contact/scan/groups', within))).status).toBe(404);
    await scanned(call, within, 'contact');
    expect(await groupWith(one!.id, call, within)).toBeDefined();
  });

  test('of a type whose records aren’t compared doesn’t exist', async () => {
    for (const type of ['deal', 'employee', 'nothing'])
      expect((await owner.call('POST', at(`duplicates/${type}/scan`))).status).toBe(404);
  });
});

async function newTwinsOf(within: TestOrganization) {
  const phones = newPhones();
  const { call } = within.owner;
  return [
    await add({ firstName: 'Ana', phones }, call, within),
    await add({ firstName: 'Ana', phones }, call, within),
  ];
}

describe('the groups of a scan', () => {
  test('leave out records that were merged or deleted since', async () => {
    const [stays, goes] = await newTwins();
    const [kept, deleted] = await newTwins();
    await scanned(owner.call, organization, 'contact');
    expect(await groupWith(stays!.id)).toBeDefined();
    const { jobId } = await bodyOf(
      200,
      owner.call('POST', at(`contacts/${stays!.id}/merge`), {
        ifMatch: stays!.version,
        body: { records: [{ id: goes!.id, version: goes!.version }] },
      }),
    );
    await bodyOf(200, owner.call('DELETE', at(`contacts/${deleted!.id}`), { ifMatch: deleted!.version }));
    expect(await groupWith(stays!.id)).toBeUndefined();
    expect(await groupWith(kept!.id)).toBeUndefined();
    await endedJob(owner.call, organization, jobId);
  });

  test('compare changed records again', async () => {
    const [one, other] = await newTwins({ city: 'Cali' });
    await scanned(owner.call, organization, 'contact');
    expect(await groupWith(other!.id)).toMatchObject({ score: 95 });
    const change = async (body: object, version: number) =>
      bodyOf(200, owner.call('PATCH', at(`contacts/${one!.id}`), { body, ifMatch: version }));
    await change({ city: 'Quito' }, one!.version);
    expect(await groupWith(other!.id)).toMatchObject({ score: 80 });
    await change({ firstName: 'Pedro', lastName: 'Sol' }, one!.version + 1);
    expect(await groupWith(other!.id)).toBeUndefined();
  });

  test('name the customers of contacts', async () => {
    const name = unique('Acme ');
    const customer = await bodyOf(201, owner.call('POST', at('customers'), { body: { name } }));
    await newTwins({ customerId: customer.id });
    await scanned(owner.call, organization, 'contact');
    const { names } = await bodyOf(
      200,
      owner.call('GET', at('duplicates/contact/scan/groups'), { query: { limit: '20' } }),
    );
    expect(names[customer.id]).toBe(name);
  });
});

describe('someone who sees only their own records', () => {
  test('has a scan of their own, with these records only', async () => {
    const employee = await addMember(host, organization, 'employee');
    const [one] = await newTwins({ ownerId: employee.userId });
    const [foreign] = await newTwins();
    await scanned(owner.call, organization, 'contact');
    expect(await scanOf(employee.call, organization, 'contact')).toBeUndefined();
    const scan = await scanned(employee.call, organization, 'contact');
    expect(scan).toMatchObject({ state: 'ready', records: 2, groups: 1 });
    expect(await groupWith(one!.id, employee.call)).toBeDefined();
    expect(await groupWith(foreign!.id, employee.call)).toBeUndefined();
    expect((await scanOf(owner.call, organization, 'contact')).createdBy).toBe(owner.userId);
  });

  test('no longer sees a group of which a record was handed over', async () => {
    const employee = await addMember(host, organization, 'employee');
    const [one, other] = await newTwins({ ownerId: employee.userId });
    await scanned(employee.call, organization, 'contact');
    expect(await groupWith(one!.id, employee.call)).toBeDefined();
    const body = { ownerId: owner.userId };
    await bodyOf(200, owner.call('PATCH', at(`contacts/${other!.id}`), { body, ifMatch: other!.version }));
    expect(await groupWith(one!.id, employee.call)).toBeUndefined();
  });

  test('can’t declare anything about records of others, nor withdraw their declarations', async () => {
    const employee = await addMember(host, organization, 'employee');
    const [own] = await newTwins({ ownerId: employee.userId });
    const twins = await newTwins();
    const path = at('duplicates/contact/not-duplicates');
    const recordIds = [own!.id, twins[0]!.id];
    const refused = await employee.call('POST', path, { body: { recordIds } });
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/recordIds/1', code: 'unknown_reference' }]);
    const body = { recordIds: twins.map(({ id }) => id) };
    const { id } = await bodyOf(201, owner.call('POST', path, { body }));
    const seen = await bodyOf(200, employee.call('GET', path));
    expect(seen.items.map((one: { id: string }) => one.id)).not.toContain(id);
    expect((await employee.call('DELETE', `${path}/${id}`)).status).toBe(404);
  });
});

describe('records that were declared to be no duplicates', () => {
  const path = () => at('duplicates/contact/not-duplicates');
  const declare = async (ids: string[]) =>
    (await bodyOf(201, owner.call('POST', path(), { body: { recordIds: ids } }))) as { id: string };

  test('leave the groups at once, and those of the next scan', async () => {
    const twins = await newTwins();
    const ids = twins.map(({ id }) => id);
    await scanned(owner.call, organization, 'contact');
    expect(await groupWith(ids[0]!)).toBeDefined();
    await declare(ids);
    expect(await groupWith(ids[0]!)).toBeUndefined();
    await scanned(owner.call, organization, 'contact');
    expect(await groupWith(ids[0]!)).toBeUndefined();
  });

  test('are duplicates again once the declaration is withdrawn', async () => {
    const ids = (await newTwins()).map(({ id }) => id);
    await scanned(owner.call, organization, 'contact');
    const { id } = await declare(ids);
    expect(await groupWith(ids[0]!)).toBeUndefined();
    await bodyOf(204, owner.call('DELETE', `${path()}/${id}`));
    expect(await groupWith(ids[0]!)).toBeDefined();
    expect((await owner.call('DELETE', `${path()}/${id}`)).status).toBe(404);
  });

  test('are listed with their titles, the latest first', async () => {
    const first = await declare((await newTwins()).map(({ id }) => id));
    const second = await declare((await newTwins()).map(({ id }) => id));
    const page = await bodyOf(200, owner.call('GET', path(), { query: { limit: '1' } }));
    expect(page.items).toMatchObject([
      {
        id: second.id,
        createdBy: owner.userId,
        records: [{ title: 'María Gómez' }, { title: 'Maria Gomez' }],
      },
    ]);
    const query = { limit: '1', cursor: page.nextCursor };
    const next = await bodyOf(200, owner.call('GET', path(), { query }));
    expect(next.items).toMatchObject([{ id: first.id }]);
  });

  test('leave others of their group together', async () => {
    const phones = newPhones();
    const three = [];
    for (const firstName of ['Ana', 'Ana', 'Ana']) three.push(await add({ firstName, phones }));
    const ids = three.map(({ id }) => id);
    await scanned(owner.call, organization, 'contact');
    await declare([ids[0]!, ids[1]!]);
    const group = await groupWith(ids[2]!);
    expect(idsIn(group)).toEqual(ids.toSorted());
    const pairs = group.pairs.map(({ recordIds }: { recordIds: string[] }) => recordIds.toSorted().join());
    expect(pairs).toHaveLength(2);
    expect(pairs).not.toContain([ids[0]!, ids[1]!].toSorted().join());
  });

  test('can’t be one record twice, or one that doesn’t exist', async () => {
    const [one] = await newTwins();
    const recordIds = [one!.id, one!.id, crypto.randomUUID()];
    const { status, body } = await owner.call('POST', path(), { body: { recordIds } });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([
      { pointer: '/recordIds/1', code: 'repeated' },
      { pointer: '/recordIds/2', code: 'unknown_reference' },
    ]);
  });
});

test('a scan finds every pair of generated contacts that is possibly the same', async () => {
  const within = await newOrganization(await newPerson(host));
  const { call } = within.owner;
  const contact = fc.record(
    {
      firstName: fc.constantFrom('María', 'Maria', 'José'),
      lastName: fc.constantFrom('Gómez', 'Gomes', 'Pérez'),
      phones: fc.nat(12).map((n) => [{ label: 'work', number: `+57311000${1_000 + n}` }]),
      city: fc.constantFrom('Bogotá', 'Cali'),
    },
    { requiredKeys: ['firstName', 'lastName', 'phones'] },
  );
  const bodies = fc.sample(contact, { numRuns: 60, seed });
  const records: any[] = [];
  for (const body of bodies) records.push(await add(body, call, within));
  await scanned(call, within, 'contact');
  const groups = await groupsOf(call, within, 'contact');
  const grouped = new Set(groups.flatMap(idsIn));
  const subjects = records.map((record) => ({ id: record.id, subject: subjectOf('contact', record) }));
  let pairs = 0;
  for (const [index, one] of subjects.entries())
    for (const other of subjects.slice(index + 1)) {
      if (scoreOf(one.subject, other.subject).score < possibleDuplicate) continue;
      pairs += 1;
      expect(grouped).toContain(one.id);
      expect(grouped).toContain(other.id);
    }
  expect(pairs).toBeGreaterThan(10);
});
