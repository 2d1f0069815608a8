import { partsOf, zipOf } from './file-under-test.ts';
import { locales, randomOf, type Locale, type Random } from './locales-under-test.ts';
import {
  codeIn,
  dateIn,
  emailIn,
  failed,
  moneyIn,
  nameIn,
  numberIn,
  phoneIn,
  yesNoIn,
  type Making,
  type Numeric,
  type Spelled,
} from './spellings-under-test.ts';

export const columnKinds = ['name', 'code', 'email', 'phone', 'date', 'number', 'money', 'yesNo'] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** A table with what its cells mean. */
export interface Table {
  locale: Locale;
  format: 'csv' | 'xlsx';
  /** The spellings of each row, by the columns of `columnKinds`. */
  rows: Spelled[][];
  /** The texts of cells beyond the heading, by row from 0. */
  further: readonly string[][];
  /** For each setting, whether a cell proves it, and whether any cell needs it. */
  dates: Needs;
  numbers: Needs;
  amounts: Needs;
  bytes: Buffer;
}

export interface Needs {
  isProven: boolean;
  isNeeded: boolean;
  /** The row with the first proof, from 0. */
  provenAt?: number;
}

/** Whether a column may have cells that prove how it is read: never, from the start, or after many rows. */
type Proof = 'none' | 'anywhere' | 'late';

/** How many rows come before a late proof, which is more than a preview looks at. */
const lateRows = 205;

class Column {
  readonly needs: Needs = { isProven: false, isNeeded: false };
  readonly #proof: Proof;

  constructor(proof: Proof) {
    this.#proof = proof;
  }

  /** Adds a spelling, made with or without a proof. */
  add(row: number, make: (mayProve: boolean) => Numeric): Spelled {
    const {
      spelled,
      isProof = false,
      isNeeded = false,
    } = make(this.#proof === 'anywhere' || (this.#proof === 'late' && row >= lateRows));
    if (isNeeded) this.needs.isNeeded = true;
    if (isProof && !this.needs.isProven) Object.assign(this.needs, { isProven: true, provenAt: row });
    return spelled;
  }
}

/** The columns whose values several rows can have in common. */
const sharedColumns: readonly number[] = (['name', 'phone', 'date', 'number', 'money', 'yesNo'] as const).map(
  (kind) => columnKinds.indexOf(kind),
);

/** Merges cells of workbooks with those below them, so that only the first one has a value in the file. */
class Merging {
  /** Ranges such as E3:E5. */
  readonly ranges: string[] = [];
  readonly #random: Random;
  readonly #format: Table['format'];
  readonly #open = new Map<number, { until: number; spelled: Spelled }>();

  constructor(random: Random, format: Table['format']) {
    this.#random = random;
    this.#format = format;
  }

  cell(column: number, row: number, count: number, make: () => Spelled): Spelled {
    const open = this.#open.get(column);
    if (open && row <= open.until) return open.spelled;
    const spelled = make();
    const more = Math.min(this.#random(4), count - 1 - row);
    const isMerged = this.#random(12) === 0;
    if (this.#format === 'csv' || !isMerged || more === 0 || !sharedColumns.includes(column)) return spelled;
    const letter = letterOf(column);
    this.ranges.push(`${letter}${row + 2}:${letter}${row + more + 2}`);
    const below = { ...spelled, kind: 'cell merged with the one above', written: { text: '' } };
    this.#open.set(column, { until: row + more, spelled: below });
    return spelled;
  }
}

const letterOf = (column: number): string => String.fromCodePoint(65 + column);

/** Texts beyond the heading in a few rows from one on, as in a list to which somebody has added remarks. */
function furtherCells(random: Random, count: number, first: number): string[][] {
  const isUsed = random(3) === 0;
  return Array.from({ length: count }, (_, row) =>
    isUsed && row >= first && random(5) === 0
      ? Array.from({ length: 1 + random(2) }, (_cell, place) => `remark ${row} ${place}`)
      : [],
  );
}

/** A table from a seed: its locale and format take turns, and so that each locale has late proofs. */
export function tableOf(seed: number): Table {
  const random = randomOf(seed * 7_919 + 11);
  const locale = locales[seed % locales.length]!;
  const format = Math.floor(seed / locales.length) % 2 === 0 ? 'csv' : 'xlsx';
  const making: Making = { random, locale, format };
  const proof = (['none', 'anywhere', 'anywhere', 'late'] as const)[Math.floor(seed / 12) % 4]!;
  const [dates, numbers, amounts] = [new Column(proof), new Column(proof), new Column(proof)];
  const count = proof === 'late' ? lateRows + 15 : 3 + random(25);
  const makers: ((row: number) => Spelled)[] = [
    () => nameIn(making),
    (row) => codeIn(making, row),
    (row) => emailIn(making, row),
    () => phoneIn(making),
    (row) => dates.add(row, (mayProve) => dateIn(making, mayProve)),
    (row) => numbers.add(row, (mayProve) => numberIn(making, mayProve)),
    (row) => amounts.add(row, (mayProve) => moneyIn(making, mayProve)),
    () => yesNoIn(making),
  ];
  const merging = new Merging(randomOf(seed * 104_729 + 3), format);
  const rows = Array.from({ length: count }, (_, row): Spelled[] => {
    // The code says which row a record comes from, and a record needs a name.
    const failing = 2 + random(60);
    return makers.map((make, column) =>
      merging.cell(column, row, count, () => (column === failing ? failed(making) : make(row))),
    );
  });
  const further = furtherCells(randomOf(seed * 15_485_863 + 7), count, proof === 'late' ? lateRows : 0);
  const needs = { dates: dates.needs, numbers: numbers.needs, amounts: amounts.needs };
  const bytes = format === 'csv' ? csvOf(locale, rows, further) : xlsxOf(rows, further, merging.ranges);
  return { locale, format, rows, further, ...needs, bytes };
}

export const headerOf: Record<ColumnKind, string> = {
  name: 'First name',
  code: 'External ID',
  email: 'E-mail',
  phone: 'Phone',
  date: 'Joined',
  number: 'Score',
  money: 'Budget',
  yesNo: 'Opted out',
};

const header = columnKinds.map((kind) => headerOf[kind]);

function csvOf({ mark }: Locale, rows: readonly Spelled[][], further: Table['further']): Buffer {
  const separator = mark === ',' ? ';' : ',';
  const quoted = (one: string) => (/[;,"\n]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one);
  const texts = rows.map((row, at) => [
    ...row.map(({ written }) => ('text' in written ? written.text : '')),
    ...(further[at] ?? []),
  ]);
  return Buffer.from([header, ...texts].map((row) => row.map(quoted).join(separator)).join('\r\n'));
}

const escaped = (one: string): string =>
  one.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function xlsxOf(rows: readonly Spelled[][], further: Table['further'], merged: readonly string[]): Buffer {
  const formats: string[] = ['General'];
  const styleOf = (format: string): number => {
    if (!formats.includes(format)) formats.push(format);
    return formats.indexOf(format);
  };
  const cellOf = ({ written }: Pick<Spelled, 'written'>, column: number, row: number): string => {
    const at = `r="${letterOf(column)}${row}"`;
    if ('number' in written) return `<c ${at} s="${styleOf(written.format)}"><v>${written.number}</v></c>`;
    if ('error' in written) return `<c ${at} t="e"><v>${written.error}</v></c>`;
    if ('formula' in written) return `<c ${at}><f>A1+1</f></c>`;
    const { text: shown } = written;
    return shown === ''
      ? ''
      : `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escaped(shown)}</t></is></c>`;
  };
  const spelled = (one: string) => ({ written: { text: one } });
  const all = [header.map(spelled), ...rows.map((row, at) => [...row, ...(further[at] ?? []).map(spelled)])];
  const sheet = all.map(
    (cells, index) =>
      `<row r="${index + 1}">${cells.map((cell, column) => cellOf(cell, column, index + 1)).join('')}</row>`,
  );
  const parts = partsOf({ sheets: { Contacts: sheet.join('') }, formats });
  const name = 'xl/worksheets/sheet1.xml';
  const ranges = merged.map((range) => `<mergeCell ref="${range}"/>`).join('');
  const whole = String(parts[name]);
  return zipOf({
    ...parts,
    [name]: ranges ? whole.replace('</sheetData>', `</sheetData><mergeCells>${ranges}</mergeCells>`) : whole,
  });
}
