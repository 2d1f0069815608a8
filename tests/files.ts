import { bodyOf, type Call } from './caller.ts';
import type { TestOrganization } from './organization.ts';

/** A PNG image of one pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Uploads bytes to the URL that the API returned when the upload was declared. */
export const sendBytes = (
  upload: { url: string; headers: Record<string, string> },
  bytes: Buffer,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(upload.url, {
    method: 'PUT',
    headers: { ...upload.headers, ...headers },
    body: new Uint8Array(bytes),
  });

/** Adds a file to a record: declares the upload, sends the bytes and finishes the upload. */
export async function addFile(
  call: Call,
  path: string,
  bytes: Buffer = png,
  name = 'Picture.png',
  type = 'image/png',
): Promise<{ id: string; version: number; previewUrl?: string }> {
  const body = { name, type, sizeBytes: bytes.length };
  const { attachment, upload } = await bodyOf(201, call('POST', path, { body }));
  const sent = await sendBytes(upload, bytes);
  if (sent.status !== 200) throw new Error(`the bucket answered ${sent.status}: ${await sent.text()}`);
  return bodyOf(200, call('POST', `${path}/${attachment.id}/finish`));
}

/** Sends an answer of the caller with a file, of which it returns the ID. */
export async function sendAnswerFile(call: Call, issuePath: string, bytes = png): Promise<string> {
  const { id } = await addFile(call, `${issuePath}/answer-files`, bytes);
  await bodyOf(201, call('POST', `${issuePath}/answers`, { body: { body: 'See the file', fileIds: [id] } }));
  return id;
}

type MakeSubject = (
  organization: TestOrganization,
  owned: object,
  maker: Call,
) => Promise<{ params: Record<string, string>; body?: object }>;

/** What is declared of an upload of `png`. */
export const picture = { name: 'Picture.png', type: 'image/png', sizeBytes: png.length };

async function newIssue({ owner: { call }, path }: TestOrganization, owned: object) {
  const create = (plural: string, body: object): Promise<any> =>
    bodyOf(201, call('POST', `${path}/${plural}`, { body }));
  const { id: customerId } = await create('customers', { name: 'Acme' });
  const { id } = await create('issues', { subject: 'Broken link', customerId, ...owned });
  return { id, path: `${path}/issues/${id}` };
}

/** How to create the subjects of answers, which need a customer, and of operations on their files. */
export const answerSubjects: Record<string, MakeSubject> = {
  'issues.answer': async (organization, owned) => {
    const { id } = await newIssue(organization, owned);
    return { params: { id } };
  },
  'issues.startFile': async (organization, owned) => {
    const { id } = await newIssue(organization, owned);
    return { params: { id }, body: picture };
  },
  'issues.finishFile': async (organization, owned, maker) => {
    const { id, path } = await newIssue(organization, owned);
    const { attachment, upload } = await bodyOf(
      201,
      maker('POST', `${path}/answer-files`, { body: picture }),
    );
    await sendBytes(upload, png);
    return { params: { id, fileId: attachment.id } };
  },
  'issues.downloadFile': async (organization, owned) => {
    const { id, path } = await newIssue(organization, owned);
    return { params: { id, fileId: await sendAnswerFile(organization.owner.call, path) } };
  },
};
