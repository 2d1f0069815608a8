import { SvelteMap } from 'svelte/reactivity';
import type { CustomField } from '#contract/custom-field.ts';
import type { Import } from '#contract/import.ts';
import type { ImportRow, RowCorrection } from '#contract/import-rows.ts';
import { limits } from '#contract/limits.ts';
import { client } from '#lib/api/client.ts';
import { inSequence } from '#lib/api/in-sequence.ts';
import { isStale } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { importQuery } from '../../queries.ts';
import { cellText, correctionOf, isCut, originalText } from './cell-text.ts';

/** Which rows are listed. */
interface RowsFilter {
  show: 'all' | 'problems';
  kind: { column?: number | undefined; code: string } | undefined;
}

/** A new text of a cell. Null gives back the text of the file. */
export interface CellEdit {
  row: number;
  column: number;
  text: string | null;
}

/** Rows that are loaded together. Rare problems are in many parts of a file, so a page is small. */
export const pageRows = 50;

const nameOf = (row: number, column: number): string => `${row} ${column}`;

export type GridRows = ReturnType<typeof gridRows>;

/**
 * The rows of an import as the grid shows them: loaded page by page, with edits that are shown at once and saved one after
 * the other. What can't be saved stays as it was typed until it is tried again.
 */
export function gridRows(orgId: string, id: string) {
  const { queryKey } = importQuery(orgId, id);
  const requests = inSequence();
  let filter: RowsFilter = { show: 'problems', kind: undefined };
  /** Answers of an earlier list are ignored. */
  let listing = 0;
  /** How often rows were saved. Pages that were requested before may have them as they were. */
  let saves = 0;
  const pages = new SvelteMap<number, readonly ImportRow[]>();
  // Not reactive, because the effect that loads pages would run again for each.
  let asked: readonly number[] = [];
  let failed: readonly number[] = [];
  /** Texts that aren't saved yet. */
  const typed = new SvelteMap<string, CellEdit>();
  const undoable: CellEdit[][] = [];
  let total = $state<number>();
  /** The custom fields in the values of rows that the start would create. */
  let newFields = $state.raw<readonly CustomField[]>([]);
  let failure = $state.raw<unknown>();
  let saving = $state(0);

  /** Lists other rows, or the same ones again. */
  function list(next: RowsFilter): void {
    filter = next;
    listing += 1;
    pages.clear();
    asked = [];
    failed = [];
    total = undefined;
    failure = undefined;
  }
  async function load(page: number): Promise<void> {
    if (asked.includes(page)) return;
    asked = [...asked, page];
    const own = listing;
    const before = saves;
    try {
      const { kind, show } = filter;
      const answer = await client.imports.rows({
        orgId,
        id,
        from: page * pageRows,
        limit: pageRows,
        show,
        ...(kind ?? {}),
      });
      if (own !== listing) return;
      if (before !== saves) {
        asked = asked.filter((one) => one !== page);
        await load(page);
        return;
      }
      ({ total, newFields } = answer);
      pages.set(page, answer.items);
      failed = failed.filter((one) => one !== page);
      if (failed.length === 0) failure = undefined;
    } catch (error) {
      if (own !== listing) return;
      asked = asked.filter((one) => one !== page);
      failed = [...failed, page];
      failure = error;
    }
  }
  /** Loads what couldn't be loaded. */
  const loadAgain = (): void => {
    for (const page of failed) void load(page);
  };
  const rowAt = (place: number): ImportRow | undefined =>
    pages.get(Math.floor(place / pageRows))?.[place % pageRows];
  function textOf(row: ImportRow, column: number): string {
    const edit = typed.get(nameOf(row.row, column));
    if (!edit) return cellText(row, column);
    return edit.text ?? originalText(row, column);
  }
  /** What undoing a change of a cell restores. */
  function beforeChange(row: ImportRow, column: number): CellEdit {
    const edit = typed.get(nameOf(row.row, column));
    return { row: row.row, column, text: edit ? edit.text : correctionOf(row, column) };
  }

  function put(rows: readonly ImportRow[]): void {
    saves += 1;
    const newest = (number: number) => rows.find(({ row }) => row === number);
    for (const [page, items] of pages)
      if (items.some(({ row }) => newest(row)))
        pages.set(
          page,
          items.map((row) => newest(row.row) ?? row),
        );
  }

  /** Saves corrections over the newest version: those of others to other cells stay. */
  async function send(rows: RowCorrection[]): Promise<void> {
    const save = async (version: number) => {
      const answer = await client.imports.updateRows({ orgId, id, body: { rows } }, { version });
      await queryClient.cancelQueries({ queryKey, exact: true });
      queryClient.setQueryData<Import>(
        queryKey,
        (one) =>
          one && {
            ...one,
            version: answer.version,
            state: 'ready',
            file: { ...one.file, correctedRows: answer.correctedRows },
          },
      );
      newFields = answer.newFields;
      put(answer.items);
    };
    const known = queryClient.getQueryData<Import>(queryKey) ?? (await client.imports.get({ orgId, id }));
    try {
      await save(known.version);
    } catch (error) {
      if (!isStale(error)) throw error;
      const newest = await client.imports.get({ orgId, id });
      await save(newest.version);
      toast({ text: t.imports.fixing.changed });
    }
  }
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      toast({ text: refusalText(error), tone: 'failed' });
    }
  }
  function request(work: () => Promise<void>): Promise<void> {
    saving += 1;
    return requests(() => attempt(work).finally(() => (saving -= 1)));
  }

  /** Saves edits in requests with as many rows as one can have. */
  function save(edits: readonly CellEdit[]): void {
    const byRow = [...Map.groupBy(edits, ({ row }) => row)];
    for (let first = 0; first < byRow.length; first += limits.importRowsCorrected) {
      const some = byRow.slice(first, first + limits.importRowsCorrected);
      void request(async () => {
        await send(
          some.map(([row, cells]) => ({ row, cells: cells.map(({ column, text }) => ({ column, text })) })),
        );
        for (const edit of some.flatMap(([, cells]) => cells))
          if (typed.get(nameOf(edit.row, edit.column)) === edit) typed.delete(nameOf(edit.row, edit.column));
      });
    }
  }
  function show(edits: readonly CellEdit[]): void {
    for (const edit of edits) typed.set(nameOf(edit.row, edit.column), edit);
    save(edits);
  }

  /** Changes cells. `before` is what they have now, for undoing. */
  function edit(edits: readonly CellEdit[], before: readonly CellEdit[]): void {
    if (edits.length === 0) return;
    undoable.push([...before]);
    show(edits);
  }
  /** Takes back the last change of cells. Returns whether there was one. */
  function undo(): boolean {
    const before = undoable.pop();
    if (before) show(before);
    return before !== undefined;
  }
  const leaveOut = (row: ImportRow): void =>
    void request(() => send([{ row: row.row, leftOut: row.leftOut !== true }]));
  const tryAgain = (): void => save([...typed.values()]);
  /** Resolves when the changes so far are saved, or have failed. */
  const settled = (): Promise<void> => requests(() => Promise.resolve());

  return {
    get total() {
      return total;
    },
    get newFields() {
      return newFields;
    },
    get failure() {
      return failure;
    },
    get isSaving() {
      return saving > 0;
    },
    /** Whether some edits couldn't be saved. */
    get hasUnsaved() {
      return typed.size > 0 && saving === 0;
    },
    list,
    isTyped: (row: number, column: number) => typed.has(nameOf(row, column)),
    load,
    loadAgain,
    rowAt,
    textOf,
    /** Whether only the beginning of a cell's text is known. */
    isCut: (row: ImportRow, column: number) => !typed.has(nameOf(row.row, column)) && isCut(row, column),
    beforeChange,
    edit,
    undo,
    leaveOut,
    tryAgain,
    settled,
    discard: (): void => typed.clear(),
  };
}
