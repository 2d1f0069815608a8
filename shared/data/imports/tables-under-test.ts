import { partsOf, zipOf } from './file-under-test.ts';
import { locales, randomOf, type Locale } from './locales-under-test.ts';
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
  const rows = Array.from({ length: count }, (_, row): Spelled[] => {
    // The code says which row a record comes from, and a record needs a name.
    const failing = 2 + random(60);
    return makers.map((make, column) => (column === failing ? failed(making) : make(row)));
  });
  const needs = { dates: dates.needs, numbers: numbers.needs, amounts: amounts.needs };
  return { locale, format, rows, ...needs, bytes: format === 'csv' ? csvOf(locale, rows) : xlsxOf(rows) };
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

function csvOf({ mark }: Locale, rows: readonly Spelled[][]): Buffer {
  const separator = mark === ',' ? ';' : ',';
  const quoted = (one: string) => (/[;,"\n]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one);
  const texts = rows.map((row) => row.map(({ written }) => ('text' in written ? written.text : '')));
  return Buffer.from([header, ...texts].map((row) => row.map(quoted).join(separator)).join('\r\n'));
}

const escaped = (one: string): string =>
  one.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function xlsxOf(rows: readonly Spelled[][]): Buffer {
  const formats: string[] = ['General'];
  const styleOf = (format: string): number => {
    if (!formats.includes(format)) formats.push(format);
    return formats.indexOf(format);
  };
  const cellOf = ({ written }: Pick<Spelled, 'written'>, column: number, row: number): string => {
    const at = `r="${String.fromCharCode(65 + column)}${row}"`;
    if ('number' in written) return `<c ${at} s="${styleOf(written.format)}"><v>${written.number}</v></c>`;
    if ('error' in written) return `<c ${at} t="e"><v>${written.error}</v></c>`;
    if ('formula' in written) return `<c ${at}><f>A1+1</f></c>`;
    const { text: shown } = written;
    return shown === ''
      ? ''
      : `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escaped(shown)}</t></is></c>`;
  };
  const all = [header.map((name) => ({ written: { text: name } })), ...rows];
  const sheet = all.map(
    (cells, index) =>
      `<row r="${index + 1}">${cells.map((cell, column) => cellOf(cell, column, index + 1)).join('')}</row>`,
  );
  return zipOf(partsOf({ sheets: { Contacts: sheet.join('') }, formats }));
}
