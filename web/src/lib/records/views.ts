import { recordTypes } from 'virtual:contract';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { RecordView } from './view.ts';

/** The view files: one for each record type, named after the type. */
const files = import.meta.glob<RecordView>('./views/*.ts', { eager: true, import: 'default' });

/** The views of all record types by name, in the order of the sidebar. */
export const recordViews = Object.fromEntries(
  Object.keys(recordTypes).map((name) => [name, files[`./views/${name}.ts`]]),
) as Record<RecordTypeName, RecordView>;

/** The view of the record type with a path segment, such as `contacts`. Throws if there is none. */
export function viewOf(plural: string): RecordView {
  const view = Object.values(recordViews).find((candidate) => candidate.plural === plural);
  if (!view) throw new Error(`no record type has the address ${plural}`);
  return view;
}
