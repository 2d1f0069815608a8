import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { components, paths } from './description.d.ts';

/**
 * A program that uses the API as any client would: it knows the description only, through the types generated from it,
 * and needs no type assertions.
 */
const { SITE = '', ORG: orgId = '', KEY = '' } = process.env;
const { GET, POST, PATCH, DELETE } = createClient<paths>({
  baseUrl: SITE,
  headers: { Authorization: `Bearer ${KEY}` },
});

type Problem = components['schemas']['Problem'];
interface Answer<Data> {
  data?: Data;
  error?: Problem;
  response: Response;
}

/** The data of a successful response. */
function dataOf<Data>({ data, error, response }: Answer<Data>): Data {
  assert.ok(data !== undefined, `${response.url}: ${error?.code ?? ''} ${JSON.stringify(error?.errors)}`);
  return data;
}

/** The data of the response to a change. Only a key that can't read what it has written gets less. */
function wholeOf<Data>(answer: Answer<Data>): Extract<Data, { createdAt: string }> {
  const data = dataOf(answer);
  assert.ok(isWhole(data));
  return data;
}
const isWhole = <Data>(data: Data): data is Extract<Data, { createdAt: string }> =>
  typeof data === 'object' && data !== null && 'createdAt' in data;

const versionOf = ({ response }: { response: Response }): string => {
  const tag = response.headers.get('ETag');
  assert.ok(tag !== null);
  return tag;
};

/** The ID in the path, and the version to change. */
const one = (id: string, version: string) => ({
  path: { orgId, id },
  header: { 'If-Match': version },
});
const organization = { path: { orgId } };

// A customer, with a request that is sent twice under one key.
const customerOnce = {
  params: { ...organization, header: { 'Idempotency-Key': 'customer-1' } },
  body: { name: 'Cafetales del Sur', email: 'ventas@cafetales.example', country: 'CO' },
} as const;
const customer = dataOf(await POST('/v1/orgs/{orgId}/customers', customerOnce));
const again = await POST('/v1/orgs/{orgId}/customers', customerOnce);
assert.equal(dataOf(again).id, customer.id);
assert.equal(again.response.headers.get('Idempotency-Replayed'), 'true');

// Contacts, and a list with a filter, page by page.
const names = ['Ana', 'Beatriz', 'Carlos'];
for (const firstName of names) {
  const phones = [{ label: 'work' as const, number: '+573001234567' }];
  const body = { firstName, customerId: customer.id, phones };
  dataOf(await POST('/v1/orgs/{orgId}/contacts', { params: organization, body }));
}
const listed: string[] = [];
let cursor: string | undefined;
do {
  const query = {
    customerId: customer.id,
    sort: 'name',
    limit: 2,
    current: 'true' as const,
    ...(cursor === undefined ? {} : { cursor }),
  };
  const page = dataOf(await GET('/v1/orgs/{orgId}/contacts', { params: { ...organization, query } }));
  assert.equal(page.total, names.length);
  listed.push(...page.items.map(({ firstName }) => firstName));
  cursor = page.nextCursor;
} while (cursor !== undefined);
assert.deepEqual(listed, names);

// A lead: updated, refused when its version is stale, and converted.
const created = await POST('/v1/orgs/{orgId}/leads', {
  params: organization,
  body: {
    firstName: 'Diana',
    lastName: 'Rojas',
    company: 'Rojas y Cía.',
    email: 'diana@rojas.example',
    estimatedValue: { amountMinor: 1_200_000, currency: 'COP' },
  },
});
const lead = dataOf(created);
const changed = await PATCH('/v1/orgs/{orgId}/leads/{id}', {
  params: one(lead.id, versionOf(created)),
  body: { jobTitle: 'Purchasing manager' },
});
assert.equal(dataOf(changed).version, lead.version + 1);
const stale = await PATCH('/v1/orgs/{orgId}/leads/{id}', {
  params: one(lead.id, versionOf(created)),
  body: { jobTitle: 'Nobody' },
});
assert.equal(stale.response.status, 412);
assert.equal(stale.error?.code, 'precondition_failed');
const converted = wholeOf(
  await POST('/v1/orgs/{orgId}/leads/{id}/conversion', {
    params: one(lead.id, versionOf(changed)),
    body: { deal: { title: 'Coffee for 2027', value: { amountMinor: 1_200_000, currency: 'COP' } } },
  }),
);
const { customerId, contactId, dealId } = converted;
assert.ok(customerId !== undefined && contactId !== undefined && dealId !== undefined);
const buyer = dataOf(
  await GET('/v1/orgs/{orgId}/contacts/{id}', { params: { path: { orgId, id: contactId } } }),
);
assert.equal(buyer.customerId, customerId);

// The deal: moved to the next stage, and won.
const dealPath = { path: { orgId, id: dealId } };
const read = await GET('/v1/orgs/{orgId}/deals/{id}', { params: dealPath });
const deal = dataOf(read);
const { items: pipelines } = dataOf(await GET('/v1/orgs/{orgId}/pipelines', { params: organization }));
const stages = pipelines.find(({ id }) => id === deal.pipelineId)?.stages ?? [];
const next = stages[stages.findIndex(({ id }) => id === deal.stageId) + 1];
assert.ok(next?.meaning === 'open');
const moved = await POST('/v1/orgs/{orgId}/deals/{id}/move', {
  params: one(dealId, versionOf(read)),
  body: { stageId: next.id },
});
assert.equal(wholeOf(moved).stageId, next.id);
const won = wholeOf(
  await POST('/v1/orgs/{orgId}/deals/{id}/win', { params: one(dealId, versionOf(moved)), body: {} }),
);
assert.ok(won.closedAt !== undefined);

// A task, a note and an activity on the customer.
const onCustomer = { path: { orgId, recordType: 'customer' as const, recordId: customerId } };
const task = wholeOf(
  await POST('/v1/orgs/{orgId}/tasks', {
    params: organization,
    body: {
      title: 'Send the contract',
      dueAt: '2030-03-31T09:30:00-05:00',
      priority: 'high',
      recordType: 'customer',
      recordId: customerId,
    },
  }),
);
assert.equal(task.dueAt, '2030-03-31T14:30:00.000Z');
const note = wholeOf(
  await POST('/v1/orgs/{orgId}/notes/{recordType}/{recordId}', {
    params: onCustomer,
    body: { body: 'Prefers **e-mail**.', pinned: true },
  }),
);
assert.equal(note.pinned, true);
const activity = wholeOf(
  await POST('/v1/orgs/{orgId}/activities/{recordType}/{recordId}', {
    params: onCustomer,
    body: { kind: 'call', title: 'First call', durationMinutes: 15 },
  }),
);
assert.equal(activity.kind, 'call');

// Any other question: a tree of conditions.
const answer = dataOf(
  await POST('/v1/orgs/{orgId}/contacts/query', {
    params: organization,
    body: {
      filter: {
        and: [
          { field: 'customerId', op: 'anyOf', value: [customer.id] },
          {
            or: [
              { field: 'firstName', op: 'contains', value: 'ana' },
              { field: 'firstName', op: 'contains', value: 'carlos' },
            ],
          },
        ],
      },
      sorts: [{ field: 'firstName' }],
      columns: ['firstName'],
      current: true,
    },
  }),
);
assert.deepEqual(
  answer.items.map(({ firstName }) => firstName),
  ['Ana', 'Carlos'],
);

// Figures follow within seconds.
const dashboard = dataOf(await GET('/v1/orgs/{orgId}/dashboard', { params: organization }));
assert.equal(typeof dashboard.deals.wonThisMonth.sumMinor, 'number');
const report = dataOf(
  await GET('/v1/orgs/{orgId}/analytics/deals', { params: { ...organization, query: { by: 'month' } } }),
);
assert.equal(report.periods.length, 12);
assert.equal(typeof report.totals.wonMinor, 'number');

// Deleted and restored.
const first = dataOf(
  await GET('/v1/orgs/{orgId}/customers/{id}', { params: { path: { orgId, id: customer.id } } }),
);
const deleted = wholeOf(
  await DELETE('/v1/orgs/{orgId}/customers/{id}', { params: one(first.id, `"v${first.version}"`) }),
);
assert.ok(deleted.deletedAt !== undefined);
const restored = wholeOf(
  await POST('/v1/orgs/{orgId}/customers/{id}/restore', { params: { path: { orgId, id: first.id } } }),
);
assert.equal(restored.deletedAt, undefined);

// A problem names the value that is wrong.
const { error } = await POST('/v1/orgs/{orgId}/contacts', {
  params: organization,
  body: { firstName: 'Elena', email: 'nobody' },
});
assert.equal(error?.status, 422);
assert.deepEqual(
  error.errors?.map(({ pointer, code }) => ({ pointer, code })),
  [{ pointer: '/email', code: 'invalid_email' }],
);
process.stdout.write('done\n');
