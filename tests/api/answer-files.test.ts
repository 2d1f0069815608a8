import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { answerFileKey, recordKey } from '#data/store/keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { addFile, png, sendAnswerFile, sendBytes } from '../files.ts';
import { connectHost } from '../host.ts';
import { mergePatienceMs, mergesIn } from '../merges.ts';
import { addMember, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let call: Call;
let customerId: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  const body = { name: 'Acme' };
  ({ id: customerId } = await bodyOf(201, call('POST', `${organization.path}/customers`, { body })));
});

async function newIssue(): Promise<any> {
  const body = { subject: 'Broken link', customerId };
  const issue = await bodyOf(201, call('POST', `${organization.path}/issues`, { body }));
  return { ...issue, path: `${organization.path}/issues/${issue.id}` };
}
const answered = (issue: any, fileIds: string[]) =>
  call('POST', `${issue.path}/answers`, { body: { body: 'See the file', fileIds } });
const download = (issue: any, id: string, by = call) =>
  by('GET', `${issue.path}/answer-files/${id}/download`);
const upload = (issue: any, by = call) => addFile(by, `${issue.path}/answer-files`);
const refusals = async (answer: ReturnType<Call>) =>
  (await bodyOf(422, answer)).errors.map(({ pointer, code }: any) => [pointer, code]);

test('a file that is sent with an answer is listed with it, and downloaded unchanged', async () => {
  const issue = await newIssue();
  const { id } = await upload(issue);
  const { answer } = await bodyOf(201, answered(issue, [id]));
  expect(answer.files).toEqual([{ id, name: 'Picture.png', type: 'image/png', sizeBytes: png.length }]);
  const { items } = await bodyOf(200, call('GET', `${issue.path}/answers`));
  expect(items).toEqual([answer]);
  const { url } = await bodyOf(200, download(issue, id));
  expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(png);
  await expect
    .poll(async () => {
      const path = `${organization.path}/timeline/issue/${issue.id}`;
      const timeline = await bodyOf(200, call('GET', path));
      return timeline.items.map(({ kind, data }: any) => [kind, data?.files]);
    })
    .toEqual([
      ['answer', answer.files],
      ['change', undefined],
    ]);
});

test('files of the team are never files of an answer, and the reverse', async () => {
  const issue = await newIssue();
  const own = `${organization.path}/attachments/issue/${issue.id}`;
  const file = await addFile(call, own);
  const sent = await sendAnswerFile(call, issue.path);
  expect((await download(issue, file.id)).status).toBe(404);
  expect(await refusals(answered(issue, [file.id]))).toEqual([['/fileIds/0', 'unknown_reference']]);
  expect((await call('GET', `${own}/${sent}/download`)).status).toBe(404);
  expect((await bodyOf(200, call('GET', own))).items.map(({ id }: any) => id)).toEqual([file.id]);
});

test('a file can’t be downloaded before its answer is sent, and is discarded if it isn’t sent in a day', async () => {
  const issue = await newIssue();
  const file = await upload(issue);
  expect((await download(issue, file.id)).status).toBe(404);
  const used = async () => (await bodyOf(200, call('GET', `${organization.path}/attachments`))).usedBytes;
  const before = await used();
  await table.letTrashTimePass(answerFileKey(recordKey(organization.id, 'issue', issue.id), file.id), 2);
  await host.expire();
  await host.settled(organization);
  expect(await used()).toBe(before - png.length);
  expect(await refusals(answered(issue, [file.id]))).toEqual([['/fileIds/0', 'unknown_reference']]);
});

test('an answer has files that its author uploaded for this issue, each once, and none that another answer has', async () => {
  const [issue, other] = [await newIssue(), await newIssue()];
  const { id } = await upload(issue);
  const colleague = await addMember(host, organization, 'admin');
  const theirs = await upload(issue, colleague.call);
  for (const wrong of [theirs.id, (await upload(other)).id, crypto.randomUUID()])
    expect(await refusals(answered(issue, [id, wrong]))).toEqual([['/fileIds/1', 'unknown_reference']]);
  expect(await refusals(answered(issue, [id, id]))).toMatchObject([['/fileIds', 'invalid_format']]);
  const many = Array.from({ length: limits.filesPerAnswer + 1 }, () => crypto.randomUUID());
  expect(await refusals(answered(issue, many))).toEqual([['/fileIds', 'too_many']]);
  const both = await Promise.all([answered(issue, [id]), answered(issue, [id])]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  expect((await bodyOf(200, call('GET', `${issue.path}/answers`))).items).toHaveLength(1);
});

test('an answer with as many files as it can have is sent, deleted and restored with all of them', async () => {
  const issue = await newIssue();
  const ids: string[] = [];
  for (let n = 0; n < limits.filesPerAnswer; n += 1) ids.push((await upload(issue)).id);
  const { answer } = await bodyOf(201, answered(issue, ids));
  const statuses = async () =>
    Promise.all(ids.map(async (id) => (await download(issue, id)).status)).then((all) => [...new Set(all)]);
  expect(await statuses()).toEqual([200]);
  const note = `${organization.path}/notes/issue/${issue.id}/${answer.id}`;
  await bodyOf(200, call('DELETE', note, { ifMatch: answer.version }));
  expect(await statuses()).toEqual([404]);
  await bodyOf(200, call('POST', `${note}/restore`));
  expect(await statuses()).toEqual([200]);
});

test('types with scripts, files that are too large and contents of another type are refused like those of attachments', async () => {
  const issue = await newIssue();
  const start = (more: object) =>
    call('POST', `${issue.path}/answer-files`, {
      body: { name: 'a.png', type: 'image/png', sizeBytes: 10, ...more },
    });
  expect(await refusals(start({ name: 'a.svg', type: 'image/svg+xml' }))).toEqual([
    ['/type', 'not_a_choice'],
  ]);
  expect(await refusals(start({ sizeBytes: limits.attachmentBytes + 1 }))).toEqual([
    ['/sizeBytes', 'too_big'],
  ]);
  expect(await refusals(start({ name: 'a.png.exe' }))).toEqual([['/name', 'other_ending']]);
  const bytes = Buffer.from('<html></html>');
  const { attachment, upload: to } = await bodyOf(201, start({ sizeBytes: bytes.length }));
  await sendBytes(to, bytes);
  const finish = call('POST', `${issue.path}/answer-files/${attachment.id}/finish`);
  expect(await refusals(finish)).toEqual([['', 'other_content']]);
});

test(
  'files of answers move with a merge, and back if that is undone',
  async () => {
    const [winner, loser] = [await newIssue(), await newIssue()];
    const id = await sendAnswerFile(call, loser.path);
    const unsent = await upload(loser);
    const current = await bodyOf(200, call('GET', loser.path));
    const merges = mergesIn(host, organization);
    const { jobId } = await merges.merged(winner, [current], { plural: 'issues' });
    expect((await download(winner, id)).status).toBe(200);
    expect((await answered(winner, [unsent.id])).status).toBe(201);
    await merges.undone(jobId);
    expect((await download(winner, id)).status).toBe(404);
    expect((await download(loser, id)).status).toBe(200);
  },
  mergePatienceMs,
);
