import { imports } from '#contract/import.ts';
import { harmless, repeatable, repeatableInSteps } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { create } from './create.ts';
import { check, get, list, read, remove, start } from './imports.ts';
import { refusedRows } from './refused-rows.ts';
import { problems, rows } from './rows.ts';
import { updateRows } from './update-rows.ts';
import { undo } from './undo.ts';
import { update } from './update.ts';
import { values } from './values.ts';

export const handler = serve(imports, {
  list,
  create,
  get,
  read: harmless(read),
  update,
  rows,
  updateRows,
  problems,
  values,
  refusedRows,
  check: repeatable(check, get),
  start: repeatableInSteps(start, get),
  undo,
  delete: remove,
});
