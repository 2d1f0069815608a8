import { awaited } from './awaited.ts';
import { bodyOf, type Call } from './caller.ts';
import { sendBytes } from './files.ts';
import { endedJob } from './jobs.ts';
import type { TestOrganization } from './organization.ts';

/** Waits until an import is in one of these states, and returns it. */
export const importIn = (
  call: Call,
  { path }: TestOrganization,
  id: string,
  states: readonly string[],
  // Many rows take long to read and check beside other tests. The test's own limit comes first.
  patienceMs = 900_000,
): Promise<any> =>
  awaited(
    `an import that is ${states.join(' or ')}`,
    () => bodyOf(200, call('GET', `${path}/imports/${id}`)),
    ({ state }) => states.includes(state),
    { patienceMs },
  );

interface FileOptions {
  name?: string;
  recordType?: string;
  patienceMs?: number;
  after?: string;
}

/** Uploads a file that is not read yet. Returns the id of its import. */
export async function uploadedFile(
  call: Call,
  organization: TestOrganization,
  content: string | Buffer,
  { name = 'contacts.csv', recordType = 'contact', after }: FileOptions = {},
): Promise<string> {
  const bytes = Buffer.from(content as Buffer);
  const body = { file: { name, sizeBytes: bytes.length, recordType }, ...(after ? { after } : {}) };
  const { id, upload } = await bodyOf(201, call('POST', `${organization.path}/imports`, { body }));
  const sent = await sendBytes(upload, bytes);
  if (sent.status !== 200) throw new Error(`the bucket answered ${sent.status}: ${await sent.text()}`);
  return id as string;
}

/** Uploads a file and waits until it is read, or found unreadable. */
export async function readFile(
  call: Call,
  organization: TestOrganization,
  content: string | Buffer,
  options: FileOptions = {},
): Promise<any> {
  const id = await uploadedFile(call, organization, content, options);
  await bodyOf(200, call('POST', `${organization.path}/imports/${id}/read`));
  return importIn(call, organization, id, ['ready', 'unreadable'], options.patienceMs);
}

/** Uploads CSV files that are linked in this order, and returns their imports once all are read. */
export async function linkedImports(
  call: Call,
  organization: TestOrganization,
  ...files: [recordType: string, content: string][]
): Promise<any[]> {
  const all: any[] = [];
  for (const [recordType, content] of files) {
    const after = all.at(-1)?.id;
    all.push(await readFile(call, organization, content, { recordType, name: `${recordType}.csv`, after }));
  }
  return Promise.all(all.map(({ id }) => bodyOf(200, call('GET', `${organization.path}/imports/${id}`))));
}

/**
 * Imports objects as JSON lines with a request that starts by itself, whatever rows are refused, and returns the import
 * with its ended job if there was something to write.
 */
export async function importedLines(
  call: Call,
  organization: TestOrganization,
  recordType: string,
  lines: readonly object[],
  settings: object = {},
): Promise<any> {
  const bytes = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
  const file = { name: `${recordType}.jsonl`, sizeBytes: bytes.length, recordType, ...settings };
  const body = { file, start: true, refusalsMax: lines.length };
  const { id, upload } = await bodyOf(201, call('POST', `${organization.path}/imports`, { body }));
  const sent = await sendBytes(upload, bytes);
  if (sent.status !== 200) throw new Error(`the bucket answered ${sent.status}: ${await sent.text()}`);
  await bodyOf(200, call('POST', `${organization.path}/imports/${id}/read`));
  const found = await importIn(call, organization, id, ['started', 'checked']);
  const started = found.start ? await importIn(call, organization, id, ['started']) : found;
  return { ...started, job: started.jobId && (await endedJob(call, organization, started.jobId)) };
}

/** Changes the settings of an import. */
export const changedImport = (
  call: Call,
  { path }: TestOrganization,
  { id, version }: { id: string; version: number },
  file: object,
): Promise<any> => bodyOf(200, call('PATCH', `${path}/imports/${id}`, { body: { file }, ifMatch: version }));

/** Checks all rows of an import and waits for the result. */
export async function checkedImport(
  call: Call,
  organization: TestOrganization,
  { id, version }: { id: string; version: number },
  patienceMs?: number,
): Promise<any> {
  await bodyOf(200, call('POST', `${organization.path}/imports/${id}/check`, { ifMatch: version }));
  return importIn(call, organization, id, ['checked'], patienceMs);
}

/** Starts the job of a checked import. */
export const startedImport = (
  call: Call,
  { path }: TestOrganization,
  { id, version }: { id: string; version: number },
): Promise<any> => bodyOf(200, call('POST', `${path}/imports/${id}/start`, { ifMatch: version }));

/** A file with a row that every check refuses. */
const refusedText = 'First name,E-mail\nAna,no address';
const fileText = 'First name,Last name\nAna,Gómez';

const bodies: Record<string, { body: object }> = {
  update: { body: { file: { onMatch: 'create' } } },
  updateRows: { body: { rows: [{ row: 2, cells: [{ column: 1, text: 'Marín' }] }] } },
};

/** The subject of an operation on imports: a file with a contact, read or checked as the operation needs it. */
export async function importSubject(
  { organization, maker }: { organization: TestOrganization; maker: Call },
  verb: string,
) {
  const body = {
    file: { name: 'contacts.csv', sizeBytes: Buffer.byteLength(fileText), recordType: 'contact' },
  };
  if (verb === 'list' || verb === 'create') return { params: {}, body };
  if (verb === 'read') {
    const { id, upload } = await bodyOf(201, maker('POST', `${organization.path}/imports`, { body }));
    await sendBytes(upload, Buffer.from(fileText));
    return { params: { id } };
  }
  const isRefused = verb === 'refusedRows' || verb === 'problems';
  const ready = await readFile(maker, organization, isRefused ? refusedText : fileText);
  const { id, version } =
    verb === 'start' || verb === 'undo' || isRefused
      ? await checkedImport(maker, organization, ready)
      : ready;
  if (verb === 'undo') {
    const started = await startedImport(maker, organization, { id, version });
    await endedJob(maker, organization, started.jobId);
    return { params: { id }, version: started.version };
  }
  return { params: { id }, version, ...bodies[verb] };
}
