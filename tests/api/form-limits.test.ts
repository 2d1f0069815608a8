import { setTimeout } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf } from '../caller.ts';
import { count } from '../counts.ts';
import { newForm, readToken } from '../forms.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

const answers = () => ({ firstName: unique('Ana '), email: `${unique('ana')}@people.example` });
const leadsOf = async (crowd: TestOrganization): Promise<any[]> => {
  const { owner, path } = crowd;
  await host.settled(crowd);
  return (await bodyOf(200, owner.call('GET', `${path}/leads`, { query: { limit: '100' } }))).items;
};

test('a flood from one address creates at most its allowance of leads, gets Retry-After, and does not block others', async () => {
  const floods = count(120, 10_000);
  const crowd = await newOrganization(await newPerson(host));
  const own = await newForm(crowd);
  // Each page is good for a few leads only, so the flood takes several.
  const pages: string[] = [];
  while (pages.length < 40) pages.push(await readToken(host.url, own.id, false));
  await setTimeout((limits.formFillSecondsMin + 1) * 1000);
  const from = newAddress();
  const spanOf = () => Math.floor(Date.now() / 1000 / limits.formSpanSeconds);
  const firstSpan = spanOf();
  const statuses = new Map<number, number>();
  let sent = 0;
  const attack = async () => {
    while (sent < floods) {
      sent += 1;
      const json = {
        firstName: `Flood ${sent}`,
        email: `flood${sent}@people.example`,
        token: pages[sent % pages.length]!,
      };
      const { status, headers } = await visit(host.url, 'POST', `/v1/forms/${own.id}`, { json, from });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
  };
  const others: string[] = [];
  const visitOthers = async () => {
    for (let number = 0; number < 10; number += 1) {
      const json = { ...answers(), token: await readToken(host.url, own.id) };
      await bodyOf(200, visit(host.url, 'POST', `/v1/forms/${own.id}`, { json, from: newAddress() }));
      others.push(json.firstName);
    }
  };
  await Promise.all([...Array.from({ length: 8 }, attack), visitOthers()]);
  const most = limits.formPostsPerAddress * (spanOf() - firstSpan + 1);
  expect([...statuses.keys()].sort()).toEqual([200, 429]);
  const names = (await leadsOf(crowd)).map(({ fullName }) => fullName as string);
  expect(names.filter((name) => name.startsWith('Flood')).length).toBe(statuses.get(200));
  expect(statuses.get(200)).toBeLessThanOrEqual(most);
  expect(statuses.get(200)).toBeGreaterThanOrEqual(limits.formPostsPerAddress);
  expect(names.filter((name) => others.includes(name)).length).toBe(others.length);
  expect(table.holds(from)).toBe(false);
}, 300_000);

test('a form and an organization create a limited number of leads a day, regardless of who submits them', async () => {
  const crowd = await newOrganization(await newPerson(host));
  const own = await newForm(crowd);
  const post = async (firstName: string) => {
    const form = { ...answers(), firstName, token: await readToken(host.url, own.id) };
    return visit(host.url, 'POST', `/v1/forms/${own.id}`, { form, from: newAddress() });
  };
  expect((await post('First')).status).toBe(200);
  const day = new Date().toISOString().slice(0, 10);
  for (const [pk, used] of [
    [`ORG#${crowd.id}#FORM-COUNT#${own.id}`, limits.formLeadsPerDay],
    [`ORG#${crowd.id}#FORM-COUNT#`, limits.organizationFormLeadsPerDay],
  ] as const) {
    await table.change({ pk, sk: day }, { used });
    const refused = await post('Second');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.text).toContain('value="Second"');
    await table.change({ pk, sk: day }, { used: 1 });
  }
  expect((await post('Third')).status).toBe(200);
  expect(await leadsOf(crowd)).toHaveLength(2);
});

test('one address can’t use up the leads that a form creates a day', async () => {
  const crowd = await newOrganization(await newPerson(host));
  const [own, other] = [await newForm(crowd), await newForm(crowd)];
  const from = newAddress();
  const post = async ({ id }: { id: string }, address = from) =>
    visit(host.url, 'POST', `/v1/forms/${id}`, {
      json: { ...answers(), token: await readToken(host.url, id) },
      from: address,
    });
  const counts = async () =>
    new Map(
      (await table.items(({ kind }) => kind === 'form-posts-day')).map(({ pk, sk, used }) => [
        pk,
        { key: { pk, sk }, used: Number(used) },
      ]),
    );
  // Other tests post at the same time, so the count of this address is the one that each post raises by one.
  let candidates: string[] = [];
  for (let posts = 1; candidates.length !== 1; posts += 1) {
    expect(posts).toBeLessThan(limits.formPostsPerAddress);
    const before = await counts();
    expect((await post(own)).status).toBe(200);
    const after = await counts();
    const raised = [...after.keys()].filter((pk) => after.get(pk)?.used === (before.get(pk)?.used ?? 0) + 1);
    candidates = posts === 1 ? raised : candidates.filter((pk) => raised.includes(pk));
  }
  const [count] = candidates;
  await table.change((await counts()).get(count!)!.key, { used: limits.formPostsPerAddressPerDay });
  const refused = await post(own);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(600);
  expect((await post(other)).status).toBe(200);
  expect((await post(own, newAddress())).status).toBe(200);
});

test('a page of a form is good for a few leads, and then shown again with the answers', async () => {
  const crowd = await newOrganization(await newPerson(host));
  const own = await newForm(crowd);
  const token = await readToken(host.url, own.id);
  const post = () =>
    visit(host.url, 'POST', `/v1/forms/${own.id}`, { form: { ...answers(), token }, from: newAddress() });
  const pages = [];
  for (let number = 0; number <= limits.formPostsPerToken; number += 1) pages.push(await post());
  expect(pages.map(({ status }) => status)).toEqual([
    ...Array<number>(limits.formPostsPerToken).fill(200),
    422,
  ]);
  expect(pages.at(-1)!.text).toContain('This page has expired. Check your answers and send it again.');
  expect(await leadsOf(crowd)).toHaveLength(limits.formPostsPerToken);
});
