import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { dateIn } from '#data/values/day.ts';
import { bodyOf } from '../../caller.ts';
import { password, unique, type TestOrganization } from '../../organization.ts';
import type { Described } from './description.ts';
import { late } from './late.ts';
import { groupOf } from './operations.ts';
import { questionsAbout } from './questions.ts';
import type { Existing } from './values.ts';

type Named = { id: string; name: string; meaning?: string };

/** Adds records that requests can refer to, and collects them with what a new organization has. */
export async function existingIn({
  path,
  owner,
}: TestOrganization): Promise<(operation: Pick<Described, 'id'>) => Existing> {
  const make = async (plural: string, body: object) => {
    const made = await bodyOf(201, owner.call('POST', `${path}/${plural}`, { body }));
    return made.id as string;
  };
  const settings = await bodyOf(200, owner.call('GET', path));
  const idsOf = (list: string) => ((settings[list] ?? []) as Named[]).map(({ id }) => id);
  const stages = (settings.pipelines[0].stages as Named[]).filter(({ meaning }) => meaning === 'open');
  const [customer, contact, employee, vendor, ...tags] = await Promise.all([
    make('customers', { name: unique('Customer ') }),
    make('contacts', { firstName: unique('Contact ') }),
    make('employees', { firstName: unique('Employee ') }),
    make('vendors', { name: unique('Vendor ') }),
    ...['a', 'b', 'c'].map((name) => make('tags', { name: unique(name) })),
  ]);
  const otherContact = await make('contacts', { firstName: unique('Contact ') });
  const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 }];
  const { currency } = settings;
  const product = await make('products', { name: unique('Product ') });
  const deal = await make('deals', { title: unique('Deal '), customerId: customer, lines });
  const order = await make('orders', { customerId: customer, lines });
  const people = ['ownerId', 'userId', 'assigneeId', 'teamOf', 'handOverTo'];
  const common: Existing = {
    customerId: [customer],
    contactId: [contact],
    contactIds: [contact],
    productId: [product],
    dealId: [deal],
    orderId: [order],
    lines: [lines, [{ ...lines[0], productId: product, taxPercent: 21, discountPercent: 2.5 }]],
    allocations: [[]],
    otherPrices: [[{ amountMinor: 5_000, currency }], []],
    managerId: [employee],
    intoId: tags,
    tagIds: [...tags.map((id) => [id]), ...tags],
    ids: [vendor, employee],
    ...Object.fromEntries(people.map((name) => [name, [owner.userId]])),
    stageId: stages.map(({ id }) => id),
    pipelineId: [settings.pipelines[0].id],
    sourceId: idsOf('leadSources'),
    currency: [currency],
    timeZone: [settings.timeZone],
    recordType: ['vendor', 'employee'],
    custom: [{}],
    expiresAt: ['2190-01-01', '2188-06-01T12:00:00Z'],
    password: [password],
    oldPassword: [password],
    pictureId: [late('pictureId')],
    token: [late('token')],
    key: [late('key')],
    code: [late('code')],
    username: [late('username')],
  };
  const types = Object.values<RecordType>(recordTypes as never);
  const questions = Object.fromEntries(
    types.map((type) => [type.plural, questionsAbout(type, settings, owner.userId)]),
  );
  const byGroup: Record<string, Existing> = {
    ...Object.fromEntries(
      types.map(({ name, plural }) => [plural, { ...questions[plural], statusId: idsOf(`${name}Statuses`) }]),
    ),
    activities: {
      ...questions.activities,
      kindId: idsOf('activityKinds'),
      priorityId: idsOf('activityPriorities'),
      outcomeId: idsOf('activityOutcomes'),
      about: [[{ type: 'contact', id: contact }], [{ type: 'deal', id: deal }], []],
    },
    tasks: { kindId: idsOf('activityKinds'), outcomeId: idsOf('activityOutcomes') },
    payments: { ...questions.payments, methodId: idsOf('paymentMethods') },
    views: {
      ...questions.contacts,
      recordType: ['contact'],
      layout: ['list'],
      columns: [[{ field: 'firstName', width: 64 }, { field: 'createdAt' }]],
      groupBy: ['ownerId', 'statusId'],
      footers: [[{ field: 'activityCount', measure: 'sum' }], []],
    },
    jobs: {
      ...questions.contacts,
      recordType: ['contact'],
      ids: [[contact]],
      filters: [{ q: 'nobody' }, { hasActivities: 'true' }],
      values: [{ lastName: 'Marín' }, { lastName: null }],
    },
    exports: {
      ...questions.contacts,
      recordType: ['contact'],
      columns: [[{ field: 'firstName', header: 'Name' }, { field: 'createdAt' }], [{ field: 'phones' }]],
    },
    duplicates: { recordType: ['contact'], recordIds: [[contact, otherContact]] },
    imports: {
      recordType: ['contact'],
      columns: [
        [{ field: 'firstName' }, null],
        [null, { field: 'phones', label: 'work' }],
      ],
      matchBy: [['email'], ['phones', 'nationalId'], 'email', 'phones'],
      encoding: ['utf-8'],
      rows: [[{ row: 2, leftOut: true }], [{ row: 2, cells: [{ column: 1, text: 'Marín' }] }]],
      rules: [[], [{ action: 'empty', column: 1, code: 'too_long' }]],
      // Rows with problems are listed once they are checked.
      show: ['all'],
      separator: [','],
      sheet: [],
      // An import follows one that isn’t followed yet.
      after: [],
    },
    forms: {
      fields: [
        [{ field: 'firstName', label: 'First name', isRequired: true }],
        [
          { field: 'firstName', label: 'Name', isRequired: true },
          { field: 'email', label: 'E-mail', isRequired: false },
        ],
      ],
    },
    billing: {
      secretKey: ['sk_test_1234567890', 'rk_live_abcdefghijklm'],
      webhookSecret: ['whsec_1234567890'],
    },
    members: { username: [] },
    'public-forms': {
      body: [
        { firstName: 'Ana', email: 'ana@people.example', token: late('token') },
        { firstName: 'Zoë', email: 'zoe@people.example', token: late('token'), message: 'One\ntwo' },
      ],
    },
    'public-issues': { once: ['1', '2'] },
    'public-documents': { seen: [late('token')], payment: ['done'] },
    // Clients see the portal of their own customer.
    portal: { customerId: [late('customerId')], name: ['Notes.txt'], type: ['text/plain'], fileIds: [[]] },
    attachments: { name: ['Notes.txt', 'Приве́т.txt'], type: ['text/plain'] },
    'status-lists': { body: statusListBodies(settings.leadSources) },
    'custom-fields': { key: [] },
  };
  const byOperation: Record<string, Existing> = {
    'custom-fields.arrange': {
      items: [
        [{ key: 'first' }, { key: 'second', section: 'More' }],
        [{ key: 'second' }, { key: 'first' }],
      ],
    },
    'pipelines.update': {
      stages: [
        [{ name: 'One', color: 'blue', probability: 10 }],
        [{ name: 'Two', color: 'red', probability: 0 }],
      ],
      moves: [{}],
    },
    'organizations.update': {
      days: [
        { monday: [{ from: '09:00', to: '18:00' }] },
        {
          tuesday: [
            { from: '08:30', to: '13:00' },
            { from: '14:00', to: '24:00' },
          ],
          sunday: [],
        },
      ],
    },
    'portal.confirm': { email: [late('email')] },
    'portal.entrance': { orgId: [late('orgId')] },
    'portal.clients': { customerId: [customer], contactId: [contact], vendorId: [vendor] },
    'issues.startFile': { name: ['Notes.txt'], type: ['text/plain'] },
    'issues.answer': { statusId: settings.issueStatuses.map(({ id }: Named) => id) },
    'tasks.create': { recordType: ['vendor'], recordId: [vendor] },
    'deals.move': { body: stages.slice(1).map(({ id }) => ({ stageId: id })) },
    'custom-fields.update': {
      body: [
        { label: unique('Label '), help: 'What it is for', section: 'More', retired: false },
        { help: null, section: null, required: true },
        { default: null, searchable: true },
      ],
    },
    'orders.fulfill': { delivered: [[{ line: 0, quantity: 1 }]] },
    'orders.correctDelivery': { delivered: [[{ line: 0, quantity: 1 }]] },
    'invoices.credit': {
      lines: [[{ line: 0 }], [{ line: 0, quantity: 1 }]],
      amounts: [[{ line: 0, netMinor: 100 }]],
    },
    'invoices.issue': { issuedOn: [dateIn(settings.timeZone, new Date())] },
    'payments.refund': { amountMinor: [1, 100] },
    'billing.update': {
      invoiceSeries: [[{ id: 'invoices', prefix: 'F{year}-' }]],
      creditSeries: [[{ id: 'credit-notes', prefix: 'R{year}-' }]],
    },
    'views.setDefault': { viewId: [null] },
    'search.titles': { recordType: ['contact'], ids: [contact, `${contact},${customer}`] },
    'search.duplicates': {
      recordType: ['contact'],
      values: [
        { firstName: 'María', lastName: 'Gómez', customerId: customer },
        { email: 'maria@acme.example' },
        {},
      ],
    },
    'second-factor.createRecoveryCodes': { body: [{ password, code: late('code') }] },
  };
  return ({ id }) => ({ ...common, ...byGroup[groupOf(id)], ...byOperation[id] });
}

function statusListBodies(sources: Named[]): object[] {
  const items = sources.map(({ id }) => ({ id }));
  return [
    { items },
    { items: items.toReversed() },
    { items: [...items, { name: unique('Source '), color: 'blue' }] },
  ];
}
