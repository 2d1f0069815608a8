import { recordTypes } from 'virtual:record-types';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { RecordView } from './view.ts';

/** The view files: one for each record type, named after the type. */
const files = import.meta.glob<RecordView>('./views/*.ts', { eager: true, import: 'default' });

/** The views of all record types by name, in the order of the sidebar. First pages load single views instead. */
export const recordViews = Object.fromEntries(
  Object.keys(recordTypes).map((name) => [name, files[`./views/${name}.ts`]]),
) as Record<RecordTypeName, RecordView>;
