import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { mergePatienceMs, mergesIn } from '../merges.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;
let customerId: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  ({ id: customerId } = await bodyOf(201, call('POST', at('customers'), { body: { name: 'Acme' } })));
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const newIssue = (more: object = {}): Promise<any> =>
  bodyOf(201, call('POST', at('issues'), { body: { subject: 'Broken link', customerId, ...more } }));
const answered = (issue: any, body: object, more: object = {}): Promise<any> =>
  bodyOf(201, call('POST', at(`issues/${issue.id}/answers`), { body, ...more }));
const read = (issue: any): Promise<any> => bodyOf(200, call('GET', at(`issues/${issue.id}`)));
const changed = (issue: any, body: object): Promise<any> =>
  bodyOf(200, call('PATCH', at(`issues/${issue.id}`), { body, ifMatch: issue.version }));
const newContact = (more: object = {}): Promise<any> =>
  bodyOf(
    201,
    call('POST', at('contacts'), {
      body: { firstName: 'Ana', email: `${unique('ana')}@people.example`, ...more },
    }),
  );
const answersOf = (issue: any, query: Record<string, string> = {}): Promise<any> =>
  bodyOf(200, call('GET', at(`issues/${issue.id}/answers`), { query }));

describe('an issue', () => {
  test('is open, has a number and the usual priority, and is due by the targets of that', async () => {
    const issue = await newIssue();
    expect(issue).toMatchObject({ statusId: 'open', priorityId: 'normal', clock: { workedMs: 0 } });
    expect(issue.code).toMatch(/^ISS-\d{4}$/);
    expect(issue.firstAnswerDueAt > issue.createdAt && issue.resolutionDueAt > issue.firstAnswerDueAt).toBe(
      true,
    );
  });

  test('is due earlier once its priority is raised', async () => {
    const issue = await newIssue();
    const urgent = await changed(issue, { priorityId: 'urgent' });
    expect(urgent.resolutionDueAt < issue.resolutionDueAt).toBe(true);
  });

  test('has nothing due while the customer is asked, and is due again once it is taken up', async () => {
    const issue = await newIssue();
    const waiting = await changed(issue, { statusId: 'waiting' });
    expect([waiting.firstAnswerDueAt, waiting.resolutionDueAt, waiting.clock.runningSince]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const again = await changed(waiting, { statusId: 'inProgress' });
    expect(again.resolutionDueAt >= issue.resolutionDueAt).toBe(true);
  });

  test('keeps when it was resolved once it is closed, and loses that once it is opened again', async () => {
    const resolved = await changed(await newIssue(), { statusId: 'resolved' });
    expect(resolved).toMatchObject({ resolutionInTime: true, resolutionMinutes: expect.any(Number) });
    const closed = await changed(resolved, { statusId: 'closed' });
    expect(closed.resolvedAt).toBe(resolved.resolvedAt);
    const open = await changed(closed, { statusId: 'open' });
    expect([open.resolvedAt, open.resolutionInTime]).toEqual([undefined, undefined]);
  });

  test('has times that only the server sets', async () => {
    const sent = { subject: 'Late', firstAnsweredAt: '2026-01-01T00:00:00Z' };
    expect(await call('POST', at('issues'), { body: sent })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/firstAnsweredAt', code: 'unknown_field' }] },
    });
  });
});

describe('an answer', () => {
  test('is apart from the notes of the team, in lists and in the timeline', async () => {
    const issue = await newIssue();
    const { answer } = await answered(issue, { body: 'We are looking into it.' });
    const note = await bodyOf(
      201,
      call('POST', at(`notes/issue/${issue.id}`), { body: { body: 'They never pay on time.' } }),
    );
    expect((await answersOf(issue)).items).toEqual([answer]);
    const notes = await bodyOf(200, call('GET', at(`notes/issue/${issue.id}`)));
    expect(notes.items.map(({ id }: { id: string }) => id)).toEqual([note.id]);
    await expect
      .poll(async () => {
        const { items } = await bodyOf(200, call('GET', at(`timeline/issue/${issue.id}`)));
        return items.map(({ kind, action, data }: any) => [kind, data?.id ?? action]).sort();
      })
      .toEqual([
        ['answer', answer.id],
        // Only the answer itself tells of the answer.
        ['change', 'created'],
        ['note', note.id],
      ]);
  });

  test('is the first one only once, and sets the status in the same step', async () => {
    const issue = await newIssue();
    const first = await answered(issue, { body: 'Which browser?', statusId: 'waiting' });
    expect(first.issue).toMatchObject({
      statusId: 'waiting',
      firstAnsweredAt: first.answer.createdAt,
      firstAnswerInTime: true,
      lastAnswerAt: first.answer.createdAt,
    });
    const second = await answered(issue, { body: 'Done.', statusId: 'resolved' });
    expect(second.issue).toMatchObject({
      firstAnsweredAt: first.answer.createdAt,
      lastAnswerAt: second.answer.createdAt,
      resolvedAt: second.answer.createdAt,
    });
    expect(await read(issue)).toMatchObject({ statusId: 'resolved' });
  });

  test('is sent once, however often its request is repeated', async () => {
    const issue = await newIssue();
    const key = crypto.randomUUID();
    const first = await answered(issue, { body: 'Hello' }, { idempotencyKey: key });
    const again = await answered(issue, { body: 'Hello' }, { idempotencyKey: key });
    expect(again.answer).toEqual(first.answer);
    expect((await answersOf(issue)).items).toHaveLength(1);
  });

  test('can’t be changed, and can be deleted and restored', async () => {
    const issue = await newIssue();
    const { answer } = await answered(issue, { body: 'Hello' });
    const path = at(`notes/issue/${issue.id}/${answer.id}`);
    for (const body of [{ body: 'Bye' }, { pinned: true }])
      expect(await call('PATCH', path, { body, ifMatch: 1 })).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining('can’t be changed') },
      });
    await bodyOf(200, call('DELETE', path, { ifMatch: 1 }));
    expect((await answersOf(issue)).items).toEqual([]);
    await bodyOf(200, call('POST', `${path}/restore`));
    expect((await answersOf(issue)).items).toMatchObject([{ id: answer.id, isAnswer: true }]);
  });

  test('names a status in use, or nothing is written', async () => {
    const issue = await newIssue();
    const refused = await call('POST', at(`issues/${issue.id}/answers`), {
      body: { body: 'Hello', statusId: 'unknown' },
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/statusId', code: 'not_a_choice' }] },
    });
    expect((await answersOf(issue)).items).toEqual([]);
  });

  test('is one of as many as there are, page by page', async () => {
    const issue = await newIssue();
    for (const body of ['1', '2', '3', '4', '5']) await answered(issue, { body });
    const texts: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await answersOf(issue, { limit: '2', ...(cursor ? { cursor } : {}) });
      texts.push(...page.items.map(({ body }: { body: string }) => body));
      cursor = page.nextCursor;
    } while (cursor);
    expect(texts).toEqual(['5', '4', '3', '2', '1']);
  });

  test('that nobody could receive is refused, and changes nothing', async () => {
    const silent = await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Leo' } }));
    const other = await bodyOf(201, call('POST', at('customers'), { body: { name: 'Umbrella' } }));
    const left = await newContact({ customerId: other.id });
    const trashed = await newContact({ customerId });
    const ofTrashed = await newIssue({ contactId: trashed.id });
    await bodyOf(200, call('DELETE', at(`contacts/${trashed.id}`), { ifMatch: trashed.version }));
    for (const issue of [
      await newIssue({ customerId: undefined }),
      await newIssue({ customerId: undefined, contactId: silent.id }),
      await newIssue({ contactId: silent.id }),
      await newIssue({ contactId: left.id }),
      ofTrashed,
    ]) {
      const body = { body: 'Hello', statusId: 'waiting' };
      expect(await call('POST', at(`issues/${issue.id}/answers`), { body })).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining('Nobody would get this answer') },
      });
      expect(await read(issue)).toEqual(issue);
    }
  });

  test('leaves a missing customer and contact to be filled in, and then stays with that customer', async () => {
    const email = `${unique('ana')}@people.example`;
    const ana = await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Ana', email } }));
    const { issue } = await answered(await newIssue({ customerId: undefined, contactId: ana.id }), {
      body: 'Hi',
    });
    const filled = await changed(issue, { customerId });
    expect(filled).toMatchObject({ customerId, contactId: ana.id });
    expect(
      await call('PATCH', at(`issues/${issue.id}`), { body: { customerId: null }, ifMatch: filled.version }),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/customerId', code: 'read_only' }] } });
  });

  test('stays with its customer: the issue gets no other one, and isn’t merged into one of another customer', async () => {
    const other = await bodyOf(201, call('POST', at('customers'), { body: { name: 'Umbrella' } }));
    const issue = await newIssue();
    const moved = await changed(issue, { customerId: other.id });
    const { issue: mine } = await answered(moved, { body: 'Hello' });
    expect(
      await call('PATCH', at(`issues/${issue.id}`), { body: { customerId }, ifMatch: mine.version }),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/customerId', code: 'read_only' }] } });
    const winner = await newIssue();
    const merges = mergesIn(host, organization);
    expect(await merges.merge(winner, [mine], { plural: 'issues' })).toMatchObject({ status: 409 });
  });

  test('stays with the contact of an issue without a customer, which gets no other one and isn’t merged into theirs', async () => {
    const [ana, bob] = [await newContact(), await newContact()];
    const { issue: mine } = await answered(await newIssue({ customerId: undefined, contactId: ana.id }), {
      body: 'For Ana',
    });
    for (const contactId of [bob.id, null])
      expect(
        await call('PATCH', at(`issues/${mine.id}`), { body: { contactId }, ifMatch: mine.version }),
      ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/contactId', code: 'read_only' }] } });
    const merges = mergesIn(host, organization);
    const ofBob = await newIssue({ customerId: undefined, contactId: bob.id });
    expect(await merges.merge(ofBob, [mine], { plural: 'issues' })).toMatchObject({ status: 409 });
    const ofAna = await newIssue({ customerId: undefined, contactId: ana.id });
    await merges.merged(ofAna, [mine], { plural: 'issues' });
    // Whoever belongs to the same customer reads the answers anyway.
    const [cleo, dan] = [await newContact({ customerId }), await newContact({ customerId })];
    const { issue: shared } = await answered(await newIssue({ contactId: cleo.id }), { body: 'For Cleo' });
    expect(await changed(shared, { contactId: dan.id })).toMatchObject({ contactId: dan.id });
  });

  test(
    'belongs to the issue that stays once two are merged, and comes back if that is undone',
    async () => {
      const [winner, loser] = [await newIssue(), await newIssue()];
      const { answer } = await answered(loser, { body: 'Hello' });
      const current = await read(loser);
      const merges = mergesIn(host, organization);
      const { jobId } = await merges.merged(winner, [current], { plural: 'issues' });
      expect((await answersOf(winner)).items.map(({ id }: { id: string }) => id)).toEqual([answer.id]);
      const { firstAnsweredAt, firstAnswerMinutes, lastAnswerAt } = current;
      const taken = await read(winner);
      expect(taken).toMatchObject({ firstAnsweredAt, firstAnswerMinutes, lastAnswerAt });
      expect(taken).not.toHaveProperty('firstAnswerDueAt');
      await merges.undone(jobId);
      const { firstAnswerDueAt } = winner;
      const back = await read(winner);
      expect(back).toMatchObject({ firstAnswerDueAt });
      expect([back.firstAnsweredAt, back.lastAnswerAt]).toEqual([undefined, undefined]);
      expect((await answersOf(winner)).items).toEqual([]);
      expect((await answersOf(loser)).items.map(({ id }: { id: string }) => id)).toEqual([answer.id]);
    },
    mergePatienceMs,
  );
});

test(
  'who answered for a customer is found under the former ID once that contact is merged',
  async () => {
    const contact = (firstName: string) =>
      bodyOf(201, call('POST', at('contacts'), { body: { firstName, customerId } }));
    const [winner, loser] = [await contact('Ana'), await contact('Anna')];
    const query = { recordType: 'contact', ids: loser.id };
    const titles = async () => (await bodyOf(200, call('GET', at('search/titles'), { query }))).items;
    await expect.poll(titles).toEqual([{ id: loser.id, title: 'Anna' }]);
    const { jobId } = await mergesIn(host, organization).merged(winner, [loser]);
    await expect.poll(titles).toEqual([{ id: loser.id, title: 'Ana' }]);
    await mergesIn(host, organization).undone(jobId);
    await expect.poll(titles).toEqual([{ id: loser.id, title: 'Anna' }]);
  },
  mergePatienceMs,
);

test('answers of other organizations aren’t found', async () => {
  const issue = await newIssue();
  await answered(issue, { body: 'Hello' });
  const other = await newOrganization(await newPerson(host));
  for (const [method, sent] of [
    ['GET', {}],
    ['POST', { body: { body: 'Hi' } }],
  ] as const)
    expect((await other.owner.call(method, `${other.path}/issues/${issue.id}/answers`, sent)).status).toBe(
      404,
    );
});
