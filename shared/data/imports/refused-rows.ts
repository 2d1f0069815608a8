import type { ImportFile } from '#contract/import.ts';
import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { refusedRowsTexts } from '#contract/refused-rows-texts.ts';
import type { ExportColumn, ExportRow } from '../table-files/column.ts';
import type { Session } from '../store/units.ts';
import { csvFile } from '../table-files/csv-file.ts';
import { readCorrectedRows } from './corrected-rows.ts';
import type { FileRow } from './file-shape.ts';
import { columnReadings } from './column-readings.ts';
import { headerKey } from './header-matches.ts';
import { partName, partsOf, readHeader, readPlan, rowsPlan } from './import-objects.ts';
import type { PlannedRow, RowProblem } from './planned-row.ts';
import type { StoredImport } from './import-runs.ts';
import { reasonHeaders } from './reason-headers.ts';
import { typedText } from './typed-text.ts';

interface RefusedRow extends FileRow {
  problems: readonly RowProblem[];
}

/** Parts that are read at the same time. Their rows are in memory together. */
const partsTogether = 8;

/** Why the job hasn't written a planned row, if it hasn't. */
export type WhyNot = (row: PlannedRow) => string | undefined;

/** The rows that the check refused, and those that the job hasn't written. */
async function* refusedIn(
  session: Session,
  orgId: string,
  stored: StoredImport,
  whyNot: WhyNot,
): AsyncGenerator<RefusedRow> {
  const parts = partsOf(stored.file.rows ?? 0);
  for (let first = 0; first < parts; first += partsTogether) {
    const together = Array.from(
      { length: Math.min(partsTogether, parts - first) },
      (_, index) => first + index,
    );
    const found = await Promise.all(
      together.map((part) => refusedInPart(session, orgId, { stored, part }, whyNot)),
    );
    yield* found.flat();
  }
}

async function refusedInPart(
  session: Session,
  orgId: string,
  { stored, part }: { stored: StoredImport; part: number },
  whyNot: WhyNot,
): Promise<RefusedRow[]> {
  const plan = await readPlan([orgId, stored.id], partName(rowsPlan, part));
  const refused = new Map<number, Pick<PlannedRow, 'problems' | 'emptied'>>();
  for (const row of plan) {
    const code = whyNot(row);
    if (row.action === 'refuse') refused.set(row.number, row);
    else if (code !== undefined) refused.set(row.number, { ...row, problems: [{ code }] });
  }
  if (refused.size === 0) return [];
  return (await readCorrectedRows(session, orgId, stored, part)).flatMap(({ number, cells }) => {
    const row = refused.get(number);
    if (!row) return [];
    const kept = cells.map((cell, column) => (row.emptied?.includes(column) ? '' : cell));
    return [{ number, cells: kept, problems: row.problems }];
  });
}

export interface RefusedFile {
  bytes: Buffer;
  rows: number;
  isComplete: boolean;
}

/**
 * A CSV file of the refused rows, which can be imported again as it is: values are written as the import has read them,
 * and the last column has the reasons. It ends with the row that reaches `importRefusedBytes`, so that it fits in memory.
 */
export async function refusedRowsFile(
  context: Session & { orgId: string },
  stored: StoredImport,
  whyNot: WhyNot,
  language: Language,
): Promise<RefusedFile> {
  const { file } = stored;
  const place = [context.orgId, stored.id] as const;
  const names = await namesOf(place, file);
  const readingOf = columnReadings(stored);
  const reason = String(names.length);
  const kept = names.flatMap((name, index) => (reasonHeaders.has(headerKey(name)) ? [] : index));
  const columns: ExportColumn[] = [
    ...kept.map((index) => ({ key: String(index), header: names[index] ?? '', kind: 'text' as const })),
    { key: reason, header: refusedRowsTexts[language].reason, kind: 'text' },
  ];
  const result = { rows: 0, isComplete: true };
  let size = 0;
  async function* rows(): AsyncGenerator<ExportRow> {
    for await (const row of refusedIn(context, context.orgId, stored, whyNot)) {
      if (size > limits.importRefusedBytes) {
        result.isComplete = false;
        return;
      }
      const texts = names.map((_, index) => typedText(row.cells[index] ?? '', readingOf(index)));
      const reasons = reasonsOf(row.problems, names, language);
      size += [...texts, reasons].reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
      result.rows += 1;
      yield { ...Object.fromEntries(texts.entries()), [reason]: reasons };
    }
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of csvFile(columns, rows(), { separator: file.separator === ';' ? ';' : ',' }))
    chunks.push(chunk);
  return { ...result, bytes: Buffer.concat(chunks) };
}

/** The names of all columns that the import shows. Those beyond the first row of the file have none. */
async function namesOf(
  place: readonly [orgId: string, id: string],
  { header = [] }: ImportFile,
): Promise<string[]> {
  const names = await readHeader(place);
  return header.map((column, index) => names[index] ?? column.header);
}

function reasonsOf(problems: readonly RowProblem[], names: readonly string[], language: Language): string {
  const texts = refusedRowsTexts[language].problems;
  return problems
    .map(({ column, code }) => {
      if (column !== undefined) return [names[column], textFor(texts, code)].filter(Boolean).join(': ');
      // A value that a row lacks without a column for it isn't in any cell.
      return textFor(texts, code === 'required' ? 'missing_field' : code);
    })
    .join('; ');
}

const textFor = (texts: Readonly<Record<string, string>>, code: string): string =>
  (Object.hasOwn(texts, code) ? texts[code] : texts.other) ?? '';
