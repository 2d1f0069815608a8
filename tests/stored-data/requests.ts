import type { StoredRequest, Part } from './answers.ts';
import { shopRequests } from './shop-requests.ts';

export interface TypeReads {
  type: string;
  plural: string;
  sorts: string[];
  /** Query strings, each of which filters the list. */
  filters: string[];
}

const owners = ['ownerId=<bruno>', 'ownerId=none', 'ownerId=<ada>,<carla>', 'teamOf=<bruno>'];
const tags = ['tagIds=<tag red>', 'tagIds=<tag red>,<tag green>', 'tagIds=none'];
const done = ['hasActivities=true', 'hasActivities=false'];
const custom = ['custom.grade=high', 'custom.grade=none', 'custom.size.from=10&custom.size.to=40'];

/** Sorts and filters of version 0.3.0, by type. */
export const typeReads: TypeReads[] = [
  {
    type: 'contact',
    plural: 'contacts',
    sorts: ['name', 'createdAt'],
    filters: [
      ...owners,
      ...tags,
      ...done,
      ...custom,
      ...['prospect', 'qualified', 'customer', 'inactive', 'qualified,customer'].map(
        (id) => `statusId=${id}`,
      ),
      'customerId=<customer 1>',
      'country=CO',
      'country=ES,US',
      'statusId=qualified&ownerId=<bruno>&tagIds=<tag red>&sort=-createdAt',
      'custom.worth.from=100000&custom.worth.to=900000',
      'custom.since.from=2024-03-01&custom.since.to=2024-12-31',
      'custom.wishes=garden',
      'custom.house=<customer 2>',
      'custom.licence=none',
    ],
  },
  {
    type: 'customer',
    plural: 'customers',
    sorts: ['name', 'createdAt'],
    filters: [...owners, ...tags, ...done, ...custom, 'statusId=vip', 'statusId=active', 'country=CO'],
  },
  {
    type: 'lead',
    plural: 'leads',
    sorts: ['createdAt', 'name', 'score'],
    filters: [
      ...owners,
      ...tags,
      ...done,
      ...custom,
      ...['new', 'qualified', 'unqualified', 'closed'].map((id) => `statusId=${id}`),
      'sourceId=referral',
      'sourceId=none',
      'scoreFrom=20&scoreTo=60',
      'budgetFrom=300000&budgetTo=900000',
      'convertedFrom=2026-01-01&convertedTo=2099-12-31',
    ],
  },
  {
    type: 'deal',
    plural: 'deals',
    sorts: ['createdAt', 'value', 'closeDate'],
    filters: [
      ...owners,
      ...tags,
      ...done,
      ...custom,
      'pipelineId=sales',
      'pipelineId=<pipeline renewals>',
      'stageId=sales-demo',
      'stageId=sales-demo&sort=position',
      'stageId=sales-won,sales-lost',
      'furthestStageId=sales-proposal',
      'customerId=<customer 1>',
      'closeFrom=2027-01-01&closeTo=2027-06-30',
      'closeFrom=2026-01-01&closeTo=2099-12-31&sort=-closeDate',
    ],
  },
  {
    type: 'vendor',
    plural: 'vendors',
    sorts: ['name', 'createdAt'],
    filters: [...owners, ...tags, ...custom, 'statusId=active', 'statusId=inactive', 'country=CO'],
  },
  {
    type: 'employee',
    plural: 'employees',
    sorts: ['name', 'createdAt'],
    filters: [...custom, 'managerId=<employee 1>', 'managerId=none', 'department=Sales'],
  },
];

const words = [
  'mar',
  'marin',
  'jose',
  'gomez lopez',
  '3005550',
  'licence-7',
  'house',
  'contact4@',
  'cust-0002',
];
const span = 'from=2026-01-01&to=2027-12-31';
const reports = [
  'deals',
  'funnel',
  'forecast',
  'leads',
  'lead-sources',
  'activities',
  'customers',
  'customer-revenue',
  'people',
];

const main = '/v1/orgs/<main>';
const other = '/v1/orgs/<other>';
const viewers = ['ada', 'bruno', 'carla'];

function requestsAs(as: string, part: Part, paths: string[], base = main): StoredRequest[] {
  return paths.map((path) => ({ as, path: path === '' ? base : `${base}/${path}`, part }));
}

/**
 * Requests for the list of a type: every sort and filter as the owner, a quarter of the filters as another viewer. As
 * the owner, also requests for pages, records, timelines, history, notes, files, custom fields and titles.
 */
function listReads({ type, plural, sorts, filters }: TypeReads, as: string): StoredRequest[] {
  const some = ['', ...filters, 'deleted=true', ...words.slice(0, 4).map((q) => `q=${q}`)];
  const all = [...sorts.flatMap((sort) => [`sort=${sort}`, `sort=-${sort}`]), ...some];
  const of = as === 'ada' ? all : some.filter((_, index) => index % 4 === 0);
  const reads = requestsAs(
    as,
    'ids',
    of.map((query) => `${plural}?limit=100${query && `&${query}`}`),
  );
  if (as !== 'ada') return reads;
  const few = [1, 2, 3].map((number) => `<${type} ${number}>`);
  return [
    ...reads,
    ...requestsAs(as, 'pages', [`${plural}?limit=10&sort=${sorts[0]}`, `${plural}?limit=10&sort=-createdAt`]),
    ...requestsAs(as, 'whole', [
      `${plural}?limit=100`,
      `${plural}?limit=100&deleted=true`,
      ...few.map((id) => `${plural}/${id}`),
      ...few.slice(0, 2).flatMap((id) => [`timeline/${type}/${id}`, `${plural}/${id}/history`]),
      `notes/${type}/${few[0]}`,
      `attachments/${type}/${few[0]}`,
      `custom-fields/${type}`,
      `search/titles?recordType=${type}&ids=${few.join(',')}`,
    ]),
  ];
}

const settings = [
  '',
  'pipelines',
  'tags',
  'members',
  ...['leadStatuses', 'leadSources', 'contactStatuses', 'customerStatuses', 'vendorStatuses'].map(
    (list) => `status-lists/${list}`,
  ),
];
const kept = ['forms', 'api-keys', 'webhooks', 'webhook-sources', 'jobs', 'attachments', 'invitations'];

function viewerReads(as: string): StoredRequest[] {
  return [
    ...requestsAs(as, 'whole', [
      'dashboard',
      ...words.map((q) => `search?q=${encodeURIComponent(q)}`),
      ...reports.map((report) => `analytics/${report}?${span}&by=month`),
      'analytics/people?from=2026-01-01&to=2027-12-31&by=year&teamOf=<bruno>',
      `analytics/deals?${span}&by=quarter&ownerId=<carla>`,
      'analytics/customers/<customer 1>',
      ...['today', 'overdue', 'upcoming', 'done', 'open'].map((view) => `tasks?view=${view}`),
      'tasks?from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z&assigneeId=<ada>,<bruno>,<carla>',
      'activities?limit=100',
      'activities?limit=100&kind=call&userId=<ada>',
      'activities?limit=100&dateFrom=2026-01-01&dateTo=2026-06-30',
      'activities/contact/<contact 1>',
      'timeline/contact/<contact 1>?kind=activity',
      'timeline/customer/<customer 1>?kind=deal',
      'calendar',
    ]),
    ...requestsAs(as, 'board', [
      'deals/board',
      'deals/board?pipelineId=<pipeline renewals>',
      'deals/board?ownerId=<bruno>',
      'deals/board?tagIds=<tag red>',
    ]),
    ...typeReads.flatMap((reads) => listReads(reads, as)),
    { as, path: '/v1/me', part: 'whole' },
  ];
}

/** Requests sent to the version that writes the data and to each version that reads it. */
export const requests = (feedPath: string): StoredRequest[] => [
  ...viewers.flatMap(viewerReads),
  ...requestsAs('ada', 'whole', [...settings, ...kept]),
  ...requestsAs('carla', 'whole', ['tags', 'members', 'status-lists/contactStatuses']),
  ...requestsAs('key', 'ids', ['contacts?limit=100', 'deals?limit=100', 'vendors?limit=100']),
  ...requestsAs('key', 'whole', ['contacts/<contact 1>', 'dashboard']),
  ...['ada', 'eva'].flatMap((as) => [
    ...requestsAs(as, 'whole', ['', 'members', 'search?q=second'], other),
    ...requestsAs(as, 'ids', ['contacts?limit=100&sort=name'], other),
  ]),
  ...requestsAs('eva', 'whole', ['contacts/<contact 1>', 'contacts']),
  { as: 'nobody', path: feedPath, part: 'events' },
  ...shopRequests,
];
