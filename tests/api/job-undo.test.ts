import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { addMember, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const contact = (id: string): Promise<any> =>
  bodyOf(200, call('GET', at(`contacts/${id}`), { query: { trash: 'true' } }));
const newTag = async (): Promise<string> =>
  (await bodyOf(201, call('POST', at('tags'), { body: { name: unique('tag ') } }))).id;

async function newContact(values: object = {}): Promise<any> {
  return bodyOf(201, call('POST', at('contacts'), { body: { firstName: unique('Row '), ...values } }));
}

async function patched(id: string, body: object): Promise<any> {
  const { version } = await contact(id);
  return bodyOf(200, call('PATCH', at(`contacts/${id}`), { body, ifMatch: version }));
}

async function run(ids: string[], change: object, recordType = 'contact'): Promise<any> {
  const { id } = await bodyOf(201, call('POST', at('jobs'), { body: { recordType, ids, change } }));
  return endedJob(call, organization, id);
}

async function undone(id: string, recordType = 'contact'): Promise<any> {
  const job = await bodyOf(201, call('POST', at(`jobs/${id}/undo`)));
  expect(job).toMatchObject({ kind: 'undo', undoes: id, recordTypes: [recordType] });
  return endedJob(call, organization, job.id);
}

const results = async (id: string): Promise<any[]> =>
  (await bodyOf(200, call('GET', at(`jobs/${id}/results`)))).items;

describe('undoing a job', () => {
  test('gives fields back their values, except those that were changed again since', async () => {
    const [kept, other, again] = [
      await newContact({ city: 'Cali', jobTitle: 'Buyer' }),
      await newContact(),
      await newContact({ city: 'Lima' }),
    ];
    const job = await run([kept.id, other.id, again.id], { action: 'update', values: { city: 'Quito' } });
    await patched(kept.id, { jobTitle: 'Manager' });
    await patched(again.id, { city: 'Bogotá' });
    const undo = await undone(job.id);
    expect(undo).toMatchObject({ state: 'done', total: 3, done: 2, failed: 1 });
    expect(await contact(kept.id)).toMatchObject({ city: 'Cali', jobTitle: 'Manager' });
    expect(await contact(other.id)).not.toHaveProperty('city');
    expect(await contact(again.id)).toMatchObject({ city: 'Bogotá' });
    expect(await results(undo.id)).toMatchObject([{ recordId: again.id, code: 'changed_since' }]);
  });

  test('gives deals back their stage, when and from which stage they were closed, and their position on the board', async () => {
    const stages = (await bodyOf(200, call('GET', organization.path))).pipelines[0].stages;
    const stageId = (meaning: string, index = 0): string =>
      stages.filter((stage: any) => stage.meaning === meaning)[index].id;
    const deal = (id: string): Promise<any> => bodyOf(200, call('GET', at(`deals/${id}`)));
    const closed = async (values: object): Promise<any> => {
      const body = { title: unique('Deal '), stageId: stageId('open', 1) };
      const { id } = await bodyOf(201, call('POST', at('deals'), { body }));
      return bodyOf(200, call('PATCH', at(`deals/${id}`), { body: values, ifMatch: 1 }));
    };
    const ids = [
      await closed({ stageId: stageId('won') }),
      await closed({ stageId: stageId('lost'), lostReason: 'Price' }),
      await closed({ stageId: stageId('won') }),
    ].map(({ id }) => id as string);
    const [won, lost, reopened] = await Promise.all(ids.map(deal));
    const job = await run(ids, { action: 'update', values: { stageId: stageId('open') } }, 'deal');
    expect(job).toMatchObject({ done: 3 });
    expect(await deal(won.id)).not.toHaveProperty('closedAt');
    const body = { stageId: stageId('open', 1) };
    await bodyOf(200, call('PATCH', at(`deals/${reopened.id}`), { body, ifMatch: 3 }));
    expect(await undone(job.id, 'deal')).toMatchObject({ done: 2, failed: 1 });
    for (const before of [won, lost]) {
      const { updatedAt: _updatedAt, updatedBy: _updatedBy, version: _version, ...values } = before;
      expect(values).toMatchObject({ closedAt: expect.any(String), openStageId: stageId('open', 1) });
      expect(await deal(before.id)).toEqual({ ...(await deal(before.id)), ...values });
    }
    const other = await deal(reopened.id);
    expect(other).toMatchObject(body);
    expect(other).not.toHaveProperty('closedAt');
  });

  test('gives leads back the reason why they were disqualified', async () => {
    const { id } = await bodyOf(201, call('POST', at('leads'), { body: { firstName: unique('Lead ') } }));
    const body = { reason: 'No budget' };
    const before = await bodyOf(200, call('POST', at(`leads/${id}/disqualify`), { body, ifMatch: 1 }));
    const job = await run([id], { action: 'update', values: { statusId: 'new' } }, 'lead');
    await undone(job.id, 'lead');
    const { statusId, disqualifiedReason } = await bodyOf(200, call('GET', at(`leads/${id}`)));
    expect({ statusId, disqualifiedReason }).toEqual({
      statusId: before.statusId,
      disqualifiedReason: 'No budget',
    });
  });

  test('leaves records alone that the job did not change', async () => {
    const [changed, same] = [await newContact(), await newContact({ city: 'Quito' })];
    const job = await run([changed.id, same.id], { action: 'update', values: { city: 'Quito' } });
    expect(await undone(job.id)).toMatchObject({ done: 2, failed: 0 });
    expect(await contact(same.id)).toMatchObject({ city: 'Quito', version: 1 });
  });

  test('takes records with a hundred changes since as changed, not those with fewer or with many changes before', async () => {
    const [changed, busy] = [await newContact({ city: 'Cali' }), await newContact({ city: 'Cali' })];
    const same = await newContact({ city: 'Quito' });
    const repeatedly = async (id: string, times: number) => {
      for (let count = 0; count < times; count += 1) await patched(id, { jobTitle: `Job ${count}` });
    };
    await repeatedly(same.id, 11);
    const ids = [changed, busy, same].map(({ id }) => id);
    const job = await run(ids, { action: 'update', values: { city: 'Quito' } });
    await repeatedly(changed.id, 100);
    await repeatedly(busy.id, 99);
    const undo = await undone(job.id);
    expect(undo).toMatchObject({ done: 2, failed: 1 });
    expect(await contact(busy.id)).toMatchObject({ city: 'Cali', jobTitle: 'Job 98' });
    expect(await results(undo.id)).toMatchObject([{ recordId: changed.id, code: 'changed_since' }]);
  });

  test('removes tags that the job added and adds those that it removed, and keeps the others', async () => {
    const [first, second, third] = [await newTag(), await newTag(), await newTag()];
    const { id } = await newContact({ tagIds: [first] });
    const added = await run([id], { action: 'addTags', tagIds: [first, second] });
    await patched(id, { tagIds: [first, second, third] });
    await undone(added.id);
    expect((await contact(id)).tagIds).toEqual([first, third]);
    const removed = await run([id], { action: 'removeTags', tagIds: [first] });
    await undone(removed.id);
    expect((await contact(id)).tagIds.toSorted()).toEqual([first, third].toSorted());
  });

  test('removes and adds the tag into which a tag of the job was merged since', async () => {
    const [first, second] = [await newTag(), await newTag()];
    const [without, having] = [await newContact(), await newContact({ tagIds: [first] })];
    const added = await run([without.id], { action: 'addTags', tagIds: [first] });
    const removed = await run([having.id], { action: 'removeTags', tagIds: [first] });
    await bodyOf(200, call('POST', at(`tags/${first}/merge`), { body: { intoId: second }, ifMatch: 1 }));
    const { items } = await bodyOf(200, call('GET', at('jobs')));
    const merge = items.find(({ kind }: { kind: string }) => kind === 'tagMerge');
    await endedJob(call, organization, merge.id);
    expect((await contact(without.id)).tagIds).toEqual([second]);
    expect(await undone(added.id)).toMatchObject({ done: 1, failed: 0 });
    expect(await undone(removed.id)).toMatchObject({ done: 1, failed: 0 });
    expect(await contact(without.id)).not.toHaveProperty('tagIds');
    expect((await contact(having.id)).tagIds).toEqual([second]);
  });

  test('restores deleted records, and deletes restored ones unless they were changed since', async () => {
    const [one, two, earlier] = [await newContact(), await newContact(), await newContact()];
    await run([earlier.id], { action: 'delete' });
    const ids = [one.id, two.id, earlier.id];
    const deleted = await run(ids, { action: 'delete' });
    const restored = await undone(deleted.id);
    expect(restored).toMatchObject({ done: 3, failed: 0 });
    expect(await contact(one.id)).not.toHaveProperty('deletedAt');
    expect((await contact(earlier.id)).deletedAt).toBeDefined();
    await patched(one.id, { city: 'Cali' });
    const again = await undone(restored.id);
    expect(again).toMatchObject({ done: 2, failed: 1 });
    expect(await contact(one.id)).not.toHaveProperty('deletedAt');
    expect((await contact(two.id)).deletedAt).toBeDefined();
  });

  test('gives custom fields back their values, and clears those that had none', async () => {
    const fields = at('custom-fields/contact');
    for (const key of ['size', 'depth']) {
      const { version } = await bodyOf(200, call('GET', fields));
      const body = { key, label: key, kind: 'number' };
      await bodyOf(201, call('POST', fields, { body, ifMatch: version }));
    }
    const { id } = await newContact({ custom: { size: 4 } });
    const job = await run([id], { action: 'update', values: { custom: { size: 7, depth: 2 } } });
    expect((await contact(id)).custom).toEqual({ size: 7, depth: 2 });
    await undone(job.id);
    expect((await contact(id)).custom).toEqual({ size: 4 });
  });

  test('does not give values to custom fields that were retired since', async () => {
    const fields = at('custom-fields/contact');
    const read = (): Promise<any> => bodyOf(200, call('GET', fields));
    const body = { key: 'floor', label: 'Floor', kind: 'number' };
    await bodyOf(201, call('POST', fields, { body, ifMatch: (await read()).version }));
    const { id } = await newContact({ custom: { floor: 1 } });
    const job = await run([id], { action: 'update', values: { custom: { floor: 2 } } });
    const { version } = await read();
    await bodyOf(200, call('PATCH', `${fields}/floor`, { body: { retired: true }, ifMatch: version }));
    const undo = await undone(job.id);
    expect(undo).toMatchObject({ done: 0, failed: 1 });
    expect(await results(undo.id)).toMatchObject([{ recordId: id, code: 'unknown_field' }]);
  });

  test('counts records whose previous state is back already as done', async () => {
    const both = { city: 'Cali', jobTitle: 'Buyer' };
    const [edited, partly, deleted, restored] = [
      await newContact(both),
      await newContact(both),
      await newContact(),
      await newContact(),
    ];
    const values = { city: 'Quito', jobTitle: 'Manager' };
    const edit = await run([edited.id, partly.id], { action: 'update', values });
    await patched(edited.id, both);
    await patched(partly.id, { city: 'Cali', jobTitle: 'Owner' });
    expect(await undone(edit.id)).toMatchObject({ done: 2, failed: 0 });
    expect(await contact(edited.id)).toMatchObject({ ...both, version: 3 });
    expect(await contact(partly.id)).toMatchObject({ city: 'Cali', jobTitle: 'Owner', version: 3 });
    const deletion = await run([deleted.id], { action: 'delete' });
    await bodyOf(200, call('POST', at(`contacts/${deleted.id}/restore`)));
    expect(await undone(deletion.id)).toMatchObject({ done: 1, failed: 0 });
    const trash = (ifMatch: number) =>
      bodyOf(200, call('DELETE', at(`contacts/${restored.id}`), { ifMatch }));
    await trash(1);
    const restoration = await run([restored.id], { action: 'restore' });
    await trash(3);
    expect(await undone(restoration.id)).toMatchObject({ done: 1, failed: 0 });
    expect(await contact(restored.id)).toMatchObject({ version: 4, deletedAt: expect.any(String) });
  });

  test('is possible once, and can be undone itself, which is shown as making the changes again', async () => {
    const { id } = await newContact({ city: 'Cali' });
    const job = await run([id], { action: 'update', values: { city: 'Quito' } });
    const undo = await undone(job.id);
    expect(await bodyOf(200, call('GET', at(`jobs/${job.id}`)))).toMatchObject({ undoneBy: undo.id });
    await bodyOf(409, call('POST', at(`jobs/${job.id}/undo`)));
    const redo = await undone(undo.id);
    expect(await contact(id)).toMatchObject({ city: 'Quito' });
    const again = await undone(redo.id);
    const { change } = job;
    expect([undo, redo, again]).toMatchObject([
      { change, isRedo: false },
      { change, isRedo: true },
      { change, isRedo: false },
    ]);
    expect(job).not.toHaveProperty('isRedo');
  });

  test('returns the same job for a repeated request', async () => {
    const { id } = await newContact();
    const job = await run([id], { action: 'update', values: { city: 'Quito' } });
    const idempotencyKey = crypto.randomUUID();
    const first = await bodyOf(201, call('POST', at(`jobs/${job.id}/undo`), { idempotencyKey }));
    const second = await bodyOf(201, call('POST', at(`jobs/${job.id}/undo`), { idempotencyKey }));
    expect(second.id).toBe(first.id);
  });

  test('is refused while the job runs, for jobs of settings, and to other members', async () => {
    const ids = (await Promise.all(Array.from({ length: 30 }, () => newContact()))).map(
      ({ id }) => id as string,
    );
    const body = { recordType: 'contact', ids, change: { action: 'update', values: { city: 'Quito' } } };
    const running = await bodyOf(201, call('POST', at('jobs'), { body }));
    await bodyOf(409, call('POST', at(`jobs/${running.id}/undo`)));
    await endedJob(call, organization, running.id);
    const [from, into] = [await newTag(), await newTag()];
    await bodyOf(200, call('POST', at(`tags/${from}/merge`), { body: { intoId: into }, ifMatch: 1 }));
    const { items } = await bodyOf(200, call('GET', at('jobs')));
    const merge = items.find(({ kind }: { kind: string }) => kind === 'tagMerge');
    await endedJob(call, organization, merge.id);
    await bodyOf(409, call('POST', at(`jobs/${merge.id}/undo`)));
    const manager = await addMember(host, organization, 'manager');
    await bodyOf(404, manager.call('POST', at(`jobs/${running.id}/undo`)));
  });
});
