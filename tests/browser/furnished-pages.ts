import { measures } from '#contract/analytics.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { bodyOf } from '../caller.ts';
import { isFull } from '../counts.ts';
import { documentPages } from './document-pages.ts';
import { addFile } from '../files.ts';
import { scanned } from '../duplicate-scans.ts';
import { checkedImport, readFile } from '../imports.ts';
import {
  addMember,
  loadDemoData,
  newApiKey,
  newOrganization,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { newRecord } from '../subjects.ts';

const settings = [
  'organization',
  'billing',
  'members',
  'roles',
  'tags',
  'wording',
  'dashboard',
  'lists',
  'support',
  'portal',
  'pipelines',
  'custom-fields',
  'presets',
  'lead-scoring',
  'jobs',
  'erasures',
  'usage',
  'forms',
  'forms/held',
  'api-keys',
  'webhooks',
  'webhooks/new',
  'webhooks/sources/new',
  'profile',
  'security',
];
const reports = Object.keys(measures);
const taskViews = ['today', 'overdue', 'calendar', 'calendar&span=month', 'calendar&span=agenda', 'history'];
/** Pages that don't require sign-in. */
export const outside = {
  'sign-in': '/sign-in',
  'sign-up': '/sign-up',
  'forgot-password': '/forgot-password',
  'reset-password': '/reset-password?username=ada',
  confirm: '/confirm?username=ada',
  'second-factor': '/second-factor?username=ada',
  'invitation-gone': '/invitations#a_b_c',
  'portal-invitation-gone': '/portal-invitation#a_b_c',
  'portal-notices': '/portal-notices#a_b_c',
  'portal-notices-gone': '/portal-notices',
  'portal-request-closed': '/portal-request?organization=0190c0de-0000-7000-8000-000000000c1d',
};

/** URL paths by screenshot name. */
type Addresses = Record<string, string>;

/**
 * Every page of an organization. Creates a record of each type that has none, and adds a file to a contact, so that the
 * pages are not empty.
 */
export async function pagesOf(call: Person['call'], organization: TestOrganization): Promise<Addresses> {
  const base = `/o/${organization.id}`;
  const records: Record<string, string> = {};
  const firstOf = async (plural: string, query: Record<string, string> = {}): Promise<string | undefined> => {
    const options = { query: { limit: '1', ...query } };
    return (await bodyOf(200, call('GET', `${organization.path}/${plural}`, options))).items[0]?.id;
  };
  const twoOf = async (plural: string): Promise<string> => {
    const page = await bodyOf(200, call('GET', `${organization.path}/${plural}`, { query: { limit: '2' } }));
    return page.items.map(({ id }: { id: string }) => id).join(',');
  };
  for (const type of Object.values<RecordType>(recordTypes as never)) {
    const { plural } = type;
    const one = `${base}/${plural}/${(await firstOf(plural)) ?? (await newRecord(type, organization)).id}`;
    Object.assign(records, {
      [plural]: `${base}/${plural}`,
      [`${plural}-one`]: one,
      [`${plural}-edit`]: `${one}/edit`,
      [`${plural}-new`]: `${base}/${plural}/new`,
      [`${plural}-trash`]: `${base}/${plural}/trash`,
    });
  }
  await addFile(call, `${organization.path}/attachments/contact/${await firstOf('contacts')}`);
  await scanned(call, organization, 'contact');
  const ready = await readFile(call, organization, 'First name,E-mail\nAna,no address');
  const checked = await checkedImport(
    call,
    organization,
    await readFile(call, organization, 'First name,E-mail,Country\nAna,no address,Atlantis\nLuis,,Chile'),
  );
  const webhook = await bodyOf(
    201,
    call('POST', `${organization.path}/webhooks`, {
      body: { name: 'Accounting', url: 'https://hooks.example/cobalt', events: ['deal.won'], isOn: false },
    }),
  );
  const source = await bodyOf(
    201,
    call('POST', `${organization.path}/webhook-sources`, {
      body: { name: 'Web site', recordType: 'lead', verification: { scheme: 'standardWebhooks' } },
    }),
  );
  const unreadable = await readFile(call, organization, '"First name\nAna');
  return {
    dashboard: base,
    ...Object.fromEntries(
      reports.map((name) => [`analytics-${name}`, `${base}/analytics/${name}?compare=true`]),
    ),
    ...records,
    'contacts-merge': `${base}/contacts/merge?ids=${await twoOf('contacts')}`,
    'contacts-duplicates': `${base}/contacts/duplicates`,
    'leads-duplicates': `${base}/leads/duplicates`,
    'leads-convert': `${base}/leads/${await firstOf('leads', { statusId: 'new' })}/convert`,
    'leads-by-score': `${base}/leads?sort=-score&filter=score:atLeast:50`,
    'deals-list': `${base}/deals?view=list`,
    'employees-chart': `${base}/employees/chart`,
    imports: `${base}/imports`,
    'imports-ready': `${base}/imports/${ready.id}`,
    'imports-rows': `${base}/imports/${checked.id}/rows`,
    'imports-unreadable': `${base}/imports/${unreadable.id}`,
    ...Object.fromEntries(taskViews.map((view) => [`tasks-${view}`, `${base}/tasks?view=${view}`])),
    'contacts-filtered': `${base}/contacts?statusId=customer&sort=-createdAt`,
    'contacts-nothing-found': `${base}/contacts?q=zzzz`,
    ...Object.fromEntries(
      settings.map((name) => [`settings-${name.replace('/', '-')}`, `${base}/settings/${name}`]),
    ),
    'settings-webhook': `${base}/settings/webhooks/${webhook.webhook.id}`,
    'settings-webhook-settings': `${base}/settings/webhooks/${webhook.webhook.id}?part=settings`,
    'settings-source': `${base}/settings/webhooks/sources/${source.source.id}`,
    'settings-source-settings': `${base}/settings/webhooks/sources/${source.source.id}?part=settings`,
    onboarding: '/onboarding',
    account: '/account',
    'not-found': `${base}/nothing-here`,
  };
}

/**
 * Adds more contacts than a page of a list holds and a few records of the other types. The demo data are far larger, so
 * only the full tier loads them.
 */
async function addRecords(call: Person['call'], { path }: TestOrganization): Promise<void> {
  const create = (resource: string, body: object) =>
    bodyOf(201, call('POST', `${path}/${resource}`, { body })) as Promise<{ id: string }>;
  const each = <Result>(count: number, make: (index: number) => Promise<Result>) =>
    Promise.all(Array.from({ length: count }, (_, index) => make(index)));
  const tag = await create('tags', { name: 'Key account', color: 'amber' });
  const customers = await each(3, (index) => create('customers', { name: `Harbour Foods ${index}` }));
  const customerId = customers[0]!.id;
  const contacts = await each(30, (index) =>
    create('contacts', {
      firstName: 'Inés',
      lastName: `Carrasco ${index}`,
      email: `ines.${index}@harbour.example`,
      phones: [{ label: 'mobile', number: `+5731012345${String(index).padStart(2, '0')}` }],
      statusId: index % 2 === 0 ? 'customer' : 'prospect',
      tagIds: [tag.id],
      ...(index < 3 ? { customerId } : {}),
    }),
  );
  const leads = await each(8, (index) => create('leads', { firstName: 'Aitana', lastName: `Rey ${index}` }));
  const deals = await each(8, (index) =>
    create('deals', {
      title: `Quay ${index}`,
      customerId,
      contactIds: [contacts[index]!.id],
      value: { amountMinor: 100_000 * (index + 1), currency: 'USD' },
    }),
  );
  await create('vendors', { name: 'Paper Mill' });
  const { id: managerId } = await create('employees', { firstName: 'Olalla', lastName: 'Freire' });
  await create('employees', { firstName: 'Breixo', lastName: 'Lema', managerId });
  const subjects = { contact: contacts[0]!, customer: customers[0]!, lead: leads[0]!, deal: deals[0]! };
  for (const [days, title] of [
    [-3, 'Call back'],
    [0, 'Send the offer'],
    [4, 'Visit'],
  ] as const) {
    const dueAt = new Date(Date.now() + days * 86_400_000).toISOString();
    await Promise.all(
      Object.entries(subjects).map(([recordType, { id: recordId }]) =>
        create('tasks', { title, dueAt, recordType, recordId }),
      ),
    );
  }
  for (const [recordType, { id }] of Object.entries(subjects)) {
    await create(`notes/${recordType}/${id}`, { body: 'Prefers a call in the morning.' });
    for (const kind of ['call', 'email', 'meeting'])
      await create(`activities/${recordType}/${id}`, { kind, title: 'Terms' });
  }
}

/**
 * Creates an organization with data of every kind and an empty one. Returns all pages of the first and some of the
 * second.
 */
export async function furnishedPages(
  host: RunningHost,
  person: Person,
): Promise<{ pages: Addresses; emptyPages: Addresses }> {
  const name =
    'Sociedad Cooperativa de Exportadores de Frutas Tropicales y Verduras Frescas del Valle del Cauca'.padEnd(
      120,
      's',
    );
  const [full, empty] = [await newOrganization(person, { name }), await newOrganization(person)];
  await newApiKey(host, full, person, ['contact:read', 'search:read']);
  await newApiKey(host, full, person, ['contact:create'], new Date(Date.now() + 86_400_000).toISOString());
  for (const role of ['manager', 'employee'] as const) await addMember(host, full, role);
  const invited = {
    email: 'somebody.with.a.rather.long.address@organization-of-many-words.example',
    role: 'manager',
  };
  await bodyOf(201, person.call('POST', `${full.path}/invitations`, { body: invited }));
  const dated = { body: { label: 'Contract', kind: 'date', section: 'Terms' }, ifMatch: 0 };
  await bodyOf(201, person.call('POST', `${full.path}/custom-fields/contact`, dated));
  if (isFull) await loadDemoData(person.call, full);
  else await addRecords(person.call, full);
  await host.settled(full);
  const documents = await documentPages(person.call, full);
  await host.settled(full);
  const pages = { ...(await pagesOf(person.call, full)), ...documents };
  const emptyPages = {
    'empty-dashboard': `/o/${empty.id}`,
    'empty-contacts': `/o/${empty.id}/contacts`,
    'empty-leads': `/o/${empty.id}/leads`,
    'empty-board': `/o/${empty.id}/deals`,
    'empty-issue-board': `/o/${empty.id}/issues`,
    'empty-tasks': `/o/${empty.id}/tasks`,
    'empty-chart': `/o/${empty.id}/employees/chart`,
    'empty-quotes': `/o/${empty.id}/quotes`,
    'empty-invoices': `/o/${empty.id}/invoices`,
    'empty-billing': `/o/${empty.id}/settings/billing`,
    'empty-trash': `/o/${empty.id}/contacts/trash`,
    'empty-imports': `/o/${empty.id}/imports`,
    'empty-forms': `/o/${empty.id}/settings/forms`,
    'empty-analytics': `/o/${empty.id}/analytics/deals`,
    'empty-tags': `/o/${empty.id}/settings/tags`,
  };
  return { pages, emptyPages };
}
