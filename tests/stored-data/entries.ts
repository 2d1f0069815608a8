import { bodyOf } from '../caller.ts';
import { addFile, png, sendBytes } from '../files.ts';
import { formBody, readToken } from '../forms.ts';
import { newAddress, visit } from '../visitor.ts';
import { done, patch, post, type Filling } from './filling.ts';

export async function addEntries(filling: Filling): Promise<void> {
  const { organization, calls, ids } = filling;
  const { path, owner } = organization;
  const { call } = owner;
  for (const name of ['contact 1', 'customer 1', 'deal 2', 'lead 2', 'vendor 1', 'employee 1']) {
    const notes = `${path}/notes/${name.replace(/ .*/, '')}/${ids[name]}`;
    await post(call, notes, { body: `**Pinned** on ${name}`, pinned: true });
    const note = await post(call, notes, { body: 'To be edited' });
    await patch(call, `${notes}/${note.id}`, note.version, { body: 'Edited' });
    const gone = await post(call, notes, { body: 'To be deleted' });
    await bodyOf(200, call('DELETE', `${notes}/${gone.id}`, { ifMatch: gone.version }));
  }
  for (const [index, name] of ['contact 1', 'customer 1', 'deal 2', 'lead 2', 'lead 5'].entries()) {
    const activities = `${path}/activities/${name.replace(/ .*/, '')}/${ids[name]}`;
    const items = ['call', 'email', 'meeting', 'note', 'task'].map((kind, month) => ({
      kind,
      title: `A ${kind} with ${name}`,
      durationMinutes: 10 + index,
      date: `2026-0${1 + month}-1${index}T15:00:00Z`,
    }));
    await post(call, `${activities}/bulk`, { items });
    if (index === 0)
      await post(call, activities, { kind: 'meeting', kindId: ids['kind showing'], title: 'Of an own type' });
    const planned = { kind: 'meeting', title: 'Planned', date: '2090-05-01T15:00:00Z' };
    const by = index % 2 ? calls.bruno! : call;
    const { id, version } = await post(by, activities, planned);
    if (index > 2) await bodyOf(200, call('DELETE', `${activities}/${id}`, { ifMatch: version }));
  }
  const files = `${path}/attachments/contact/${ids['contact 1']}`;
  ids['file kept'] = (await addFile(call, files)).id;
  const text = await addFile(call, files, Buffer.from('A few words'), 'Words.txt', 'text/plain');
  await bodyOf(200, call('DELETE', `${files}/${text.id}`, { ifMatch: text.version }));
  const picture = { type: 'image/png', sizeBytes: png.length };
  const avatar = await done(call, '/v1/me/avatar', picture);
  await sendBytes(avatar.upload, png);
  await done(call, '/v1/me/avatar/finish', { pictureId: avatar.pictureId });
  const logo = await done(call, `${path}/logo`, picture);
  await sendBytes(logo.upload, png);
  await done(call, `${path}/logo/${logo.pictureId}`);
}

export async function addTasks({ organization, ids, calls }: Filling): Promise<void> {
  const { path } = organization;
  const due = ['2026-01-10', '2026-03-10', '2090-01-10', '2090-02-10'];
  for (const [index, day] of due.entries()) {
    for (const assignee of ['ada', 'bruno', 'carla']) {
      const on = index % 2 ? { recordType: 'contact', recordId: ids['contact 1'] } : {};
      const times = { dueAt: `${day}T14:00:00Z`, remindAt: `${day}T13:00:00Z` };
      const body = { title: `Task ${index} of ${assignee}`, priority: 'high', assigneeId: ids[assignee] };
      const task = await post(calls.ada!, `${path}/tasks`, { ...body, ...times, ...on });
      ids[`task ${index} of ${assignee}`] = task.id;
    }
  }
  await patch(calls.ada!, `${path}/tasks/${ids['task 0 of ada']}`, 1, { done: true, outcomeId: 'reached' });
  await bodyOf(200, calls.ada!('DELETE', `${path}/tasks/${ids['task 3 of ada']}`, { ifMatch: 1 }));
  const all = [
    { type: 'deal', id: ids['deal 2'] },
    { type: 'contact', id: ids['contact 2'] },
    { type: 'customer', id: ids['customer 2'] },
  ];
  for (const [index, kindId] of ['call', 'meeting', ids['kind showing']].entries()) {
    const times = { dueAt: `2090-03-0${index + 1}T14:00:00Z`, durationMinutes: 15 * (index + 1) };
    const about = all.slice(0, index + 1);
    const body = { title: `Planned ${index}`, kindId, ownerId: ids.bruno, about, externalId: `P-${index}` };
    ids[`activity ${index}`] = (await post(calls.ada!, `${path}/activities`, { ...body, ...times })).id;
  }
}

export async function addForm({ host, organization, ids }: Filling): Promise<void> {
  const { path, owner } = organization;
  const values = { name: 'Website', consentText: 'I agree.', sourceId: 'website', tagIds: [ids['tag red']] };
  const form = await post(owner.call, `${path}/forms`, { ...formBody(), ...values, ownerId: ids.carla });
  ids.form = form.id;
  const token = await readToken(host.url, form.id);
  const json = {
    firstName: 'Visitor',
    email: 'visitor@people.example',
    message: 'Hello',
    consent: 'yes',
    token,
  };
  await bodyOf(200, visit(host.url, 'POST', `/v1/forms/${form.id}`, { json, from: newAddress() }));
}
