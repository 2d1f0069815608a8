import type { FileProblem } from '#contract/file-problem.ts';
import { limits } from '#contract/limits.ts';
import type { ImportView } from './import-views.ts';

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

/** Words in names of files with entries, besides their own names. */
const otherWords: Partial<Record<ImportView['name'], readonly string[]>> = {
  note: ['notes', 'notas', 'note', 'nota'],
  activity: [
    ...['activities', 'actividades', 'calls', 'llamadas', 'meetings', 'reuniones', 'events', 'eventos'],
    ...['engagements', 'emails', 'correos', 'activity', 'event', 'call', 'meeting'],
  ],
  task: ['tasks', 'tareas', 'task', 'tarea', 'todos'],
};

/** What the name of a file says about its rows, such as "hubspot-notes.csv". The last word that says something counts. */
export function typeInName(
  name: string,
  views: readonly Pick<ImportView, 'name' | 'texts'>[],
): ImportView['name'] | undefined {
  const words = name
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  const found = words
    .toReversed()
    .flatMap((word) =>
      views.filter(
        (view) =>
          view.texts().many.toLowerCase() === word ||
          (otherWords[view.name] ?? [`${view.name}s`]).includes(word),
      ),
    );
  return found[0]?.name;
}
