import type { imports } from '#contract/import.ts';
import type { ImportRow } from '#contract/import-rows.ts';
import { noteField } from '#contract/import-columns.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { recordTypes } from '#contract/record-types.ts';
import type { Cell } from '#data/imports/cell.ts';
import { planningOf } from '#data/imports/check.ts';
import { readCorrectedRows, type CorrectedRow } from '#data/imports/corrected-rows.ts';
import { loadWithRows, type StoredImport } from '#data/imports/import-runs.ts';
import { partName, readPlan, readProblems, rowsPlan } from '#data/imports/import-objects.ts';
import type { PlannedRow } from '#data/imports/planned-row.ts';
import { planRows } from '#data/imports/plan.ts';
import { hasProblem, kindKey, partsOfPage, sumOf, type ProblemFilter } from '#data/imports/problem-index.ts';
import type { Planning } from '#data/imports/read-row.ts';
import { typedText } from '#data/imports/typed-text.ts';
import type { Context } from '#data/organization/context.ts';

type Operations = (typeof imports)['operations'];

/** A page of rows of a file, or of those with problems. */
interface Page {
  from: number;
  limit: number;
}

/** Rows with the values that their cells mean by the present settings. */
export async function rows(
  context: Context,
  { id, from = 0, limit = limits.importRowsShown, show, code, column }: InputOf<Operations['rows']>,
): Promise<OutputOf<Operations['rows']>> {
  const stored = await loadWithRows(context, id);
  if (!stored.file.reading) throw new ProblemError('conflict', 'import_other_state');
  const { total, found } =
    show === 'problems'
      ? await rowsWithProblems(
          context,
          stored,
          { kind: code === undefined ? undefined : { column, code } },
          { from, limit },
        )
      : await allRows(context, stored, { from, limit });
  return { ...(await shownRows(context, stored, found)), total };
}

/** The kinds of problems that the last check found. */
export async function problems(
  context: Context,
  { id }: InputOf<Operations['problems']>,
): Promise<OutputOf<Operations['problems']>> {
  const stored = await loadWithRows(context, id);
  if (!stored.file.check) throw new ProblemError('conflict', 'import_other_state');
  const { parts, kinds } = await readProblems([context.orgId, id]);
  return {
    rows: sumOf(parts),
    items: kinds.map(({ parts: ofKind, ...kind }) => ({ ...kind, rows: sumOf(ofKind) })),
  };
}

/** A row, with what the last check planned for it if nothing has changed since. */
interface FoundRow {
  row: CorrectedRow;
  planned?: PlannedRow;
}

interface Found {
  total: number;
  found: FoundRow[];
}

async function allRows(context: Context, stored: StoredImport, { from, limit }: Page): Promise<Found> {
  const { rows: total = 0 } = stored.file;
  const end = Math.min(from + limit, total);
  const found: FoundRow[] = [];
  for (let at = from; at < end;) {
    const part = Math.floor(at / limits.importPartRows);
    const start = part * limits.importPartRows;
    const read = (await readCorrectedRows(context, context.orgId, stored, part)).slice(
      at - start,
      end - start,
    );
    if (read.length === 0) break;
    found.push(...read.map((row) => ({ row })));
    at += read.length;
  }
  return { total, found };
}

/** Parts that are read at the same time. Rows with a rare problem can be in as many parts as a page has rows. */
const partsTogether = 8;

async function rowsWithProblems(
  context: Context,
  stored: StoredImport,
  filter: ProblemFilter,
  page: Page,
): Promise<Found> {
  if (!stored.file.check) throw new ProblemError('conflict', 'import_other_state');
  const place = [context.orgId, stored.id] as const;
  const index = await readProblems(place);
  const { kind } = filter;
  const counts = kind ? index.kinds.find((one) => kindKey(one) === kindKey(kind))?.parts : index.parts;
  const ranges = partsOfPage(counts ?? [], page);
  const isPresent = stored.state === 'checked' || stored.state === 'started';
  const rowsIn = async ({ part, skip, take }: (typeof ranges)[number]): Promise<FoundRow[]> => {
    const plan = await readPlan(place, partName(rowsPlan, part));
    const listed = plan.filter((row) => hasProblem(row, filter)).slice(skip, skip + take);
    const byNumber = new Map(listed.map((planned) => [planned.number, planned]));
    const read = await readCorrectedRows(context, context.orgId, stored, part);
    return read.flatMap((row): FoundRow[] => {
      const planned = byNumber.get(row.number);
      return planned ? [{ row, ...(isPresent ? { planned } : {}) }] : [];
    });
  };
  const found: FoundRow[] = [];
  for (let first = 0; first < ranges.length; first += partsTogether)
    found.push(
      ...(await Promise.all(ranges.slice(first, first + partsTogether).map(rowsIn))).flatMap((some) => some),
    );
  return { total: sumOf(counts ?? []), found };
}

/** Longer texts of cells are shortened in answers. */
const cellCharacters = 300;

/** Rows as clients see them, read by the present settings. */
export async function shownRows(
  context: Context,
  stored: StoredImport,
  found: readonly FoundRow[],
): Promise<Pick<OutputOf<Operations['updateRows']>, 'items' | 'newNames' | 'newFields'>> {
  const proposed: NonNullable<Planning['proposed']> = { related: [], newTags: [] };
  const planning = { ...(await planningOf(context, stored)), proposed };
  const plan = await planRows(
    planning,
    found.map(({ row }) => row),
  );
  return {
    items: found.flatMap(({ row, planned }, index): ImportRow[] => {
      const alone = plan[index];
      return alone ? [shownRow(planning.readingOf, row, alone, planned ?? alone)] : [];
    }),
    newNames: namesOf(planning, proposed, stored.file.check),
    newFields: [...planning.newFields.values()],
  };
}

function shownRow(
  readingOf: Planning['readingOf'],
  { number, cells, originals = {}, corrections = {}, isLeftOut }: CorrectedRow,
  { body, note, emptied = [] }: PlannedRow,
  { action, problems: ofRow }: PlannedRow,
): ImportRow {
  const texts = cells.map((cell, column) =>
    emptied.includes(column) ? '' : typedText(cell, readingOf(column)),
  );
  const shortened = texts.flatMap((text, column) => (text.length > cellCharacters ? [column] : []));
  const before = new Map<number, Cell>(emptied.map((column) => [column, cells[column] ?? '']));
  for (const [column, cell] of Object.entries(originals)) before.set(Number(column), cell);
  const changes = [...before].map(([column, cell]) => ({
    column,
    original: typedText(cell, readingOf(column)).slice(0, cellCharacters),
    ...(corrections[column] === undefined ? {} : { correction: corrections[column] }),
  }));
  return {
    row: number,
    cells: texts.map((text) => text.slice(0, cellCharacters)),
    ...(shortened.length > 0 ? { shortened } : {}),
    ...(changes.length > 0 ? { changes } : {}),
    ...(isLeftOut ? { leftOut: true } : {}),
    values: note === undefined ? body : { ...body, [noteField]: note },
    action,
    problems: ofRow,
  };
}

/**
 * The names of what the rows would create besides their own records if none of them were refused, and of what the files
 * before them create. Of several spellings, the first in the file counts, which the last check knows.
 */
function namesOf(
  { planned }: Planning,
  { related, newTags }: NonNullable<Planning['proposed']>,
  check: StoredImport['file']['check'],
): Record<string, string> {
  const records = related.map(({ id, type, body }) => {
    const { title } = recordTypes[type];
    return [id, String(body[title])] as const;
  });
  const tags = [...newTags.toReversed(), ...(check?.newTags ?? [])].map(
    ({ id, name }) => [id, name] as const,
  );
  return Object.fromEntries([...planned.names, ...records.toReversed(), ...tags]);
}
