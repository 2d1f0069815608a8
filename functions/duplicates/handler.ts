import { duplicates } from '#contract/duplicate-scan.ts';
import { serve } from '#http/serve.ts';
import { groups } from './groups.ts';
import * as notDuplicates from './not-duplicates.ts';
import { list, remove, start } from './scans.ts';

export const handler = serve(duplicates, {
  list,
  start,
  delete: remove,
  groups,
  addNotDuplicates: notDuplicates.add,
  listNotDuplicates: notDuplicates.list,
  removeNotDuplicates: notDuplicates.remove,
});
