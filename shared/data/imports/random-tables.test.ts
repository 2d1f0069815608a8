import { beforeAll, describe, expect, test } from 'vitest';
import { contact } from '#contract/records/contact.ts';
import type { Field } from '#contract/field.ts';
import { count, seed } from '../../../tests/counts.ts';
import type { Cell } from './cell.ts';
import { evidenceCollector } from './column-evidence.ts';
import { columnReadings, undecidedColumns, type ReadImport } from './column-readings.ts';
import { readCell } from './cell-values.ts';
import { rowsIn } from './file-under-test.ts';
import { unguarded } from './read-row.ts';
import { custom, spain } from './readings-under-test.ts';
import { locales } from './locales-under-test.ts';
import type { Spelled } from './spellings-under-test.ts';
import { columnKinds, tableOf, type ColumnKind, type Table } from './tables-under-test.ts';
import type { Target } from './targets.ts';

const fields: Record<ColumnKind, Field> = {
  name: contact.fields.firstName,
  code: contact.fields.externalId,
  email: contact.fields.email,
  phone: custom('phone'),
  date: custom('date'),
  number: custom('number'),
  money: custom('money'),
  yesNo: custom('yesNo'),
};
const targets = new Map(columnKinds.map((kind) => [kind as string, { field: fields[kind] } as Target]));

/** What became of a cell. */
interface Outcome {
  table: number;
  column: ColumnKind;
  spelled: Spelled;
  result: unknown;
  isReported: boolean;
}

/** The columns about which something is asked, with the settings. */
const askedIn = (stored: ReadImport): string[] =>
  undecidedColumns(stored, targets, () => spain).map(
    ({ column, setting }) => `${columnKinds[column]} ${setting}`,
  );

const expectedIn = ({ dates, numbers, amounts }: Table): string[] => [
  ...(dates.isNeeded && !dates.isProven ? ['date dateOrder'] : []),
  ...(numbers.isNeeded && !numbers.isProven ? ['number decimalMark'] : []),
  ...(amounts.isNeeded && !amounts.isProven ? ['money decimalMark'] : []),
];

/** Reads a table as an import does, and answers what is asked as its author would. */
async function read(
  table: Table,
  at: number,
): Promise<{ asked: string[]; outcomes: Outcome[]; further: Cell[][] }> {
  const [, ...rows] = await rowsIn(table.bytes);
  const collector = evidenceCollector();
  for (const { cells } of rows) collector.add(cells);
  const { country, currency, order, mark } = table.locale;
  const reading = { country, currency, emptyTexts: [...spain.emptyTexts] };
  const columns = columnKinds.map((field) => ({ field }));
  const stored = {
    file: { reading, columns, format: table.format },
    evidence: collector.result(),
  } as ReadImport;
  const asked = askedIn(stored);
  const answered = asked.length > 0 ? { ...reading, dateOrder: order, decimalMark: mark } : reading;
  const readingOf = columnReadings({ ...stored, file: { ...stored.file, reading: answered } });
  const outcomes = table.rows.flatMap((spellings, row) =>
    spellings.map((spelled, column): Outcome => {
      const cell: Cell = unguarded(rows[row]?.cells[column] ?? '');
      const result = readCell(fields[columnKinds[column]!], cell, {
        ...spain,
        ...{ country, currency },
        ...readingOf(column),
      });
      const value = 'value' in result ? result.value : result;
      const isReported = 'problem' in result;
      return { table: at, column: columnKinds[column]!, spelled, result: value, isReported };
    }),
  );
  return { asked, outcomes, further: rows.map(({ cells }) => cells.slice(columnKinds.length)) };
}

const tables = count(48, 2_000);

describe('tables of six countries as CSV and XLSX', () => {
  const outcomes: Outcome[] = [];
  const questions: { table: number; asked: string[]; expected: string[] }[] = [];
  const made: Table[] = [];
  const further: Cell[][][] = [];

  beforeAll(async () => {
    for (let at = 0; at < tables; at += 1) {
      const table = tableOf(seed + at);
      const { asked, outcomes: some, further: beyond } = await read(table, at);
      further.push(beyond);
      outcomes.push(...some);
      questions.push({ table: at, asked, expected: expectedIn(table) });
      made.push(table);
    }
  }, 1_800_000);

  const shown = ({ table, column, spelled: { written, value }, result }: Outcome) =>
    JSON.stringify({ table, locale: made[table]?.locale.name, column, written, value, result });

  test('have no cell that is stored as something else than was meant', () => {
    const silent = outcomes.filter(
      ({ spelled, result, isReported }) =>
        !isReported && (spelled.isWrong === true || JSON.stringify(result) !== JSON.stringify(spelled.value)),
    );
    expect(silent.slice(0, 20).map(shown)).toEqual([]);
  });

  test('have no cell beyond the heading that is lost, wherever it is', () => {
    const withTexts = (rows: readonly (readonly Cell[])[]) =>
      rows.map((cells) => cells.filter((cell) => cell !== ''));
    for (const [table, { further: expected }] of made.entries())
      expect({ table, further: withTexts(further[table] ?? []) }).toEqual({ table, further: expected });
    const late = made.filter(({ further: rows }) => rows.findIndex(({ length }) => length > 0) >= 200);
    expect(new Set(late.map(({ format }) => format))).toEqual(new Set(['csv', 'xlsx']));
  });

  test('have at most one in a hundred well spelt cells that are reported', () => {
    const valid = outcomes.filter(({ spelled }) => !spelled.isWrong);
    const reported = valid.filter(({ isReported }) => isReported);
    const isTooMany = reported.length * 100 > valid.length;
    expect(isTooMany ? reported.slice(0, 20).map(shown) : []).toEqual([]);
  });

  test('are asked about exactly where a cell needs a reading that no cell proves', () => {
    expect(questions.filter(({ asked, expected }) => asked.join() !== expected.join()).slice(0, 10)).toEqual(
      [],
    );
  });

  test('have proofs after the rows of a preview in every country, and every kind of spelling', () => {
    const late = made.filter(({ dates, amounts }) =>
      [dates, amounts].every(({ isNeeded, provenAt = 0 }) => isNeeded && provenAt >= 200),
    );
    expect(new Set(late.map(({ locale }) => locale.name))).toEqual(new Set(locales.map(({ name }) => name)));
    const kinds = Map.groupBy(outcomes, ({ column, spelled }) => `${column}: ${spelled.kind}`);
    const distribution = [...kinds].map(([kind, { length }]) => `${String(length).padStart(7)} ${kind}`);
    console.log([`${made.length} tables, ${outcomes.length} cells`, ...distribution.toSorted()].join('\n'));
    expect(kinds.size).toBeGreaterThan(45);
    const isMerged = ({ column, spelled }: Outcome) =>
      spelled.kind === 'cell merged with the one above' ? [column] : [];
    expect(new Set(outcomes.flatMap(isMerged)).size).toBe(6);
  });
});
