import type { RecordDefinition } from '#data/records/definition.ts';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { scopeOf } from '#contract/permission.ts';
import { firstRecordAccess } from '#contract/record-access.ts';
import type { Context } from '#data/organization/context.ts';
import { count, seed } from '../counts.ts';
import { ownerOfNew } from './owner-under-test.ts';
import { startTable } from './table-under-test.ts';

let table: Awaited<ReturnType<typeof startTable>>;
let data: Awaited<ReturnType<typeof importData>>;

/** Imports modules after the environment is set, because they read it on import. */
async function importData() {
  const [operations, definitions, contacts, customers, entries, files, write, transacting, access, units] =
    await Promise.all([
      import('#data/records/operations.ts'),
      import('#data/records/issue.ts'),
      import('#data/records/contact.ts'),
      import('#data/records/customer.ts'),
      import('#data/entries/new-entries.ts'),
      import('#data/entries/attachment.ts'),
      import('#data/records/write.ts'),
      import('#data/store/transact.ts'),
      import('#data/portal/portal-access.ts'),
      import('#data/store/units.ts'),
    ]);
  const [{ home }, issues, answers] = await Promise.all([
    import('../../functions/portal/home.ts'),
    import('../../functions/portal/issues.ts'),
    import('../../functions/portal/answers.ts'),
  ]);
  return {
    ...operations,
    ...definitions,
    ...contacts,
    ...customers,
    ...entries,
    ...files,
    ...write,
    ...transacting,
    ...access,
    ...units,
    home,
    issues,
    answers,
  };
}

beforeAll(async () => {
  table = await startTable();
  vi.stubEnv('FILES_URL', 'https://files.example');
  vi.stubEnv('SNAPSHOTS_URL', 'http://127.0.0.1:1');
  vi.stubEnv('LISTS_QUEUE_URL', 'http://127.0.0.1:1');
  data = await importData();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await table.stop();
});

/** Lists in memory are read from the table up to this size. */
const issuesPerOrganization = 2_000;

interface Client {
  owner: Context;
  client: Context;
  customerId: string;
  otherId: string;
  contactId: string;
}

async function newClient(): Promise<Client> {
  const owner = await ownerOfNew(table.client, data.newSession(), table.name);
  const made = async (definition: RecordDefinition, body: object): Promise<string> =>
    ((await data.recordOperations(definition).create(owner, { body })) as { id: string }).id;
  const customerId = await made(data.customerRecords, { name: 'Acme' });
  const otherId = await made(data.customerRecords, { name: 'Globex' });
  const contactId = await made(data.contactRecords, { firstName: 'Ana', customerId });
  const subject = { type: 'contact', id: contactId } as const;
  const userId = uuidv7();
  const Item = {
    ...data.accessItemKey(owner.orgId, subject),
    ...{ kind: 'portalAccess', org: owner.orgId, recordType: 'contact', recordId: contactId },
    ...{ status: 'active', userId, customerId, version: 1 },
  };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
  const client: Context = {
    ...owner,
    ...{ role: 'client', client: subject, actor: { userId }, scope: 'own', team: [userId] },
    scopeFor: (permission) => scopeOf({ role: 'client', recordAccess: firstRecordAccess }, permission),
  };
  return { owner, client, customerId, otherId, contactId };
}

/** What the team and the customer write about an issue: texts for all, and texts for the team only. */
const written = fc.record({
  isForeign: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
  statusId: fc.constantFrom('open', 'inProgress', 'waiting', 'resolved', 'closed'),
  priorityId: fc.constantFrom('urgent', 'high', 'normal', 'low'),
  notes: fc.integer({ min: 0, max: 3 }),
  pinned: fc.boolean(),
  answers: fc.integer({ min: 0, max: 3 }),
  fromCustomer: fc.boolean(),
  files: fc.integer({ min: 0, max: 2 }),
});

type Written = typeof written extends fc.Arbitrary<infer Value> ? Value : never;

/** Writes an issue with all that belongs to it, and returns the texts that the client may read. */
async function write(
  { owner, customerId, otherId, contactId }: Client,
  { isForeign, statusId, priorityId, notes, pinned, answers, fromCustomer, files }: Written,
  n: number,
): Promise<{ id: string; outside: string[]; isForeign: boolean }> {
  const text = (kind: 'inside' | 'outside', part: string) => `${kind}-${part}-${n}`;
  const audience = isForeign ? 'inside' : 'outside';
  const values = {
    ...{ code: `ISS-${n}`, statusId, priorityId },
    ...{ subject: text(audience, 'subject'), description: text(audience, 'description') },
    ...{ customerId: isForeign ? otherId : customerId, contactId, ownerId: owner.actor.userId },
    externalId: text('inside', 'external'),
  };
  const created = data.creation(data.issueRecords, owner, values, '');
  const { record } = created;
  const key = { pk: `ORG#${owner.orgId}#issue#${record.id}`, sk: '~' };
  const parent = { definition: data.issueRecords, record, key };
  const said = Array.from({ length: answers }, (_, at) => text(audience, `answer${at}`));
  const entries = [
    ...Array.from({ length: notes }, (_, at) =>
      data.newNote(owner, parent, uuidv7(), {
        body: text('inside', `note${at}`),
        pinned: pinned && at === 0,
      }),
    ),
    ...said.map((body) =>
      data.newAnswer(owner, parent, uuidv7(), {
        body,
        contactId: fromCustomer ? contactId : undefined,
        files: undefined,
      }),
    ),
  ].flatMap(({ actions }) => actions);
  const attached = Array.from({ length: files }, (_, at) =>
    data.attachmentActions(
      owner,
      parent,
      {
        ...{ id: uuidv7(), version: 1, state: 'ready', authorId: owner.actor.userId, createdAt: owner.now },
        ...{ name: text('inside', `file${at}.png`), type: 'image/png', sizeBytes: 10 },
      },
      'created',
      [],
    ),
  ).flat();
  await data.transact(owner, [
    ...data.actionsOf(data.issueRecords, owner, [created]),
    ...entries,
    ...attached,
  ]);
  return { id: record.id, outside: [values.subject, values.description, ...said], isForeign };
}

const notFound = (error: unknown) => {
  if ((error as { code?: string }).code !== 'not_found') throw error;
  return 'not found';
};

test('no answer of the portal contains what is inside of an issue, or an issue of another customer', async () => {
  const all = count(300, 10_000);
  for (let done = 0; done < all; done += issuesPerOrganization) {
    const party = await newClient();
    const { client } = party;
    const cases = fc.sample(written, {
      numRuns: Math.min(issuesPerOrganization, all - done),
      seed: seed + done,
    });
    const issues = [];
    for (const [at, one] of cases.entries()) issues.push(await write(party, one, done + at));
    const fresh = (): Context => ({ ...client, prefetched: new Map() });
    const answered = [JSON.stringify(await data.home(fresh(), {} as never))];
    const listed = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await data.issues.issues(fresh(), { limit: 100, ...(cursor ? { cursor } : {}) } as never);
      for (const { id } of page.items) listed.add(id);
      answered.push(JSON.stringify(page));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    for (const { id, outside, isForeign } of issues) {
      const asked = { id } as never;
      const detail = await data.issues.issue(fresh(), asked).catch(notFound);
      const answers = await data.answers.answers(fresh(), asked).catch(notFound);
      const shown = JSON.stringify([detail, answers]);
      answered.push(shown);
      if (isForeign) expect([detail, answers, listed.has(id)]).toEqual(['not found', 'not found', false]);
      else expect([listed.has(id), ...outside.filter((text) => !shown.includes(text))]).toEqual([true]);
    }
    expect(answered.filter((text) => /inside|owner|priority|tagIds|clock/i.test(text))).toEqual([]);
  }
}, 3_600_000);
