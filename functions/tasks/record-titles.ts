import type { Task } from '#contract/task.ts';
import type { Context } from '#data/organization/context.ts';
import { readVisible, titleOf } from '#data/records/visible.ts';
import type { StoredTask } from '#data/entries/task.ts';

/**
 * Adds to each task the current title of its record, unless the record is in the trash or the caller can't access it.
 */
export async function withRecordTitles(context: Context, tasks: readonly StoredTask[]): Promise<Task[]> {
  const named = tasks.flatMap(({ recordType: type, recordId: id }) => (type && id ? [{ type, id }] : []));
  const records = await readVisible(context, named, { strong: false });
  return tasks.map((task) => {
    const record = records.get(task.recordId ?? '');
    return record && task.recordType ? { ...task, recordTitle: titleOf(task.recordType, record) } : task;
  });
}
