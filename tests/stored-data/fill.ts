import { bodyOf } from '../caller.ts';
import { endedJob } from '../jobs.ts';
import { addEntries, addForm, addTasks } from './entries.ts';
import { at, done, money, patch, post, type Filling } from './filling.ts';
import { createRecords } from './records.ts';

/** Fills the main organization with settings, records, entries, a form and jobs. */
export async function fill(filling: Filling): Promise<void> {
  await arrangeSettings(filling);
  await createRecords(filling);
  await changeRecords(filling);
  await addEntries(filling);
  await addTasks(filling);
  await addForm(filling);
  await runJobs(filling);
}

async function addCustomField({ organization: { path, owner } }: Filling, type: string, body: object) {
  const fields = `${path}/custom-fields/${type}`;
  const { version } = await bodyOf(200, owner.call('GET', fields));
  await post(owner.call, fields, body, version);
}

const options = (...labels: string[]) => ({
  options: labels.map((label) => ({ id: label.toLowerCase(), label })),
});
const ofContacts = [
  { key: 'licence', label: 'Licence', kind: 'text', searchable: true, section: 'Papers' },
  { key: 'story', label: 'Story', kind: 'longText', help: 'In a few sentences' },
  { key: 'worth', label: 'Worth', kind: 'money' },
  { key: 'since', label: 'Since', kind: 'date' },
  { key: 'wishes', label: 'Wishes', kind: 'choices', ...options('Garden', 'Lift', 'Pool') },
  { key: 'vegan', label: 'Vegan', kind: 'yesNo' },
  { key: 'profile', label: 'Profile', kind: 'url' },
  { key: 'private-email', label: 'Private e-mail', kind: 'email', searchable: true },
  { key: 'second-phone', label: 'Second phone', kind: 'phone', searchable: true },
  { key: 'house', label: 'House', kind: 'relation', to: 'customer' },
  { key: 'retired', label: 'Retired', kind: 'text' },
];
const types = ['contact', 'customer', 'lead', 'deal', 'vendor', 'employee'];

async function arrangeSettings(filling: Filling): Promise<void> {
  const { organization, ids } = filling;
  const { path, owner } = organization;
  for (const type of types) {
    const choice = {
      key: 'grade',
      label: 'Grade',
      kind: 'choice',
      default: 'low',
      ...options('Low', 'High'),
    };
    await addCustomField(filling, type, choice);
    await addCustomField(filling, type, { key: 'size', label: 'Size', kind: 'number' });
  }
  for (const body of ofContacts) await addCustomField(filling, 'contact', body);
  for (const [name, color] of Object.entries({ red: 'red', green: 'green', old: 'gray' })) {
    ids[`tag ${name}`] = (await post(owner.call, `${path}/tags`, { name: `Tag ${name}`, color })).id;
  }
  const version = async () => (await bodyOf(200, owner.call('GET', path))).version as number;
  const wording = { customer: { one: 'Client', many: 'Clients' }, deal: { one: 'Sale', many: 'Sales' } };
  await patch(owner.call, path, await version(), { wording, yearStartMonth: 4 });
  const stages = ['Talk', 'Offer', 'Wait'].map((name, index) => ({
    name,
    color: 'blue',
    probability: 20 + 30 * index,
  }));
  const pipeline = await post(owner.call, `${path}/pipelines`, { name: 'Renewals', stages }, await version());
  ids['pipeline renewals'] = pipeline.id;
  pipeline.stages.forEach(({ id }: { id: string }, index: number) => (ids[`stage ${index + 1}`] = id));
}

async function changeRecords(filling: Filling): Promise<void> {
  const { organization, calls, ids } = filling;
  const { call } = organization.owner;
  const change = async (name: string, body: object) => {
    const { address, version } = await at(filling, name);
    await patch(call, address, version, body);
  };
  const act = async (name: string, verb: string, body?: object) => {
    const { address, version } = await at(filling, name);
    return done(call, `${address}/${verb}`, body, version);
  };
  await change('contact 1', { lastName: 'Marín de Gómez', city: 'Cali', custom: { worth: money(777_000) } });
  await change('contact 1', { email: 'moved@people.example', tagIds: [ids['tag green']] });
  await change('contact 3', { email: null, phones: null, ownerId: null });
  await change('lead 6', { sourceId: 'partner', company: 'Partner House' });
  const removed = ['contact 24', 'contact 25', 'contact 26', 'customer 13', 'lead 15', 'deal 19', 'vendor 9'];
  for (const name of [...removed, 'customer 14', 'employee 5']) {
    const { address, version } = await at(filling, name);
    await bodyOf(200, call('DELETE', address, { ifMatch: version }));
  }
  await done(call, `${organization.path}/customers/${ids['customer 14']}/restore`);
  await act('lead 2', 'qualify');
  await act('lead 3', 'disqualify', { reason: 'No budget' });
  const deal = { title: 'Converted deal', value: money(990_000) };
  const converted = await act('lead 1', 'conversion', { deal });
  Object.assign(ids, {
    'converted customer': converted.customerId,
    'converted contact': converted.contactId,
    'converted deal': converted.dealId,
  });
  await act('lead 4', 'conversion', { customerId: ids['customer 4'] });
  await act('deal 5', 'win', { closedOn: '2026-02-10' });
  await act('deal 10', 'win', { closedOn: '2026-05-20' });
  await act('deal 4', 'win', {});
  await act('deal 8', 'lose', { reason: 'Too dear' });
  await act('deal 9', 'lose', { reason: 'Too late' });
  await act('deal 9', 'reopen');
  await act('deal 1', 'move', { stageId: 'sales-proposal' });
  await act('deal 15', 'move', { stageId: 'sales-demo', afterId: null });
  await post(calls.carla!, `${organization.path}/contacts`, { firstName: 'Of Carla', ownerId: ids.carla });
}

/** Runs a bulk change, and changes settings so that jobs change records. */
async function runJobs({ host, organization, ids }: Filling): Promise<void> {
  const { path, owner } = organization;
  const { call } = owner;
  await host.settled();
  const change = { action: 'addTags', tagIds: [ids['tag green']] };
  const bulk = { recordType: 'customer', filters: { statusId: 'vip' }, change };
  await endedJob(call, organization, (await post(call, `${path}/jobs`, bulk)).id);
  await done(call, `${path}/tags/${ids['tag old']}/merge`, { intoId: ids['tag green'] }, 1);
  const version = async () => (await bodyOf(200, call('GET', path))).version as number;
  const statuses = [
    { id: 'customer', name: 'Buyer' },
    { id: 'prospect', color: 'amber', isDefault: true },
    { id: 'qualified' },
    { name: 'Partner', meaning: 'inactive' },
  ];
  const list = { items: statuses, successors: { inactive: 'prospect' } };
  await patch(call, `${path}/status-lists/contactStatuses`, await version(), list);
  const kinds = ['call', 'email', 'meeting', 'note', 'task'].map((id) => ({ id }));
  const types = { items: [...kinds, { name: 'Showing', meaning: 'meeting', color: 'amber' }] };
  const typed = await patch(call, `${path}/status-lists/activityKinds`, await version(), types);
  ids['kind showing'] = typed.items[5].id;
  await host.settled();
  const stages = [
    { id: ids['stage 2'], name: 'Offer', color: 'violet', probability: 50 },
    { id: ids['stage 3'], name: 'Wait', color: 'amber', probability: 80 },
  ];
  const moves = { [ids['stage 1']!]: ids['stage 2'] };
  const renewals = `${path}/pipelines/${ids['pipeline renewals']}`;
  await patch(call, renewals, await version(), { stages, moves });
  await host.settled();
  const { leadWeights } = await bodyOf(200, call('GET', path));
  await patch(call, path, await version(), { leadWeights: { ...leadWeights, phone: 30 } });
  const fields = `${path}/custom-fields/contact`;
  await patch(call, `${fields}/retired`, (await bodyOf(200, call('GET', fields))).version, { retired: true });
  await host.settled();
}
