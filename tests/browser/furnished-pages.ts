import { measures } from '#contract/analytics.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { bodyOf } from '../caller.ts';
import { addFile } from '../files.ts';
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
  'members',
  'roles',
  'tags',
  'wording',
  'dashboard',
  'lists',
  'pipelines',
  'custom-fields',
  'presets',
  'lead-scoring',
  'forms',
  'api-keys',
  'profile',
  'security',
];
const reports = Object.keys(measures);
const taskViews = ['today', 'overdue', 'calendar', 'calendar&span=week', 'history'];
/** Pages before sign-in. */
export const outside = {
  'sign-in': '/sign-in',
  'sign-up': '/sign-up',
  'forgot-password': '/forgot-password',
  'reset-password': '/reset-password?username=ada',
  confirm: '/confirm?username=ada',
  'second-factor': '/second-factor?username=ada',
  'invitation-gone': '/invitations#a_b_c',
};

/** Addresses by screenshot name. */
type Addresses = Record<string, string>;

/** Every page of an organization that has records of all types. */
export async function pagesOf(call: Person['call'], organization: TestOrganization): Promise<Addresses> {
  const base = `/o/${organization.id}`;
  const records: Record<string, string> = {};
  const firstOf = async (plural: string, query: Record<string, string> = {}): Promise<string | undefined> => {
    const options = { query: { limit: '1', ...query } };
    return (await bodyOf(200, call('GET', `${organization.path}/${plural}`, options))).items[0]?.id;
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
  return {
    dashboard: base,
    ...Object.fromEntries(
      reports.map((name) => [`analytics-${name}`, `${base}/analytics/${name}?compare=true`]),
    ),
    ...records,
    'leads-convert': `${base}/leads/${await firstOf('leads', { statusId: 'new' })}/convert`,
    'leads-by-score': `${base}/leads?sort=-score&scoreFrom=50`,
    'deals-list': `${base}/deals?view=list`,
    'employees-chart': `${base}/employees/chart`,
    ...Object.fromEntries(taskViews.map((view) => [`tasks-${view}`, `${base}/tasks?view=${view}`])),
    'contacts-filtered': `${base}/contacts?statusId=customer&sort=-createdAt`,
    'contacts-nothing-found': `${base}/contacts?q=zzzz`,
    ...Object.fromEntries(settings.map((name) => [`settings-${name}`, `${base}/settings/${name}`])),
    onboarding: '/onboarding',
    'not-found': `${base}/nothing-here`,
  };
}

/** All pages of an organization with data of every kind, and pages of an empty one. */
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
  await loadDemoData(person.call, full);
  await host.settled();
  const pages = await pagesOf(person.call, full);
  const emptyPages = {
    'empty-dashboard': `/o/${empty.id}`,
    'empty-contacts': `/o/${empty.id}/contacts`,
    'empty-leads': `/o/${empty.id}/leads`,
    'empty-board': `/o/${empty.id}/deals`,
    'empty-tasks': `/o/${empty.id}/tasks`,
    'empty-chart': `/o/${empty.id}/employees/chart`,
    'empty-trash': `/o/${empty.id}/contacts/trash`,
    'empty-forms': `/o/${empty.id}/settings/forms`,
    'empty-analytics': `/o/${empty.id}/analytics/deals`,
    'empty-tags': `/o/${empty.id}/settings/tags`,
  };
  return { pages, emptyPages };
}
