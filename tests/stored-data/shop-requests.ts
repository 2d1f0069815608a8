import type { Part, StoredRequest } from './answers.ts';

const shop = '/v1/orgs/<shop>';
const requestsAs = (as: string, part: Part, paths: string[]): StoredRequest[] =>
  paths.map((path) => ({ as, path: `${shop}${path && `/${path}`}`, part }));

interface Sold {
  type: string;
  plural: string;
  /** The names of records that are read one by one. */
  names: string[];
  filters: string[];
}

const ofCustomer = ['customerId=<acme>', 'ownerId=<bruno>', 'ownerId=none', 'teamOf=<bruno>'];
const statuses = (...ids: string[]): string[] => ids.map((id) => `statusId=${id}`);

/** The types of records that version 0.3 didn't have. */
const sold: Sold[] = [
  {
    type: 'product',
    plural: 'products',
    names: ['product hour', 'product plan', 'product old'],
    filters: [...statuses('active', 'retired'), 'tagIds=<tag urgent>'],
  },
  {
    type: 'quote',
    plural: 'quotes',
    names: ['draft', 'of deal', 'sent', 'mailed', 'declined', 'accepted by link', 'accepted'].map(
      (name) => `quote ${name}`,
    ),
    filters: [
      ...ofCustomer,
      ...statuses('draft', 'sent', 'accepted', 'declined'),
      'dealId=<deal>',
      'validFrom=2090-01-01',
    ],
  },
  {
    type: 'order',
    plural: 'orders',
    names: ['draft', 'canceled', 'fulfilled', 'delivered in part'].map((name) => `order ${name}`),
    filters: [...ofCustomer, ...statuses('draft', 'confirmed', 'fulfilled', 'canceled')],
  },
  {
    type: 'invoice',
    plural: 'invoices',
    names: [
      ...['draft', 'of order', 'open', 'overdue', 'void', 'paid in part', 'paid', 'credited in part'],
      ...['in dollars', 'paid at Stripe', 'paid without an event'],
    ]
      .map((name) => `invoice ${name}`)
      .concat('credit note', 'credit note by amount'),
    filters: [
      ...ofCustomer,
      ...statuses('draft', 'open', 'overdue', 'paid', 'credited', 'void', 'issued'),
      'kindId=credit-note',
      'orderId=<order fulfilled>',
      'custom.project=Tower',
      'dueFrom=2026-01-01&dueTo=2026-12-31&sort=dueOn',
    ],
  },
  {
    type: 'payment',
    plural: 'payments',
    names: ['in part', 'in full', 'left over', 'paid back', 'canceled', 'of Stripe'].map(
      (name) => `payment ${name}`,
    ),
    filters: [...ofCustomer.slice(0, 1), ...statuses('received', 'refunded', 'canceled'), 'methodId=card'],
  },
  {
    type: 'issue',
    plural: 'issues',
    names: ['issue open', 'issue in progress', 'issue waiting', 'issue of pia', 'issue rated'],
    filters: [
      ...ofCustomer,
      ...statuses('open', 'inProgress', 'waiting', 'resolved'),
      'priorityId=high',
      'contactId=<client pia>',
    ],
  },
];

function recordReads({ type, plural, names, filters }: Sold): StoredRequest[] {
  const ids = names.map((name) => `<${name}>`);
  return [
    ...requestsAs('ada', 'whole', [
      `${plural}?limit=100`,
      ...ids.map((id) => `${plural}/${id}`),
      ...ids.slice(0, 4).flatMap((id) => [`timeline/${type}/${id}`, `${plural}/${id}/history`]),
      `notes/${type}/${ids[1]}`,
      `attachments/${type}/${ids[0]}`,
    ]),
    ...['ada', 'bruno', 'carla'].flatMap((as) =>
      requestsAs(
        as,
        'ids',
        ['', 'sort=name', '-createdAt', 'deleted=true', ...filters]
          .filter((_, index) => as === 'ada' || index % 3 === 0)
          .map((query) => `${plural}?limit=100${query && `&${query.replace(/^-/, 'sort=-')}`}`),
      ),
    ),
  ];
}

/** A question about a list, with filters, groups and totals. */
const asked = (as: string, plural: string, body: object): StoredRequest => ({
  as,
  path: `${shop}/${plural}/query`,
  part: 'whole',
  body,
});
const anyOf = (field: string, ...value: string[]) => ({ field, op: 'anyOf', value });

const questions: StoredRequest[] = ['ada', 'carla'].flatMap((as) => [
  asked(as, 'invoices', {
    filter: { and: [anyOf('statusId', 'open', 'overdue', 'paid')] },
    sorts: [{ field: 'total', descending: true }],
    groups: { by: 'customerId', measures: ['total', 'due'] },
    include: ['customerId', 'ownerId'],
    columns: ['number', 'total', 'due', 'tax', 'withheld', 'custom.project'],
  }),
  asked(as, 'payments', { limit: 0, groups: { by: 'methodId', measures: ['amount'] } }),
  asked(as, 'quotes', { q: 'accepted', sorts: [{ field: 'code' }], columns: ['code', 'title', 'total'] }),
  asked(as, 'issues', { limit: 0, groups: { by: 'priorityId' } }),
  asked(as, 'contacts', {
    filter: { or: [{ field: 'city', op: 'is', value: 'cali' }, anyOf('customerId', '<acme>')] },
    sorts: [{ field: 'lastName' }],
    columns: ['fullName', 'city', 'customerId'],
  }),
]);

const span = 'from=2026-01-01&to=2027-12-31';
const portal = [
  ...['', '/quotes', '/orders', '/invoices', '/payments', '/issues', '/profile'],
  '/orders/<order fulfilled>',
  '/issues/<issue of pia>',
  '/issues/<issue of pia>/answers',
  '/issues/<issue rated>',
].map((path) => `portal${path}`);
const imports = ['written', 'taken back', 'checked', 'unreadable', 'of lines', 'of sheet'].map(
  (name) => `imports/<import ${name}>`,
);

/** Requests to the shop, which has what version 0.3 didn't have. */
export const shopRequests: StoredRequest[] = [
  ...sold.flatMap(recordReads),
  ...questions,
  ...requestsAs('ada', 'whole', [
    '',
    'billing',
    'billing/stripe',
    'members',
    'views',
    'views/<view shared>',
    'exports',
    'exports/<archive>',
    'imports',
    ...imports,
    ...imports.slice(0, 3).map((path) => `${path}/rows`),
    `${imports[2]}/problems`,
    'jobs',
    'jobs/<job of merged>',
    'jobs/<job of separated>',
    'jobs/<job taken back>',
    'duplicates',
    'duplicates/contact/scan/groups',
    'personal-data/erasures',
    'personal-data/records/contact/<client pia>/effects',
    'portal/clients?customerId=<acme>',
    'portal/clients?contactId=<client rosa>',
    'portal/clients?contactId=<client lena>',
    'portal/unconfirmed-clients',
    'issues/<issue of pia>/answers',
    'issues/<issue in progress>/answers',
    'contacts/<merged into>',
    'contacts/<merged into>/history',
    'notes/contact/<merged into>',
    'contacts/<separated from>',
    'notes/contact/<separated from>',
    'contacts?limit=100&sort=name',
    'search?q=quijano',
    'search?q=maya',
    'search?q=inv',
    `analytics/invoices?${span}&by=month&currency=EUR`,
    `analytics/taxes?${span}&by=month&currency=EUR`,
    `analytics/payments?${span}&by=quarter&currency=EUR`,
    `analytics/sales?${span}&of=customer&currency=EUR`,
    `analytics/issues?${span}&by=month`,
    `analytics/issue-customers?${span}`,
    'status-lists/issuePriorities',
    'forms',
  ]),
  ...requestsAs('ada', 'board', ['issues/board']),
  ...requestsAs('carla', 'whole', ['views', 'views/<view private>', 'portal?customerId=<acme>', 'jobs']),
  ...requestsAs('pia', 'whole', [...portal, 'invoices', 'contacts/<client pia>']),
  ...requestsAs('rosa', 'whole', ['portal', 'portal/invoices']),
  { as: 'pia', path: '/v1/me', part: 'whole' },
];
