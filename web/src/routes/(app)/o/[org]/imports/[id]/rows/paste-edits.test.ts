import { expect, test } from 'vitest';
import { gridRows } from './grid-rows.svelte.ts';
import { pastedEdits } from './paste-edits.ts';

test('empty cells of a pasted block don’t count as lost', async () => {
  const rows = gridRows('organization', 'import');
  const place = { row: 0, column: 0 };
  const pasted = await pastedEdits(
    rows,
    place,
    [
      ['a', ''],
      ['', 'b'],
    ],
    { total: 0, fileColumn: () => -1 },
  );
  expect(pasted).toEqual({ edits: [], beyond: 2 });
});
