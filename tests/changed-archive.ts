import { createHash } from 'node:crypto';
import { zipFile } from '#data/table-files/zip-file.ts';
import { unzipped } from './archive-reader/read-archive.ts';

/** An archive with some files replaced, left out, or added. */
export async function changedArchive(
  bytes: Buffer,
  changes: Record<string, Buffer | undefined>,
  added: Record<string, Buffer> = {},
): Promise<Buffer> {
  const entries = [...unzipped(bytes)].flatMap(([path, content]) => {
    const changed = path in changes ? changes[path] : content;
    return changed ? [{ path, chunks: [changed] }] : [];
  });
  const further = Object.entries(added).map(([path, content]) => ({ path, chunks: [content] }));
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipFile([...entries, ...further], { isLarge: true })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The manifest with some values replaced. */
export const manifestWith = (bytes: Buffer, changes: object): Buffer =>
  Buffer.from(
    JSON.stringify({
      ...JSON.parse(String(unzipped(bytes).get('manifest.json'))),
      ...changes,
    }),
  );

/** An archive with other lines in some files, and a manifest that fits them. */
export async function withLines(
  bytes: Buffer,
  changes: Record<string, (lines: any[]) => any[]>,
  filesOf: (files: any[]) => any[] = (files) => files,
): Promise<Buffer> {
  const contents: Record<string, Buffer> = {};
  const manifest = JSON.parse(String(unzipped(bytes).get('manifest.json')));
  for (const [path, change] of Object.entries(changes)) {
    const before = String(unzipped(bytes).get(path)).split('\n').slice(0, -1);
    const lines = change(before.map((line) => JSON.parse(line)));
    const content = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    contents[path] = content;
    const sha256 = createHash('sha256').update(content).digest('hex');
    const entry = manifest.files.find((file: any) => file.path === path);
    Object.assign(entry, {
      records: lines.length,
      sizeBytes: content.length,
      sha256,
    });
  }
  const files = filesOf(manifest.files);
  return changedArchive(bytes, {
    ...contents,
    'manifest.json': manifestWith(bytes, { files }),
  });
}

/** Lines of which the first one has other values. */
export const first =
  (changes: object) =>
  ([line, ...others]: any[]): any[] => [{ ...line, ...changes }, ...others];

/** An archive as releases up to 0.12 wrote it: what is an activity now was a task, which was no record. */
export async function withFormerTasks(bytes: Buffer): Promise<Buffer> {
  const path = 'entries/tasks.jsonl';
  const before = String(unzipped(bytes).get('records/activities.jsonl')).split('\n').slice(0, -1);
  const tasks = before.map((line) => formerTask(JSON.parse(line)));
  const content = Buffer.from(tasks.map((task) => `${JSON.stringify(task)}\n`).join(''));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const file = { path, kind: 'tasks', records: tasks.length, sizeBytes: content.length, sha256, schema: 1 };
  const without = await withLines(bytes, {}, (files) => [
    ...files.filter((one) => one.recordType !== 'activity'),
    file,
  ]);
  return changedArchive(without, { 'records/activities.jsonl': undefined }, { [path]: content });
}

function formerTask({ about, ownerId, priorityId, ...activity }: any): object {
  const { kindId: _kind, done: _done, updatedAt: _at, updatedBy: _by, ...same } = activity;
  const [record] = about ?? [];
  return {
    ...same,
    assigneeId: ownerId,
    priority: priorityId,
    ...(record ? { recordType: record.type, recordId: record.id } : {}),
  };
}
