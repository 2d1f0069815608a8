import type { FileProblem } from '#contract/file-problem.ts';
import { limits } from '#contract/limits.ts';

/** Endings of the files that can be imported, and of the earlier Excel format, whose refusal says what to do instead. */
export const fileEndings = ['.csv', '.tsv', '.txt', '.xlsx', '.xls', '.jsonl', '.ndjson'] as const;

/** Why a file can't be imported; undefined if the checks that need no request find no reason. */
export function refusalOf({
  name,
  size,
}: Pick<File, 'name' | 'size'>): FileProblem | 'too_large' | undefined {
  if (/\.xls$/i.test(name)) return 'old_excel';
  if (size === 0) return 'empty';
  return size > limits.importBytes ? 'too_large' : undefined;
}
