import { awaited } from './awaited.ts';
import { bodyOf, type Call } from './caller.ts';
import type { TestOrganization } from './organization.ts';

/** Waits until an export has ended, successfully or not, and returns it. */
export const endedExport = (
  call: Call,
  { path }: TestOrganization,
  id: string,
  patienceMs?: number,
): Promise<any> =>
  awaited(
    'the end of an export',
    () => bodyOf(200, call('GET', `${path}/exports/${id}`)),
    ({ state }) => state === 'ready' || state === 'failed',
    { patienceMs },
  );

/** The bytes of an export's file, as a browser downloads them, with the headers of the answer. */
export async function downloaded(
  call: Call,
  { path }: TestOrganization,
  id: string,
): Promise<{ bytes: Buffer; headers: Headers }> {
  const { url } = await bodyOf(200, call('GET', `${path}/exports/${id}/download`));
  const answer = await fetch(url);
  if (answer.status !== 200) throw new Error(`the bucket answered ${answer.status}: ${await answer.text()}`);
  return { bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
}

/** Waits until no archive of the organization is unfinished, because only then another one can begin. */
const endedArchives = (call: Call, { path }: TestOrganization): Promise<unknown> =>
  awaited(
    'the end of archives',
    async () => (await bodyOf(200, call('GET', `${path}/exports`))).items,
    (items: any[]) =>
      items.every(({ format, state }) => format !== 'zip' || state === 'ready' || state === 'failed'),
  );

/** The subject of an operation on exports: a file with all contacts, ready if the operation needs it. */
export async function exportSubject(
  { organization, maker }: { organization: TestOrganization; maker: Call },
  verb: string,
) {
  const body = { recordType: 'contact', format: 'csv', columns: [{ field: 'fullName' }] };
  if (verb === 'list' || verb === 'create') return { params: {}, body };
  if (verb === 'createArchive') {
    await endedArchives(maker, organization);
    return { params: {} };
  }
  const { id } = await bodyOf(201, maker('POST', `${organization.path}/exports`, { body }));
  const { version } = await endedExport(maker, organization, id);
  return { params: { id }, version };
}
