import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '#contract/limits.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { Context } from '#data/organization/context.ts';
import { recordKey } from '#data/store/keys.ts';
import { startTable, stubLambda, tableName } from '../../events/services-under-test.ts';
import { ownerOfNew } from './owner-under-test.ts';

let engine: Awaited<ReturnType<typeof startTable>>;
let data: Awaited<ReturnType<typeof importData>>;
let owner: Context;

/** Imports modules after the environment is set, because they read it on import. */
async function importData() {
  const [
    { recordOperations },
    { issueRecords },
    { customerRecords },
    { loadRecord },
    answers,
    { rateIssue },
    { newSession },
  ] = await Promise.all([
    import('#data/records/operations.ts'),
    import('#data/records/issue.ts'),
    import('#data/records/customer.ts'),
    import('#data/records/read.ts'),
    import('#data/entries/issue-answers.ts'),
    import('#data/records/issue-rating.ts'),
    import('#data/store/units.ts'),
  ]);
  const issues = recordOperations(issueRecords);
  const customers = recordOperations(customerRecords);
  return { issues, customers, issueRecords, loadRecord, ...answers, rateIssue, newSession };
}

beforeAll(async () => {
  engine = await startTable();
  stubLambda({ AWS_ENDPOINT_URL_DYNAMODB: engine.url, TABLE_NAME: tableName });
  data = await importData();
  owner = await ownerOfNew(engine.table, data.newSession());
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

const contactId = uuidv7();

/** A request at a time in days from now, by the team or by a user of the customer. */
const at = (days: number, userId = owner.actor.userId): Context => ({
  ...owner,
  actor: { userId },
  now: new Date(Date.parse(owner.now) + days * 86_400_000).toISOString(),
  prefetched: new Map(),
});

async function newIssue(statusId: string): Promise<Issue> {
  const { id: customerId } = await data.customers.create(at(0), { body: { name: 'Acme' } });
  const body = { subject: 'Broken link', statusId, customerId };
  return (await data.issues.create(at(0), { body })) as never;
}

const parentOf = (context: Context, id: string) => async () => ({
  definition: data.issueRecords,
  record: await data.loadRecord(data.issueRecords, context, id, 'all'),
  key: recordKey(context.orgId, 'issue', id),
});

const answerOf = (context: Context, { id }: Issue) =>
  data.answerByCustomer(context, parentOf(context, id), { body: 'It is still broken', by: { contactId } });

test('an answer by a customer names the contact, and isn’t the first answer of the team', async () => {
  const before = await newIssue('inProgress');
  const user = uuidv7();
  const { answer, issue } = await answerOf(at(1, user), before);
  expect(answer).toMatchObject({ isAnswer: true, contactId, authorId: user });
  expect(issue).toMatchObject({ statusId: 'inProgress', lastAnswerAt: answer.createdAt });
  expect(issue.firstAnsweredAt).toBeUndefined();
  expect(issue.clock).toEqual(before.clock);
  const { items } = await data.pageOfAnswers(at(1), recordKey(owner.orgId, 'issue', before.id), {});
  expect(items).toMatchObject([answer]);
});

test('an issue that waited for its customer is open again, and its clock runs', async () => {
  const before = await newIssue('waiting');
  expect(before.clock?.runningSince).toBeUndefined();
  const { answer, issue } = await answerOf(at(1), before);
  expect(issue).toMatchObject({ statusId: 'open', clock: { runningSince: answer.createdAt } });
  expect(issue.resolutionDueAt).toBeDefined();
});

test.each(['resolved', 'closed'])('an issue that is %s is open again for some days', async (statusId) => {
  const before = await newIssue(statusId);
  const { answer, issue } = await answerOf(at(limits.reopenDays - 0.1), before);
  expect(issue).toMatchObject({ statusId: 'open', clock: { workedMs: 0, runningSince: answer.createdAt } });
  expect([issue.resolvedAt, issue.resolutionMinutes, issue.resolutionInTime]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('later, the answer is refused, and nothing is written', async () => {
  const before = await newIssue('closed');
  const late = at(limits.reopenDays + 0.1);
  await expect(answerOf(late, before)).rejects.toMatchObject({
    code: 'conflict',
    detail: { code: 'issue_closed', limit: limits.reopenDays },
  });
  const { record, key } = await parentOf(late, before.id)();
  expect(record.version).toBe(before.version);
  expect((await data.pageOfAnswers(late, key, {})).items).toEqual([]);
});

test('an answer of the team leaves a resolved issue as it is', async () => {
  const before = await newIssue('resolved');
  const { issue } = await data.answerByTeam(at(1), parentOf(at(1), before.id), { body: 'One more thing' });
  expect(issue).toMatchObject({ statusId: 'resolved', resolvedAt: before.resolvedAt });
});

test('an answer follows an issue that changes while it is written', async () => {
  const before = await newIssue('waiting');
  const context = at(1);
  const load = parentOf(context, before.id);
  let reads = 0;
  const { issue } = await data.answerByCustomer(
    context,
    async () => {
      const parent = await load();
      reads += 1;
      if (reads === 1)
        await data.issues.update(
          { ...at(0.5), ifMatch: 'any' },
          {
            id: before.id,
            body: { subject: 'Other subject' },
          },
        );
      return parent;
    },
    { body: 'Hello', by: { contactId } },
  );
  expect([reads, issue.subject, issue.statusId]).toEqual([2, 'Other subject', 'open']);
});

const rate = (context: Context, { id }: Issue, satisfied: boolean, comment?: string) =>
  data.rateIssue(context, async () => (await parentOf(context, id)()).record, { satisfied, comment });

test('a customer rates an issue once after it was resolved, and is asked anew once it is opened again', async () => {
  const open = await newIssue('open');
  await expect(rate(at(1), open, true)).rejects.toMatchObject({ detail: 'issue_not_resolved' });
  const resolved = await newIssue('resolved');
  const rated = await rate(at(1), resolved, false, 'It took long.');
  expect(rated).toMatchObject({
    satisfied: false,
    satisfactionAt: at(1).now,
    satisfactionComment: 'It took long.',
    resolvedAt: resolved.resolvedAt,
  });
  await expect(rate(at(2), resolved, true)).rejects.toMatchObject({ detail: 'issue_rated' });
  const { issue } = await answerOf(at(2), rated);
  expect(issue.statusId).toBe('open');
  expect([issue.satisfied, issue.satisfactionAt, issue.satisfactionComment]).toEqual(
    Array(3).fill(undefined),
  );
  const closed = await newIssue('closed');
  const twice = await Promise.allSettled([rate(at(3), closed, true), rate(at(3), closed, false)]);
  expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
