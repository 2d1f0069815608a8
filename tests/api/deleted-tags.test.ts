import { beforeEach, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';
import { newDeal } from '../selling.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
let call: Call;
beforeEach(async () => {
  organization = await newOrganization(await newPerson(host));
  call = organization.owner.call;
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const newTag = () => bodyOf(201, call('POST', at('tags'), { body: { name: unique('Tag ') } }));
const remove = async ({ id }: { id: string }) =>
  expect((await call('DELETE', at(`tags/${id}`), { ifMatch: 1 })).status).toBe(204);
const get = (path: string, query: Record<string, string> = {}) =>
  bodyOf(200, call('GET', at(path), { query }));
const ask = (type: string, body: object) => bodyOf(200, call('POST', at(`${type}/query`), { body }));
const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id).sort();

test('a deleted tag is gone at once from records, lists, boards and queries', async () => {
  const [kept, gone] = [await newTag(), await newTag()];
  const both = await newContact(organization, call, { tagIds: [gone.id, kept.id] });
  const only = await newContact(organization, call, { tagIds: [gone.id] });
  const deal = await newDeal(organization, { tagIds: [gone.id, kept.id] });
  await host.settled(organization);
  await remove(gone);
  const expected: Record<string, unknown> = {
    [both.id]: [kept.id],
    [only.id]: undefined,
    [deal.id]: [kept.id],
  };
  const columns = (await get('deals/board')).columns.map(({ cards }: any) => cards.items);
  const answers = [
    await get(`contacts/${both.id}`),
    await get(`contacts/${only.id}`),
    await get(`deals/${deal.id}`),
    ...(await get('contacts')).items,
    ...(await get('contacts', { sort: 'email', tagIds: `${kept.id},none` })).items,
    ...(await ask('contacts', {})).items,
    ...(await ask('deals', { columns: ['tagIds'] })).items,
    ...(await get('deals')).items,
    ...columns.flat(),
  ];
  expect(answers).toHaveLength(3 + 2 + 2 + 2 + 1 + 1 + 1);
  for (const { id, tagIds } of answers) expect(tagIds).toEqual(expected[id]);
  const moved = { body: { stageId: 'sales-demo' }, ifMatch: 1 };
  expect((await bodyOf(200, call('POST', at(`deals/${deal.id}/move`), moved))).tagIds).toEqual([kept.id]);
  expect(
    (await bodyOf(200, call('DELETE', at(`contacts/${only.id}`), { ifMatch: 1 }))).tagIds,
  ).toBeUndefined();
});

test('records whose tags are all deleted have no tags in filters and groups', async () => {
  const [kept, gone] = [await newTag(), await newTag()];
  const one = await newContact(organization, call, { tagIds: [gone.id] });
  const two = await newContact(organization, call, { tagIds: [gone.id, kept.id] });
  const none = await newContact(organization, call);
  await remove(gone);
  const untagged = [one.id, none.id].sort();
  expect(idsOf(await get('contacts', { tagIds: 'none' }))).toEqual(untagged);
  expect(idsOf(await ask('contacts', { filter: { field: 'tagIds', op: 'isEmpty' } }))).toEqual(untagged);
  expect(idsOf(await ask('contacts', { filter: { field: 'tagIds', op: 'isNotEmpty' } }))).toEqual([two.id]);
  const { groups, groupCount } = await ask('contacts', { limit: 0, groups: { by: 'tagIds' } });
  expect(groups.map(({ key, count }: { key: string | null; count: number }) => [key, count])).toEqual([
    [null, 2],
    [kept.id, 1],
  ]);
  expect(groupCount).toBe(2);
  await remove(kept);
  expect((await get('contacts', { tagIds: 'none' })).total).toBe(3);
});

test('during a merge of tags, filters and groups count the merged tag as the other one', async () => {
  const [from, into] = [await newTag(), await newTag()];
  const one = await newContact(organization, call, { tagIds: [from.id] });
  const both = await newContact(organization, call, { tagIds: [from.id, into.id] });
  const ids = [one.id, both.id].sort();
  const merge = { body: { intoId: into.id }, ifMatch: 1 };
  await bodyOf(200, call('POST', at(`tags/${from.id}/merge`), merge));
  const checkAll = async () => {
    const isNone = await ask('contacts', { filter: { field: 'tagIds', op: 'isEmpty' } });
    expect(idsOf(isNone).filter((id: string) => ids.includes(id))).toEqual([]);
    expect(idsOf(await get('contacts', { tagIds: into.id }))).toEqual(ids);
    const others = await ask('contacts', { filter: { field: 'tagIds', op: 'noneOf', value: [into.id] } });
    expect(idsOf(others).filter((id: string) => ids.includes(id))).toEqual([]);
    const { groups } = await ask('contacts', { limit: 0, groups: { by: 'tagIds' } });
    const counts = groups.map(({ key, count }: { key: string | null; count: number }) => [key, count]);
    expect(new Map(counts).get(into.id)).toBe(2);
    expect(new Map(counts).has(from.id)).toBe(false);
    const uses = (await get('tags/uses')).items as { tagId: string; count: number }[];
    expect(uses.map(({ tagId, count }) => [tagId, count])).toEqual([[into.id, 2]]);
  };
  await checkAll();
  const [job] = (await get('jobs')).items;
  await endedJob(call, organization, job.id);
  await checkAll();
});

test('a record can be sent back as it was read after a tag was deleted, and not with the deleted tag', async () => {
  const [kept, gone] = [await newTag(), await newTag()];
  const contact = await newContact(organization, call, { tagIds: [gone.id, kept.id] });
  await remove(gone);
  const path = at(`contacts/${contact.id}`);
  const read = await bodyOf(200, call('GET', path));
  expect(await bodyOf(200, call('PATCH', path, { body: read, ifMatch: 1 }))).toEqual(read);
  for (const tagIds of [contact.tagIds, [uuidv7()]]) {
    const { errors } = await bodyOf(422, call('PATCH', path, { body: { tagIds }, ifMatch: 1 }));
    expect(errors).toMatchObject([{ pointer: '/tagIds/0', code: 'unknown_reference' }]);
  }
  const updated = await bodyOf(200, call('PATCH', path, { body: { city: 'Cali' }, ifMatch: 1 }));
  expect(updated.tagIds).toEqual([kept.id]);
});

test('a merged tag is replaced at once for readers, and no change in the meantime loses it', async () => {
  const [from, into] = [await newTag(), await newTag()];
  const contact = await newContact(organization, call, { tagIds: [from.id] });
  const merge = { body: { intoId: into.id }, ifMatch: 1 };
  await bodyOf(200, call('POST', at(`tags/${from.id}/merge`), merge));
  const path = at(`contacts/${contact.id}`);
  expect((await bodyOf(200, call('GET', path))).tagIds).toEqual([into.id]);
  await bodyOf(200, call('PATCH', path, { body: { city: 'Cali' }, ifMatch: 1 }));
  expect(idsOf(await get('contacts', { tagIds: into.id }))).toEqual([contact.id]);
});

test('filters by unknown tags, owners, statuses, sources, pipelines and stages are refused at their field', async () => {
  const tag = await newTag();
  await remove(tag);
  const other = await newPerson(host);
  const unknown: [type: string, field: string, value: string][] = [
    ['contacts', 'tagIds', tag.id],
    ['contacts', 'tagIds', uuidv7()],
    ['contacts', 'statusId', 'no-such'],
    ['contacts', 'ownerId', other.userId],
    ['leads', 'sourceId', 'no-such'],
    ['deals', 'pipelineId', 'no-such'],
    ['deals', 'stageId', 'no-such'],
  ];
  for (const [type, field, value] of unknown) {
    const listed = await bodyOf(422, call('GET', at(type), { query: { [field]: value } }));
    expect(listed.errors).toMatchObject([{ pointer: `/query/${field}`, code: 'not_a_choice' }]);
    const filter = { and: [{ field, op: 'anyOf', value: [value] }] };
    const asked = await bodyOf(422, call('POST', at(`${type}/query`), { body: { filter } }));
    expect(asked.errors).toMatchObject([{ pointer: '/filter/and/0/value/0', code: 'not_a_choice' }]);
    const job = { recordType: type.slice(0, -1), filters: { [field]: value }, change: { action: 'delete' } };
    const refused = await bodyOf(422, call('POST', at('jobs'), { body: job }));
    expect(refused.errors).toMatchObject([{ pointer: `/filters/${field}`, code: 'not_a_choice' }]);
  }
  const board = await bodyOf(422, call('GET', at('deals/board'), { query: { tagIds: tag.id } }));
  expect(board.errors).toMatchObject([{ pointer: '/query/tagIds', code: 'not_a_choice' }]);
  const member = await addMember(host, organization, 'employee');
  const contact = await newContact(organization, call, { ownerId: member.userId });
  expect(idsOf(await get('contacts', { ownerId: member.userId }))).toEqual([contact.id]);
  const mine = { filter: { field: 'ownerId', op: 'anyOf', value: ['me', member.userId] } };
  expect(idsOf(await ask('contacts', mine))).toContain(contact.id);
});
