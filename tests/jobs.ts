import { v7 as uuidv7 } from 'uuid';
import { awaited } from './awaited.ts';
import { bodyOf, type Call } from './caller.ts';
import type { TestOrganization } from './organization.ts';

/** Contacts per request, close to the maximum of 33. */
const rowsPerCreate = 30;

/** Creates contacts named `Row 0`, `Row 1` and so on. */
export async function newRows(call: Call, { path }: TestOrganization, records: number): Promise<void> {
  const names = Array.from({ length: records }, (_, index) => ({ firstName: `Row ${index}` }));
  for (let start = 0; start < records; start += rowsPerCreate) {
    const items = names.slice(start, start + rowsPerCreate);
    await bodyOf(201, call('POST', `${path}/contacts/bulk`, { body: { items } }));
  }
}

/** Waits until a job has ended, successfully or not, and returns it. */
export const endedJob = (
  call: Call,
  { path }: TestOrganization,
  id: string,
  patienceMs?: number,
): Promise<any> =>
  awaited(
    'the end of a job',
    () => bodyOf(200, call('GET', `${path}/jobs/${id}`)),
    ({ state }) => state !== 'freezing' && state !== 'running',
    { patienceMs },
  );

/** The subject of an operation on jobs: a job of the caller that deletes a contact. */
export async function jobSubject(
  { organization, maker }: { organization: TestOrganization; maker: Call },
  verb: string,
) {
  const body = { recordType: 'contact', ids: [uuidv7()], change: { action: 'delete' } };
  if (verb === 'list' || verb === 'create') return { params: {}, body };
  const { id } = await bodyOf(201, maker('POST', `${organization.path}/jobs`, { body }));
  if (verb === 'undo') await endedJob(maker, organization, id);
  return { params: { id } };
}
