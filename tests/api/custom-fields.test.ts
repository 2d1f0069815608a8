import { beforeEach, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
beforeEach(async () => {
  organization = await newOrganization(await newPerson(host));
});

const pathFor = (type = 'contact') => `${organization.path}/custom-fields/${type}`;
const readFields = (type?: string) => bodyOf(200, organization.owner.call('GET', pathFor(type)));

async function add(body: Record<string, unknown>, type?: string) {
  const { version } = await readFields(type);
  return organization.owner.call('POST', pathFor(type), { body, ifMatch: version });
}
async function edit(key: string, body: Record<string, unknown>, type?: string) {
  const { version } = await readFields(type);
  return organization.owner.call('PATCH', `${pathFor(type)}/${key}`, { body, ifMatch: version });
}
const newContact = (values: Record<string, unknown> = {}) =>
  organization.owner.call('POST', `${organization.path}/contacts`, {
    body: { firstName: unique('Ana '), ...values },
  });
const update = (record: { id: string; version: number }, body: Record<string, unknown>) =>
  organization.owner.call('PATCH', `${organization.path}/contacts/${record.id}`, {
    body,
    ifMatch: record.version,
  });

/** One field of each kind except `relation`, with a valid and an invalid value. */
const kinds: Record<string, { field?: object; good: unknown; bad: unknown }> = {
  text: { good: 'Blue', bad: 'x'.repeat(limits.customTextCharacters + 1) },
  longText: { good: 'Two\nlines', bad: 7 },
  number: { good: -2.5, bad: 'many' },
  money: { good: { amountMinor: 1250, currency: 'EUR' }, bad: 12 },
  date: { good: '2026-11-20', bad: '2026-02-30' },
  choice: { field: { options: [{ label: 'Gold' }, { label: 'Silver' }] }, good: 'gold', bad: 'bronze' },
  choices: {
    field: { options: [{ label: 'Red' }, { label: 'Blue' }] },
    good: ['blue', 'red'],
    bad: ['pink'],
  },
  yesNo: { good: false, bad: 'no' },
  url: { good: 'https://example.com/a', bad: 'example' },
  email: { good: 'ana@example.com', bad: 'ana@' },
  phone: { good: '+34933201181', bad: '12' },
};

test('a value of every kind is stored unchanged, and one of another kind is refused at its field', async () => {
  for (const [kind, { field }] of Object.entries(kinds)) {
    expect((await add({ key: `my-${kind.toLowerCase()}`, label: kind, kind, ...field })).status).toBe(201);
  }
  const all = (pick: 'good' | 'bad') =>
    Object.fromEntries(
      Object.entries(kinds).map(([kind, values]) => [`my-${kind.toLowerCase()}`, values[pick]]),
    );
  const record = await bodyOf(201, newContact({ custom: all('good') }));
  expect(record.custom).toEqual(all('good'));
  const read = await bodyOf(
    200,
    organization.owner.call('GET', `${organization.path}/contacts/${record.id}`),
  );
  expect(read.custom).toEqual(all('good'));
  const refused = await bodyOf(422, newContact({ custom: all('bad') }));
  const places = refused.errors.map(({ pointer }: { pointer: string }) =>
    pointer.split('/').slice(0, 3).join('/'),
  );
  expect([...new Set(places)].sort()).toEqual(
    Object.keys(all('bad'))
      .map((key) => `/custom/${key}`)
      .sort(),
  );
});

test('a relation must target a visible record, and a hidden one is like one that never existed', async () => {
  await bodyOf(201, add({ key: 'broker', label: 'Broker', kind: 'relation', to: 'contact' }));
  const { id } = await bodyOf(201, newContact());
  const { id: hidden } = await bodyOf(201, newContact());
  const employee = await addMember(host, organization, 'employee');
  const attempt = (broker: string) =>
    employee.call('POST', `${organization.path}/contacts`, {
      body: { firstName: 'Eva', custom: { broker } },
    });
  const [ofOthers, never] = [await attempt(hidden), await attempt(uuidv7())];
  expect(ofOthers.status).toBe(422);
  expect(ofOthers.body.errors).toEqual(never.body.errors);
  expect(ofOthers.body.errors).toMatchObject([{ pointer: '/custom/broker', code: 'unknown_reference' }]);
  const own = await bodyOf(
    201,
    employee.call('POST', `${organization.path}/contacts`, { body: { firstName: 'Own' } }),
  );
  expect((await attempt(own.id)).status).toBe(201);
  const record = await bodyOf(201, newContact({ custom: { broker: id } }));
  expect(record.custom).toEqual({ broker: id });
  const stranger = await newOrganization(await newPerson(host));
  const foreign = await bodyOf(
    201,
    stranger.owner.call('POST', `${stranger.path}/contacts`, { body: { firstName: 'Far' } }),
  );
  expect((await newContact({ custom: { broker: foreign.id } })).status).toBe(422);
});

test('a required field is enforced on creation and on updates of custom values, never on other changes', async () => {
  await bodyOf(201, add({ key: 'note', label: 'Note', kind: 'text' }));
  const old = await bodyOf(201, newContact());
  await bodyOf(201, add({ key: 'policy', label: 'Policy', kind: 'text', required: true }));
  const without = await bodyOf(422, newContact());
  expect(without.errors).toMatchObject([{ pointer: '/custom', code: 'required' }]);
  const empty = await bodyOf(422, newContact({ custom: {} }));
  expect(empty.errors).toMatchObject([{ pointer: '/custom/policy', code: 'required' }]);
  const moved = await bodyOf(200, update(old, { city: 'Lima' }));
  const touched = await bodyOf(422, update(moved, { custom: { note: 'x' } }));
  expect(touched.errors).toMatchObject([{ pointer: '/custom/policy', code: 'required' }]);
  const mended = await bodyOf(200, update(moved, { custom: { policy: 'P-1' } }));
  const cleared = await bodyOf(422, update(mended, { custom: { policy: null } }));
  expect(cleared.errors).toMatchObject([{ pointer: '/custom/policy', code: 'required' }]);
});

test('a default fills missing values of new records and leaves existing records unchanged', async () => {
  const old = await bodyOf(201, newContact());
  await bodyOf(201, add({ key: 'seats', label: 'Seats', kind: 'number', default: 5, required: true }));
  const filled = await bodyOf(201, newContact());
  expect(filled.custom).toEqual({ seats: 5 });
  const contact = await bodyOf(201, newContact({ custom: { seats: 9 } }));
  expect(contact.custom).toEqual({ seats: 9 });
  expect(await bodyOf(200, update(old, { city: 'Quito' }))).not.toHaveProperty('custom');
  const wrong = await bodyOf(422, add({ label: 'Rooms', kind: 'number', default: 'five' }));
  expect(wrong.errors).toMatchObject([{ pointer: '/default', code: 'wrong_type' }]);
});

test('an update changes the given values, null clears, and the history shows each change', async () => {
  for (const key of ['one', 'two', 'three']) await bodyOf(201, add({ key, label: key, kind: 'text' }));
  const record = await bodyOf(201, newContact({ custom: { one: 'a', two: 'b' } }));
  const changed = await bodyOf(200, update(record, { custom: { one: null, three: 'c' } }));
  expect(changed.custom).toEqual({ two: 'b', three: 'c' });
  const same = await bodyOf(200, update(changed, { custom: { two: 'b' } }));
  expect(same.version).toBe(changed.version);
  const history = await bodyOf(
    200,
    organization.owner.call('GET', `${organization.path}/contacts/${record.id}/history`),
  );
  expect(history.items[0].changes).toEqual([
    { field: 'custom.one', from: 'a', to: null },
    { field: 'custom.three', from: null, to: 'c' },
  ]);
  const emptied = await bodyOf(200, update(changed, { custom: { two: null, three: null } }));
  expect(emptied).not.toHaveProperty('custom');
});

test('a retired field accepts no values, records keep theirs, and it is reactivated without loss', async () => {
  await bodyOf(201, add({ key: 'color', label: 'Color', kind: 'text', required: true }));
  await bodyOf(201, add({ key: 'size', label: 'Size', kind: 'text' }));
  const record = await bodyOf(201, newContact({ custom: { color: 'red' } }));
  await bodyOf(200, edit('color', { retired: true }));
  const refused = await bodyOf(422, update(record, { custom: { color: 'blue' } }));
  expect(refused.errors).toMatchObject([{ pointer: '/custom/color', code: 'unknown_field' }]);
  const changed = await bodyOf(200, update(record, { custom: { size: 'L' } }));
  expect(changed.custom).toEqual({ color: 'red', size: 'L' });
  expect((await newContact()).status).toBe(201);
  await bodyOf(200, edit('color', { retired: false }));
  const again = await bodyOf(200, update(changed, { custom: { color: 'blue' } }));
  expect(again.custom).toEqual({ color: 'blue', size: 'L' });
});

test('no option can have the id none, which filters use for missing values', async () => {
  const options = [{ label: 'None' }, { label: 'none!' }];
  const { items } = await bodyOf(201, add({ key: 'allergy', label: 'Allergy', kind: 'choice', options }));
  expect(items[0].options.map(({ id }: { id: string }) => id)).toEqual(['none-2', 'none-3']);
  const { errors } = await bodyOf(422, edit('allergy', { options: [{ id: 'none', label: 'None' }] }));
  expect(errors).toMatchObject([{ pointer: '/options/0/id', code: 'not_allowed' }]);
});

test('a removed option stays on records and can no longer be chosen', async () => {
  const options = [{ label: 'Gold' }, { label: 'Silver' }];
  await bodyOf(201, add({ key: 'tier', label: 'Tier', kind: 'choice', options }));
  const record = await bodyOf(201, newContact({ custom: { tier: 'gold' } }));
  const { items } = await bodyOf(200, edit('tier', { options: [{ id: 'silver', label: 'Plata' }] }));
  expect(items[0].options).toEqual([
    { id: 'silver', label: 'Plata' },
    { id: 'gold', label: 'Gold', retired: true },
  ]);
  expect((await newContact({ custom: { tier: 'gold' } })).status).toBe(422);
  expect((await update(record, { custom: { tier: 'gold' } })).status).toBe(200);
  expect((await update(record, { custom: { tier: 'silver' } })).status).toBe(200);
});

describe('definitions', () => {
  test('a key is derived from the label, is unique and never changes; neither does the kind', async () => {
    const { items } = await bodyOf(201, add({ label: 'Número de póliza', kind: 'text' }));
    expect(items[0].key).toBe('numero-de-poliza');
    const second = await bodyOf(201, add({ label: 'Número de póliza', kind: 'text' }));
    expect(second.items[1].key).toBe('numero-de-poliza-2');
    const taken = await bodyOf(409, add({ label: 'Other', key: 'numero-de-poliza', kind: 'date' }));
    expect(taken.errors).toMatchObject([{ pointer: '/key', code: 'taken' }]);
    const renamed = await bodyOf(
      200,
      edit('numero-de-poliza', { label: 'Policy', help: 'On the first page' }),
    );
    expect(renamed.items[0]).toEqual({
      key: 'numero-de-poliza',
      label: 'Policy',
      kind: 'text',
      help: 'On the first page',
    });
    expect((await edit('numero-de-poliza', { kind: 'date' })).status).toBe(422);
  });

  test('required properties of a kind are enforced, and inapplicable ones refused', async () => {
    expect((await bodyOf(422, add({ label: 'A', kind: 'choice' }))).errors).toMatchObject([
      { pointer: '/options' },
    ]);
    expect((await bodyOf(422, add({ label: 'A', kind: 'relation' }))).errors).toMatchObject([
      { pointer: '/to' },
    ]);
    const wrong = await bodyOf(422, add({ label: 'A', kind: 'text', to: 'deal' }));
    expect(wrong.errors).toMatchObject([{ pointer: '/to', code: 'not_allowed' }]);
  });

  test('order and sections are as requested, and every field is listed once', async () => {
    for (const key of ['a', 'b', 'c']) await bodyOf(201, add({ key, label: key, kind: 'text' }));
    await bodyOf(200, edit('b', { retired: true }));
    const { version } = await readFields();
    const arrange = (items: object[]) =>
      organization.owner.call('PATCH', pathFor(), { body: { items }, ifMatch: version });
    expect((await arrange([{ key: 'a' }])).status).toBe(422);
    expect((await arrange([{ key: 'a' }, { key: 'a' }])).status).toBe(422);
    expect((await arrange([{ key: 'a' }, { key: 'b' }])).status).toBe(422);
    const { items } = await bodyOf(200, arrange([{ key: 'c', section: 'Contract' }, { key: 'a' }]));
    expect(items.map(({ key, section }: { key: string; section?: string }) => [key, section])).toEqual([
      ['c', 'Contract'],
      ['a', undefined],
      ['b', undefined],
    ]);
  });

  test('a stale version is refused with 412 and changes nothing', async () => {
    const first = await bodyOf(201, add({ label: 'First', kind: 'text' }));
    await bodyOf(201, add({ label: 'Second', kind: 'text' }));
    const { owner } = organization;
    const body = { label: 'Third', kind: 'text' };
    const stale = await owner.call('POST', pathFor(), { body, ifMatch: first.version });
    expect(stale.status).toBe(412);
    expect((await readFields()).items).toHaveLength(2);
  });

  test('members see them, admins change them, and an unknown record type is not found', async () => {
    await bodyOf(201, add({ label: 'First', kind: 'text' }));
    const manager = await addMember(host, organization, 'manager');
    expect((await manager.call('GET', pathFor())).status).toBe(200);
    const body = { label: 'Second', kind: 'text' };
    expect((await manager.call('POST', pathFor(), { body, ifMatch: 1 })).status).toBe(403);
    expect((await organization.owner.call('GET', pathFor('note'))).status).toBe(404);
    expect((await organization.owner.call('GET', pathFor('constructor'))).status).toBe(404);
  });
});

test('at most a hundred fields of a type are in use; retiring one makes room', async () => {
  let version = 0;
  for (let number = 1; number <= limits.customFieldsPerType; number += 1) {
    const body = { key: `f${number}`, label: `Field ${number}`, kind: 'text' };
    ({ version } = await bodyOf(201, organization.owner.call('POST', pathFor(), { body, ifMatch: version })));
  }
  const full = await bodyOf(409, add({ label: 'One more', kind: 'text' }));
  expect(full.errors).toMatchObject([{ code: 'too_many', limit: limits.customFieldsPerType }]);
  await bodyOf(200, edit('f1', { retired: true }));
  await bodyOf(201, add({ label: 'One more', kind: 'text' }));
  expect((await edit('f1', { retired: false })).status).toBe(409);
  // One record can have a value for each of these fields.
  const keys = Array.from({ length: 99 }, (_, index) => `f${index + 2}`);
  const custom = Object.fromEntries(keys.map((key) => [key, 'x'.repeat(300)]));
  expect((await bodyOf(201, newContact({ custom }))).custom).toEqual(custom);
});

test('a record over its size limit is refused', async () => {
  const body = (number: number) => ({ key: `t${number}`, label: `Text ${number}`, kind: 'longText' });
  for (let number = 1; number <= 21; number += 1) await bodyOf(201, add(body(number)));
  const text = 'x'.repeat(limits.customLongTextCharacters);
  const filled = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index + 1}`, text]));
  expect((await newContact({ custom: filled(19) })).status).toBe(201);
  expect((await newContact({ custom: filled(21) })).status).toBe(413);
});

test('every record type accepts custom values', async () => {
  for (const [type, plural, least] of [
    ['customer', 'customers', { name: 'Acme' }],
    ['lead', 'leads', { firstName: 'Leo' }],
    ['deal', 'deals', { title: 'Roof' }],
    ['vendor', 'vendors', { name: 'Parts' }],
    ['employee', 'employees', { firstName: 'Eli', lastName: 'Paz' }],
  ] as const) {
    await bodyOf(201, add({ key: 'mark', label: 'Mark', kind: 'text' }, type));
    const path = `${organization.path}/${plural}`;
    const body = { ...least, custom: { mark: type } };
    const record = await organization.owner.call('POST', path, { body });
    expect(record.body, type).toMatchObject({ custom: { mark: type } });
  }
});

test('a conversion carries over values whose field the new record has too', async () => {
  for (const type of ['lead', 'contact', 'customer']) {
    await bodyOf(201, add({ key: 'policy', label: 'Policy', kind: 'text' }, type));
  }
  await bodyOf(201, add({ key: 'visit', label: 'Visit', kind: 'date' }, 'lead'));
  await bodyOf(201, add({ key: 'visit', label: 'Visit', kind: 'text' }, 'contact'));
  const custom = { policy: 'P-7', visit: '2026-11-20' };
  const { owner, path } = organization;
  const lead = await bodyOf(201, owner.call('POST', `${path}/leads`, { body: { firstName: 'Lia', custom } }));
  const converted = await bodyOf(
    200,
    owner.call('POST', `${path}/leads/${lead.id}/conversion`, { body: {}, ifMatch: lead.version }),
  );
  const contact = await bodyOf(200, owner.call('GET', `${path}/contacts/${converted.contactId}`));
  expect(contact.custom).toEqual({ policy: 'P-7' });
  const customer = await bodyOf(200, owner.call('GET', `${path}/customers/${converted.customerId}`));
  expect(customer.custom).toEqual({ policy: 'P-7' });
});
