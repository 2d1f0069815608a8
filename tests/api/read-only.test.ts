import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { bodyOf, type Call } from '../caller.ts';
import { addFile } from '../files.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { newDeal, newLead, usd } from '../selling.ts';
import { newRecord } from '../subjects.ts';

const host = connectHost(inject('host'));
const types = Object.values<RecordType>(recordTypes as never);

let organization: TestOrganization;
let call: Call;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  call = organization.owner.call;
});

const patch = (path: string, { version }: { version: number }, body: object) =>
  call('PATCH', path, { body, ifMatch: version });

/** The errors of a refused update, such as `/version read_only`. */
async function refusals(path: string, read: { version: number }, body: object): Promise<string[]> {
  const { errors } = await bodyOf(422, patch(path, read, body));
  return errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);
}

/** Another value of the same type. */
function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (Array.isArray(value)) return [];
  if (value !== null && typeof value === 'object' && 'amountMinor' in value)
    return { ...value, amountMinor: Number(value.amountMinor) + 1 };
  if (value !== null && typeof value === 'object' && 'workedMs' in value)
    return { ...value, workedMs: Number(value.workedMs) + 1 };
  if (typeof value === 'object') return {};
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return '2001-01-01T00:00:00.000Z';
  return /^[0-9a-f]{8}-/.test(text) ? uuidv7() : `${text} changed`;
}

/** Checks that a record or entry can be sent back as it was read, and that its read-only values can't be changed. */
async function checkReadOnly(
  path: string,
  read: { version: number } & Record<string, unknown>,
  options: { writable: readonly string[]; unversioned: readonly string[] },
) {
  const names = Object.keys(read).filter((name) => ![...options.writable, 'custom'].includes(name));
  const { version } = await bodyOf(200, patch(path, read, read));
  expect(version, path).toBe(read.version);
  for (const name of names) {
    const body = { [name]: otherThan(read[name]) };
    if (options.unversioned.includes(name)) await bodyOf(200, patch(path, read, body));
    else expect(await refusals(path, read, body), name).toEqual([`/${name} read_only`]);
  }
  expect(await refusals(path, read, { ...read, unheardOf: 1 })).toEqual(['/unheardOf unknown_field']);
}

describe.each(types.map((type) => [type.name, type] as const))('%s', (_, type) => {
  const writable = Object.keys(type.update.shape);

  test('a record sent back as it was read stays as it is, and changed read-only values are refused', async () => {
    const { id } = await newRecord(type, organization);
    const path = `${organization.path}/${type.plural}/${id}`;
    await checkReadOnly(path, await bodyOf(200, call('GET', path)), {
      writable,
      unversioned: type.unversioned,
    });
  });

  test('an item of a list or a query can be sent back with one changed value', async () => {
    const { id } = await newRecord(type, organization);
    const base = `${organization.path}/${type.plural}`;
    const field = ['firstName', 'title', 'name', 'subject', 'reference'].find((name) =>
      writable.includes(name),
    )!;
    const readings = [
      ...(type.isOnlyQueried ? [] : [() => bodyOf(200, call('GET', base))]),
      () => bodyOf(200, call('POST', `${base}/query`, { body: {} })),
    ];
    for (const read of readings) {
      await host.settled(organization);
      const item = (await read()).items.find((one: { id: string }) => one.id === id);
      const changed = { ...item, [field]: unique('Changed ') };
      const updated = await bodyOf(200, patch(`${base}/${id}`, item, changed));
      expect(updated).toMatchObject({ [field]: changed[field], version: Number(item.version) + 1 });
    }
  });
});

test('values that operations set can be sent back and not be changed', async () => {
  const [deals, leads] = [`${organization.path}/deals`, `${organization.path}/leads`];
  const options = ({ update, unversioned }: Pick<RecordType, 'update' | 'unversioned'>) => ({
    writable: Object.keys(update.shape),
    unversioned,
  });
  const deal = await newDeal(organization, { value: usd(5_000) });
  await bodyOf(200, call('POST', `${deals}/${deal.id}/win`, { body: {}, ifMatch: deal.version }));
  const won = await bodyOf(200, call('GET', `${deals}/${deal.id}`));
  expect(won).toMatchObject({ closedAt: expect.any(String), stageSeconds: expect.any(Object) });
  await checkReadOnly(`${deals}/${deal.id}`, won, options(recordTypes.deal));
  const lead = await newLead(organization);
  const disqualification = { body: { reason: 'No budget' }, ifMatch: lead.version };
  await bodyOf(200, call('POST', `${leads}/${lead.id}/disqualify`, disqualification));
  const disqualified = await bodyOf(200, call('GET', `${leads}/${lead.id}`));
  expect(disqualified.disqualifiedReason).toBe('No budget');
  await checkReadOnly(`${leads}/${lead.id}`, disqualified, options(recordTypes.lead));
});

test('all changed read-only values of a request are reported, and null stands for a missing one', async () => {
  const contact = await newContact(organization, call);
  const path = `${organization.path}/contacts/${contact.id}`;
  const body = { fullName: 'B', createdAt: '2001-01-01T00:00:00.000Z', deletedAt: null, city: 'Cali' };
  expect(await refusals(path, contact, body)).toEqual(['/createdAt read_only', '/fullName read_only']);
  expect((await bodyOf(200, call('GET', path))).city).toBeUndefined();
  await bodyOf(200, patch(path, contact, { deletedAt: null }));
  expect(await refusals(path, contact, { deletedAt: contact.createdAt })).toEqual(['/deletedAt read_only']);
});

test('a stale version is refused with 412 before read-only values are compared', async () => {
  const contact = await newContact(organization, call);
  const path = `${organization.path}/contacts/${contact.id}`;
  await bodyOf(200, patch(path, contact, { city: 'Cali' }));
  expect((await patch(path, contact, contact)).status).toBe(412);
});

test('custom values that were read can be sent back, even those of retired fields', async () => {
  const own = await newOrganization(await newPerson(host));
  const me = own.owner.call;
  const fields = `${own.path}/custom-fields/contact`;
  const add = async (body: object) => {
    const { version } = await bodyOf(200, me('GET', fields));
    return bodyOf(201, me('POST', fields, { body, ifMatch: version }));
  };
  await add({ key: 'old', label: 'Old', kind: 'text' });
  await add({ key: 'note', label: 'Note', kind: 'text' });
  const path = `${own.path}/contacts/${(await newContact(own, me, { custom: { old: 'a', note: 'b' } })).id}`;
  const { version } = await bodyOf(200, me('GET', fields));
  await bodyOf(200, me('PATCH', `${fields}/old`, { body: { retired: true }, ifMatch: version }));
  await add({ key: 'needed', label: 'Needed', kind: 'text', required: true });
  const read = await bodyOf(200, me('GET', path));
  expect(read.custom).toEqual({ old: 'a', note: 'b' });
  const send = (body: object) => me('PATCH', path, { body, ifMatch: read.version });
  expect((await bodyOf(200, send(read))).version).toBe(1);
  const refused = await bodyOf(422, send({ custom: { ...read.custom, old: 'z', needed: 'c' } }));
  expect(refused.errors).toMatchObject([{ pointer: '/custom/old', code: 'unknown_field' }]);
  const changed = await bodyOf(200, send({ ...read, custom: { ...read.custom, note: 'z', needed: 'c' } }));
  expect(changed.custom).toEqual({ old: 'a', note: 'z', needed: 'c' });
});

test('notes, tasks, activities and files can be sent back as they were read', async () => {
  const { id } = await newContact(organization, call);
  const of = (entries: string) => `${organization.path}/${entries}/contact/${id}`;
  const note = await bodyOf(201, call('POST', of('notes'), { body: { body: 'A note' } }));
  const activity = await bodyOf(
    201,
    call('POST', of('activities'), { body: { kind: 'call', title: 'A call' } }),
  );
  const file = await addFile(call, of('attachments'), Buffer.from('A few words'), 'a.txt', 'text/plain');
  const tasks = `${organization.path}/tasks`;
  const body = { title: 'A task', dueAt: '2027-01-01T09:00:00Z', recordType: 'contact', recordId: id };
  const task = await bodyOf(201, call('POST', tasks, { body }));
  await checkReadOnly(`${of('notes')}/${note.id}`, note, { writable: ['body', 'pinned'], unversioned: [] });
  await checkReadOnly(`${of('activities')}/${activity.id}`, activity, {
    writable: ['kind', 'title', 'notes', 'durationMinutes', 'date'],
    unversioned: ['userName'],
  });
  await checkReadOnly(`${tasks}/${task.id}`, task, {
    writable: ['title', 'notes', 'dueAt', 'remindAt', 'priority', 'assigneeId'],
    unversioned: ['recordTitle', 'about'],
  });
  const [listed] = (await bodyOf(200, call('GET', of('attachments')))).items;
  expect(listed.id).toBe(file.id);
  await bodyOf(200, patch(`${of('attachments')}/${file.id}`, listed, listed));
});
