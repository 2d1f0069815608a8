import { beforeEach, expect, inject, test } from 'vitest';
import type { StatusList } from '#contract/status-list.ts';
import { limits } from '#contract/limits.ts';
import { organizationKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newForm, readToken } from '../forms.ts';
import { endedJob } from '../jobs.ts';
import { addMember, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;

beforeEach(async () => {
  organization = await newOrganization(await newPerson(host));
});

const call = (...args: Parameters<TestOrganization['owner']['call']>) => organization.owner.call(...args);
const at = (rest: string): string => `${organization.path}/${rest}`;
const read = (list: string): Promise<StatusList> => bodyOf(200, call('GET', at(`status-lists/${list}`)));
const save = (list: string, body: object, ifMatch: number) =>
  call('PATCH', at(`status-lists/${list}`), { body, ifMatch });
const idsOf = ({ items }: StatusList) => items.filter(({ retired }) => !retired).map(({ id }) => ({ id }));
const newLead = (values: object = {}): Promise<any> =>
  bodyOf(201, call('POST', at('leads'), { body: { firstName: unique('Lead '), ...values } }));
const lead = (id: string): Promise<any> => bodyOf(200, call('GET', at(`leads/${id}?trash=true`)));
const errorOf = (answer: { status: number; body: any }) => [answer.status, answer.body.errors?.[0].pointer];

/** The newest job that replaces a retired status, once it is finished. */
async function endedMove(): Promise<any> {
  const { items } = await bodyOf(200, call('GET', at('jobs')));
  return endedJob(call, organization, items.find(({ kind }: any) => kind === 'statusMove').id);
}

test('entries can be renamed, colored, added and reordered; others keep built-in names in both languages', async () => {
  const before = await read('leadStatuses');
  expect(before.items[0]).toMatchObject({ id: 'new', name: 'New', names: { en: 'New', es: 'Nuevo' } });
  const [first, second, ...others] = idsOf(before);
  const items = [
    { ...second, name: 'Called', color: 'amber' },
    { name: 'Visited', meaning: 'open', isDefault: true },
    first,
    ...others,
  ];
  const after: StatusList = await bodyOf(200, save('leadStatuses', { items }, before.version));
  expect(after.version).toBe(before.version + 1);
  expect(after.items.slice(0, 3)).toMatchObject([
    { id: 'contacted', name: 'Called', color: 'amber', meaning: 'open' },
    { name: 'Visited', meaning: 'open', isDefault: true },
    { id: 'new', names: { en: 'New', es: 'Nuevo' } },
  ]);
  expect(after.items[0]).not.toHaveProperty('names');
  expect(await read('leadStatuses')).toEqual(after);
  const [stored] = await table.items(
    ({ kind }) => kind === 'organization',
    organizationKey(organization.id).pk,
  );
  expect(JSON.stringify(stored)).toContain('Visited');
  expect(JSON.stringify(stored)).not.toContain('Nuevo');
  const names = (await bodyOf(200, call('GET', organization.path))).leadStatuses;
  expect(names.map(({ name }: { name: string }) => name).slice(0, 2)).toEqual(['Called', 'Visited']);
  expect((await newLead()).statusId).toBe(after.items[1]!.id);
});

test('stale, unknown, duplicate and excessive entries, and lists without a required meaning, are refused', async () => {
  const before = await read('leadStatuses');
  const items = idsOf(before);
  const attempt = async (change: object[], rest: object = {}) =>
    errorOf(await save('leadStatuses', { items: change, ...rest }, before.version));
  expect((await save('leadStatuses', { items }, before.version + 1)).status).toBe(412);
  expect((await call('GET', at('status-lists/pipelines'))).status).toBe(404);
  expect(await attempt([...items, { id: 'nobody' }])).toEqual([422, '/items/7/id']);
  expect(await attempt([...items, items[0]!])).toEqual([422, '/items/7/id']);
  expect(await attempt([...items, { name: 'x' }])).toEqual([422, '/items/7/meaning']);
  expect(await attempt([...items, { name: 'x', meaning: 'customer' }])).toEqual([422, '/items/7/meaning']);
  expect(await attempt([...items, { meaning: 'open' }])).toEqual([422, '/items/7/name']);
  expect(await attempt([...items, { name: 'nuevo', meaning: 'open' }])).toEqual([422, '/items/7/name']);
  expect(await attempt(items.map(({ id }) => ({ id, isDefault: true })))).toEqual([
    422,
    '/items/1/isDefault',
  ]);
  const withoutWon = items.filter(({ id }) => id !== 'closed');
  expect(await attempt(withoutWon, { successors: { closed: 'lost' } })).toEqual([422, '/items']);
  const withoutLost = items.filter(({ id }) => id !== 'lost');
  expect(await attempt(withoutLost)).toEqual([422, '/successors/lost']);
  expect(await attempt(withoutLost, { successors: { lost: 'lost' } })).toEqual([422, '/successors/lost']);
  expect(await attempt(items, { successors: { lost: 'new' } })).toEqual([422, '/successors/lost']);
  const more = Array.from({ length: limits.statusesPerList }, (_, n) => ({ name: `S${n}`, meaning: 'open' }));
  expect(await attempt([...items, ...more])).toEqual([422, '/items']);
  const sources = await read('leadSources');
  const meant = [...idsOf(sources), { name: 'Fair', meaning: 'open' }];
  expect(errorOf(await save('leadSources', { items: meant }, sources.version))).toEqual([
    422,
    '/items/8/meaning',
  ]);
  expect(await read('leadStatuses')).toEqual(before);
});

test('a retired status is refused for new use, replaced by a job even in the trash, and can be reactivated', async () => {
  const [plain, trashed] = [
    await newLead({ statusId: 'contacted' }),
    await newLead({ statusId: 'contacted' }),
  ];
  await bodyOf(200, call('DELETE', at(`leads/${trashed.id}`), { ifMatch: 1 }));
  await host.settled(organization);
  const before = await read('leadStatuses');
  expect(before.items.find(({ id }) => id === 'contacted')).toMatchObject({ records: { lead: 1 } });
  expect(before.usedBy).toEqual([{ recordType: 'lead', plural: 'leads', field: 'statusId' }]);
  const items = idsOf(before).filter(({ id }) => id !== 'contacted');
  const retired: StatusList = await bodyOf(
    200,
    save('leadStatuses', { items, successors: { contacted: 'new' } }, before.version),
  );
  expect(retired.items.at(-1)).toMatchObject({ id: 'contacted', retired: true });
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  const late = { firstName: 'Late', statusId: 'contacted' };
  expect(errorOf(await call('POST', at('leads'), { body: late }))).toEqual([422, '/statusId']);
  const other = await newLead();
  const change = { body: { statusId: 'contacted' }, ifMatch: 1 };
  expect(errorOf(await call('PATCH', at(`leads/${other.id}`), change))).toEqual([422, '/statusId']);
  const back = { items: [...items, { id: 'contacted' }] };
  expect((await save('leadStatuses', back, retired.version)).status).toBe(409);
  expect(await endedMove()).toMatchObject({ state: 'done', total: 2, done: 2, failed: 0 });
  expect(await lead(plain.id)).toMatchObject({ statusId: 'new', version: 2 });
  expect((await lead(trashed.id)).statusId).toBe('new');
  const again: StatusList = await bodyOf(200, save('leadStatuses', back, retired.version));
  expect(again.items.find(({ id }) => id === 'contacted')).not.toHaveProperty('retired');
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  const kept = await newLead({ statusId: 'contacted' });
  await bodyOf(200, call('DELETE', at(`leads/${kept.id}`), { ifMatch: 1 }));
  // The earlier scheduled change no longer applies to records restored from the trash.
  await bodyOf(200, call('POST', at(`leads/${kept.id}/restore`), { ifMatch: 2 }));
  expect((await lead(kept.id)).statusId).toBe('contacted');
});

test('leads of a retired source get the replacement’s points, and custom sources have points', async () => {
  const before = await read('leadSources');
  const made: StatusList = await bodyOf(
    200,
    save('leadSources', { items: [...idsOf(before), { name: 'Fair' }] }, before.version),
  );
  const fair = made.items.find(({ name }) => name === 'Fair')!.id;
  const { leadWeights } = await bodyOf(200, call('GET', organization.path));
  const weighted = { ...leadWeights, sources: { ...leadWeights.sources, [fair]: 42 } };
  const { version } = await bodyOf(
    200,
    call('PATCH', organization.path, { body: { leadWeights: weighted }, ifMatch: made.version }),
  );
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  const referred = await newLead({ sourceId: 'referral' });
  expect(referred.score).toBe(25);
  expect((await newLead({ sourceId: fair })).score).toBe(42);
  const leadsOf = async (id: string) => {
    await host.settled(organization);
    return (await read('leadSources')).items.find((entry) => entry.id === id)?.records;
  };
  expect(await leadsOf(fair)).toEqual({ lead: 1 });
  const referrals = (await leadsOf('referral'))!.lead!;
  const items = idsOf(made).filter(({ id }) => id !== 'referral');
  await bodyOf(200, save('leadSources', { items, successors: { referral: fair } }, version));
  expect(await endedMove()).toMatchObject({ state: 'done', failed: 0 });
  expect(await lead(referred.id)).toMatchObject({ sourceId: fair, score: 42 });
  expect([await leadsOf(fair), await leadsOf('referral')]).toEqual([{ lead: 1 + referrals }, { lead: 0 }]);
  expect((await bodyOf(200, call('GET', organization.path))).leadWeights.sources).not.toHaveProperty(
    'referral',
  );
});

/** Lets cached settings expire. */
const settingsExpire = () => new Promise((resolve) => setTimeout(resolve, 5_100));
const defaultOf = ({ items }: StatusList) => items.filter(({ isDefault }) => isDefault).map(({ id }) => id);

test('new leads get the default source however they are created, unless they come without one on purpose', async () => {
  expect(defaultOf(await read('leadSources'))).toEqual(['website']);
  const many = { items: [{ firstName: 'Ana' }, { firstName: 'Eva', sourceId: 'event' }] };
  const created = await bodyOf(201, call('POST', at('leads/bulk'), { body: many }));
  const form = await newForm(organization);
  const token = await readToken(host.url, form.id);
  const answers = { firstName: unique('Visitor '), email: 'ana@people.example', token };
  await bodyOf(200, visit(host.url, 'POST', `/v1/forms/${form.id}`, { json: answers, from: newAddress() }));
  await host.settled(organization);
  const { items } = await bodyOf(200, call('GET', at('leads'), { query: { sort: 'createdAt' } }));
  const sources = [await newLead(), ...created.items, items.at(-1), await newLead({ sourceId: null })];
  expect(items.at(-1).fullName).toBe(answers.firstName);
  expect(sources.map(({ sourceId }) => sourceId)).toEqual([
    'website',
    'website',
    'event',
    'website',
    undefined,
  ]);
});

test('the default source can be changed and removed, and is removed when it is retired', async () => {
  const saved = async (items: object[], rest: object = {}): Promise<StatusList> => {
    const { version } = await read('leadSources');
    return bodyOf(200, save('leadSources', { items, ...rest }, version));
  };
  const all = idsOf(await read('leadSources'));
  const withDefault = (id: string) => all.map((entry) => ({ ...entry, isDefault: entry.id === id }));
  expect(defaultOf(await saved(withDefault('referral')))).toEqual(['referral']);
  await settingsExpire();
  expect((await newLead()).sourceId).toBe('referral');
  const two = { items: all.map((entry) => ({ ...entry, isDefault: true })) };
  const { version } = await read('leadSources');
  expect(errorOf(await save('leadSources', two, version))).toEqual([422, '/items/1/isDefault']);
  const remaining = all.filter(({ id }) => id !== 'referral');
  expect(defaultOf(await saved(remaining, { successors: { referral: 'website' } }))).toEqual([]);
  await settingsExpire();
  expect((await newLead()).sourceId).toBeUndefined();
  expect(defaultOf(await read('leadSources'))).toEqual([]);
});

test('in an organization that has not chosen a default source, it is the website if that is in use', async () => {
  const stored = async (change: (sources: { id: string }[]) => object[]) => {
    const key = organizationKey(organization.id);
    const [item] = await table.items(({ kind }) => kind === 'organization', key.pk);
    const data = JSON.parse(item!.data as string);
    const leadSources = change(data.leadSources.map(({ isDefault: _, ...entry }: any) => entry));
    await table.change({ pk: key.pk, sk: item!.sk }, { data: JSON.stringify({ ...data, leadSources }) });
    return defaultOf(await read('leadSources'));
  };
  expect(await stored((sources) => sources)).toEqual(['website']);
  const retired = (sources: { id: string }[]) =>
    sources.map((entry) => (entry.id === 'website' ? { ...entry, retired: true } : entry));
  expect(await stored(retired)).toEqual([]);
});

test('qualifying, disqualifying and converting follow the meaning of custom statuses', async () => {
  const before = await read('leadStatuses');
  const own = [
    { name: 'Begun', meaning: 'open' },
    { name: 'Worth it', meaning: 'qualified' },
    { name: 'Not for us', meaning: 'disqualified' },
    { name: 'Ours', meaning: 'won' },
  ];
  const both: StatusList = await bodyOf(
    200,
    save('leadStatuses', { items: [...idsOf(before), ...own] }, before.version),
  );
  const idOf = (name: string) => both.items.find((entry) => entry.name === name)!.id;
  const items = own.map(({ name }) => ({ id: idOf(name) }));
  const successors = Object.fromEntries(idsOf(before).map(({ id }) => [id, idOf('Begun')]));
  await bodyOf(200, save('leadStatuses', { items, successors }, both.version));
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  const act = async (id: string, verb: string, ifMatch: number, body?: object) =>
    (await bodyOf(200, call('POST', at(`leads/${id}/${verb}`), { ifMatch, ...(body ? { body } : {}) })))
      .statusId;
  const { id, statusId } = await newLead();
  expect(statusId).toBe(idOf('Begun'));
  expect(await act(id, 'disqualify', 1, { reason: 'Too small' })).toBe(idOf('Not for us'));
  expect(await act(id, 'qualify', 2)).toBe(idOf('Worth it'));
  expect(await act(id, 'conversion', 3, {})).toBe(idOf('Ours'));
});

test('members see the lists, only admins change them, and only callers who see all records get counts', async () => {
  const employee = await addMember(host, organization, 'employee');
  const path = at('status-lists/contactStatuses');
  const seen: StatusList = await bodyOf(200, employee.call('GET', path));
  expect(seen.items.every(({ records }) => records === undefined)).toBe(true);
  const body = { items: idsOf(seen) };
  expect((await employee.call('PATCH', path, { body, ifMatch: seen.version })).status).toBe(403);
});

test('built-in names in organizations of the first schema follow the user’s language too', async () => {
  const key = organizationKey(organization.id);
  const [item] = await table.items(({ kind }) => kind === 'organization', key.pk);
  const stored = JSON.parse(item!.data as string);
  const leadStatuses = [
    { id: 'new', name: 'Nuevo', meaning: 'open' },
    { id: 'other', name: 'Otro', meaning: 'open' },
  ];
  await table.change(key, { schema: 1, data: JSON.stringify({ ...stored, leadStatuses }) });
  // Statuses that the product needs follow.
  expect((await read('leadStatuses')).items.slice(0, 2)).toMatchObject([
    { id: 'new', name: 'New', names: { es: 'Nuevo' } },
    { id: 'other', name: 'Otro' },
  ]);
});
