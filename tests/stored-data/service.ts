import { bodyOf, type Call } from '../caller.ts';
import { addFile, sendAnswerFile } from '../files.ts';
import { newForm, readToken } from '../forms.ts';
import { newAddress, visit } from '../visitor.ts';
import { done, patch, post, type Filling, type Values } from './filling.ts';

/** Fills an organization with issues: with answers of both sides, files, stopped clocks, ratings and a public form. */
export async function fillService(filling: Filling): Promise<void> {
  await setSupport(filling);
  await addIssues(filling);
  await addIssueForm(filling);
}

/** Issues are worked on at any time, and one priority is the organization's own. */
async function setSupport({ organization: { path, owner } }: Filling): Promise<void> {
  const { call } = owner;
  const version = async () => (await bodyOf(200, call('GET', path))).version as number;
  const { items } = await bodyOf(200, call('GET', `${path}/status-lists/issuePriorities`));
  const kept = items.map(({ id }: { id: string }) => ({ id }));
  const list = { items: [...kept, { name: 'Some day', color: 'gray' }] };
  await patch(call, `${path}/status-lists/issuePriorities`, await version(), list);
  const { support } = await bodyOf(200, call('GET', path));
  const targets = { ...support.targets, high: { firstAnswerMinutes: 30, resolutionMinutes: 600 } };
  await patch(call, path, await version(), { support: { ...support, targets } });
}

async function addIssues({ organization, calls, ids }: Filling): Promise<void> {
  const { path, owner } = organization;
  const [carla, pia] = [calls.carla!, calls.pia!];
  const make = async (name: string, more: Values = {}) => {
    const body = { subject: `An issue, ${name}`, customerId: ids.acme, ownerId: ids.carla, ...more };
    ids[`issue ${name}`] = (await post(owner.call, `${path}/issues`, body)).id;
    return `${path}/issues/${ids[`issue ${name}`]}`;
  };
  const answer = (call: Call, at: string, body: Values) => post(call, `${at}/answers`, body);
  await make('open', { priorityId: 'high', contactId: ids['client pia'] });
  const inProgress = await make('in progress', { statusId: 'inProgress', ownerId: null });
  const note = { body: 'For the team only' };
  await post(carla, `${path}/notes/issue/${ids['issue in progress']}`, note);
  await answer(carla, inProgress, { body: 'We are on it', statusId: 'inProgress' });
  const waiting = await make('waiting');
  ids['answer file'] = await sendAnswerFile(carla, waiting);
  await answer(carla, waiting, { body: 'Which one?', statusId: 'waiting' });

  const mine = `${path}/portal/issues`;
  const opened = await post(pia, mine, { subject: 'Opened by Pia', description: 'It is *broken*' });
  ids['issue of pia'] = opened.id;
  await answer(carla, `${path}/issues/${opened.id}`, { body: 'Please send a picture' });
  const { id, upload } = await post(pia, `${mine}/${opened.id}/files`, pictureOf(Buffer.from('A picture')));
  await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: 'A picture' });
  await done(pia, `${mine}/${opened.id}/files/${id}/finish`);
  ids['file of pia'] = id;
  await answer(pia, `${mine}/${opened.id}`, { body: 'Here it is', fileIds: [id] });
  const rated = await post(pia, mine, { subject: 'Resolved by Pia' });
  ids['issue rated'] = rated.id;
  await answer(carla, `${path}/issues/${rated.id}`, { body: 'Try again' });
  await done(pia, `${mine}/${rated.id}/resolve`);
  await done(pia, `${mine}/${rated.id}/rating`, { satisfied: true, comment: 'Quick' });
  await make('gone');
  const gone = `${path}/issues/${ids['issue gone']}`;
  await bodyOf(200, owner.call('DELETE', gone, { ifMatch: 1 }));
  await addFile(owner.call, `${path}/attachments/issue/${ids['issue open']}`);
}

const pictureOf = (bytes: Buffer) => ({ name: 'Words.txt', type: 'text/plain', sizeBytes: bytes.length });

async function addIssueForm({ host, organization, ids }: Filling): Promise<void> {
  const fields = [
    { field: 'subject', label: 'What is it about?', isRequired: true },
    { field: 'writerEmail', label: 'Your e-mail', isRequired: true },
  ];
  const form = await newForm(organization, { creates: 'issue', name: 'Help', fields });
  ids['form of issues'] = form.id;
  const token = await readToken(host.url, form.id);
  const json = { subject: 'Sent by a form', writerEmail: 'visitor@people.example', token };
  await bodyOf(200, visit(host.url, 'POST', `/v1/forms/${form.id}`, { json, from: newAddress() }));
}
