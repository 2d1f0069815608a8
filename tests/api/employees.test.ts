import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { chartKey, reachKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { endedJob } from '../jobs.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let path: string;

beforeEach(async () => {
  organization = await newOrganization(await newPerson(host));
  path = `${organization.path}/employees`;
});

const call = (...args: Parameters<TestOrganization['owner']['call']>) => organization.owner.call(...args);
const hire = (values = {}): Promise<any> =>
  bodyOf(201, call('POST', path, { body: { firstName: unique('E '), ...values } }));
const patch = ({ id, version }: { id: string; version: number }, body: object) =>
  call('PATCH', `${path}/${id}`, { body, ifMatch: version });

describe('the organization chart', () => {
  test('has no cycle after concurrent changes of managers', async () => {
    for (let round = 0; round < 4; round += 1) {
      const ring = [await hire(), await hire(), await hire()];
      const answers = await Promise.all(
        ring.map((one, index) => patch(one, { managerId: ring[(index + 1) % ring.length].id })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 422]);
      const refused = answers.find(({ status }) => status === 422);
      expect(refused?.body.errors).toMatchObject([{ pointer: '/managerId', code: 'circle' }]);
    }
  });

  /** Three employees: the second reports to the first, and the third to the second. */
  async function chain() {
    const top = await hire();
    const middle = await hire({ managerId: top.id });
    const low = await hire({ managerId: middle.id });
    return [top, middle, low];
  }
  const trash = ({ id, version }: { id: string; version: number }) =>
    bodyOf(200, call('DELETE', `${path}/${id}`, { ifMatch: version }));
  const restore = ({ id }: { id: string }) => call('POST', `${path}/${id}/restore`);
  const circle = { pointer: '/managerId', code: 'circle' };

  test('does not restore an employee whose manager now reports to them', async () => {
    const [top, middle, low] = await chain();
    await trash(middle);
    const moved = await bodyOf(200, patch(top, { managerId: low.id }));
    const { status, body } = await restore(middle);
    expect([status, body.errors]).toMatchObject([409, [circle]]);
    await bodyOf(200, patch(moved, { managerId: null }));
    expect(await bodyOf(200, restore(middle))).toMatchObject({ managerId: top.id });
  });

  test('has no cycle after employees are restored while managers change', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [top, middle, low] = await chain();
      await trash(middle);
      const answers = await Promise.all([restore(middle), patch(top, { managerId: low.id })]);
      expect(answers.map(({ status }) => status).sort()).toSatisfy(
        (statuses: number[]) => statuses[0] === 200 && [409, 422].includes(statuses[1]!),
      );
    }
  });

  test('has no cycle after a job restores many employees', async () => {
    const [top, middle, low] = await chain();
    await trash(middle);
    const moved = await bodyOf(200, patch(top, { managerId: low.id }));
    await trash(moved);
    const change = { action: 'restore' };
    const body = { recordType: 'employee', ids: [middle.id, moved.id], change };
    const job = await bodyOf(201, call('POST', `${organization.path}/jobs`, { body }));
    const ended = await endedJob(call, organization, job.id);
    expect(ended).toMatchObject({ state: 'done', done: 1, failed: 1 });
    const { items } = await bodyOf(200, call('GET', `${organization.path}/jobs/${job.id}/results`));
    expect(items).toMatchObject([{ code: 'circle' }]);
  });

  test('has no cycle after undoing a job that removed managers', async () => {
    const [[one, above], [other, top]] = [
      [await hire(), await hire()],
      [await hire(), await hire()],
    ];
    const started = [await bodyOf(200, patch(one, { managerId: above.id }))];
    started.push(await bodyOf(200, patch(other, { managerId: top.id })));
    const change = { action: 'update', values: { managerId: null } };
    const body = { recordType: 'employee', ids: started.map(({ id }) => id), change };
    const job = await bodyOf(201, call('POST', `${organization.path}/jobs`, { body }));
    expect(await endedJob(call, organization, job.id)).toMatchObject({ done: 2 });
    await bodyOf(200, patch(above, { managerId: other.id }));
    await bodyOf(200, patch(top, { managerId: one.id }));
    const undo = await bodyOf(201, call('POST', `${organization.path}/jobs/${job.id}/undo`));
    expect(await endedJob(call, organization, undo.id)).toMatchObject({ state: 'done', done: 1, failed: 1 });
    const { items } = await bodyOf(200, call('GET', `${organization.path}/jobs/${undo.id}/results`));
    expect(items).toMatchObject([{ code: 'circle' }]);
  });

  test('has all employees again after the deletion of 200 of them is undone, and after they are restored in one job', async () => {
    for (let start = 0; start < 200; start += 25) {
      const items = Array.from({ length: 25 }, () => ({ firstName: unique('E ') }));
      await bodyOf(201, call('POST', `${path}/bulk`, { body: { items } }));
    }
    const ended = async (to: string, body?: object): Promise<string> => {
      const { id } = await bodyOf(201, call('POST', to, body ? { body } : {}));
      const job = await endedJob(call, organization, id);
      expect(job).toMatchObject({ state: 'done', done: 200, failed: 0 });
      return id;
    };
    const jobs = `${organization.path}/jobs`;
    const run = (action: string) =>
      ended(jobs, { recordType: 'employee', query: {}, all: true, change: { action } });
    await ended(`${jobs}/${await run('delete')}/undo`);
    await run('delete');
    await run('restore');
    const items = await table.organization(organization.id);
    const { pk, sk } = chartKey(organization.id);
    const { pk: _pk, sk: _sk, revision: _revision, ...people } = items.get(`${pk} ${sk}`) ?? {};
    expect(Object.keys(people)).toHaveLength(200);
  });

  test('is written only when a position in it changes', async () => {
    const revision = async (): Promise<number> => {
      const all = await table.organization(organization.id);
      const { pk, sk } = reachKey(organization.id);
      return all.get(`${pk} ${sk}`)?.revision as number;
    };
    const [boss, one] = [await hire(), await hire()];
    const before = await revision();
    const moved = await bodyOf(200, patch(one, { phones: [{ label: 'work', number: '+34933201181' }] }));
    expect(await revision()).toBe(before);
    const under = await bodyOf(200, patch(moved, { managerId: boss.id, position: 'Analyst' }));
    expect(await revision()).toBe(before + 1);
    await bodyOf(200, call('DELETE', `${path}/${under.id}`, { ifMatch: under.version }));
    expect(await revision()).toBe(before + 2);
  });

  test('has a limited number of employees', async () => {
    const [one] = [await hire()];
    await bodyOf(200, call('DELETE', `${path}/${one.id}`, { ifMatch: 1 }));
    const people = Array.from({ length: limits.employeesPerOrganization }, () => [uuidv7(), {}]);
    await table.put({ ...chartKey(organization.id), ...Object.fromEntries(people) });
    const too = { code: 'too_many', limit: limits.employeesPerOrganization };
    for (const answer of [
      await call('POST', path, { body: { firstName: 'One more' } }),
      await call('POST', `${path}/bulk`, { body: { items: [{ firstName: 'One more' }] } }),
      await call('POST', `${path}/${one.id}/restore`),
    ]) {
      expect([answer.status, answer.body.errors]).toMatchObject([409, [too]]);
    }
  });
});
