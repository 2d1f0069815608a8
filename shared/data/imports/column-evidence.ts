import { withoutFormulaGuard } from '#contract/csv-row.ts';
import { arranged } from './cell-dates.ts';
import { parseNumber } from './cell-numbers.ts';
import { isDollar, signOf } from './cell-money.ts';
import { cellText, type Cell, type DateOrder, type DecimalMark } from './cell.ts';
import { cleanToken } from './clean-text.ts';

/** A text that means another value with each of these readings. */
interface AmbiguousText<Reading> {
  text: string;
  readings: readonly Reading[];
}

/** What the texts of a column say about one setting of how they are read. */
export interface Evidence<Reading> {
  /** The readings that fit every text for which some reading does. None if the texts contradict each other. */
  fitting: readonly Reading[];
  /** The readings that fit some of these texts. */
  possible: readonly Reading[];
  /** Some texts whose value depends on the reading. */
  ambiguous: readonly AmbiguousText<Reading>[];
}

/** What the texts of a column say about how they are read. A setting is missing if no text depends on it. */
export interface ColumnEvidence {
  dateOrder?: Evidence<DateOrder>;
  decimalMark?: Evidence<DecimalMark>;
  /** The first amounts with the sign $, which several currencies have. */
  dollars?: readonly string[];
}

const dateOrders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];
const decimalMarks: readonly DecimalMark[] = [',', '.'];

/** The number of texts that are kept for each set of readings, as examples, and their length: the import has to keep them. */
const examples = 3;
const exampleCharacters = 30;

/** Collects what the texts of one column say about a setting, text by text, in little memory. */
class EvidenceCollector<Reading> {
  readonly #readings: readonly Reading[];
  readonly #valueOf: (text: string, reading: Reading) => string | undefined;
  #fitting: readonly Reading[];
  #possible: readonly Reading[] = [];
  readonly #ambiguous = new Map<string, AmbiguousText<Reading>[]>();

  /** `valueOf` is the value of a text with a reading. Undefined if the reading doesn't fit the text. */
  constructor(readings: readonly Reading[], valueOf: (text: string, reading: Reading) => string | undefined) {
    this.#readings = readings;
    this.#valueOf = valueOf;
    this.#fitting = readings;
  }

  add(text: string): void {
    const values = this.#readings.map((reading) => this.#valueOf(text, reading));
    const fitting = this.#readings.filter((_, at) => values[at] !== undefined);
    const different = new Set(values.filter((value) => value !== undefined)).size;
    if (fitting.length === 0 || (different === 1 && fitting.length === this.#readings.length)) return;
    this.#possible = this.#readings.filter(
      (reading) => this.#possible.includes(reading) || fitting.includes(reading),
    );
    this.#fitting = this.#fitting.filter((reading) => fitting.includes(reading));
    if (different === 1) return;
    const name = fitting.join();
    const known = this.#ambiguous.get(name) ?? [];
    const isNew = text.length <= exampleCharacters && !known.some((one) => one.text === text);
    if (isNew && known.length < examples) this.#ambiguous.set(name, [...known, { text, readings: fitting }]);
  }

  result(): Evidence<Reading> | undefined {
    const ambiguous = [...this.#ambiguous.values()].flat();
    if (this.#possible.length === 0) return undefined;
    return { fitting: this.#fitting, possible: this.#possible, ambiguous };
  }
}

/** The date of a text of three numbers, with or without a time. The order of other dates is clear. */
function dateWith(text: string, order: DateOrder): string | undefined {
  const [, a, b, c] = /^(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{2}|\d{4})(?:,? .*)?$/.exec(text) ?? [];
  if (a === undefined || b === undefined || c === undefined) return undefined;
  const date = arranged([a, b, c], order);
  return typeof date === 'string' ? date : undefined;
}

/** The number of a text with or without the sign or code of a currency. */
function numberWith(text: string, mark: DecimalMark): string | undefined {
  const parsed = parseNumber(text.replace(/^[\p{Sc}\p{L}]+\.? ?|[ \p{Sc}\p{L}]+\.?$/gu, ''), mark);
  if ('problem' in parsed) return undefined;
  const { isNegative, whole, fraction } = parsed.number;
  return `${isNegative ? '-' : ''}${whole.replace(/^0+(?=\d)/, '')}.${fraction.replace(/0+$/, '')}`;
}

/** Longer texts are neither dates nor numbers. */
const charactersMax = 60;

interface CollectedColumn {
  dates: EvidenceCollector<DateOrder>;
  numbers: EvidenceCollector<DecimalMark>;
  dollars: string[];
}

/** Collects what the texts of all columns say, row by row. All rows count: the one that decides can be the last. */
export function evidenceCollector() {
  const columns: (CollectedColumn | undefined)[] = [];
  const ofColumn = (column: number) =>
    (columns[column] ??= {
      dates: new EvidenceCollector(dateOrders, dateWith),
      numbers: new EvidenceCollector(decimalMarks, numberWith),
      dollars: [],
    });
  return {
    add(cells: readonly Cell[]): void {
      for (const [column, cell] of cells.entries()) {
        const shown = cellText(cell);
        if (shown.length > charactersMax || !/\d/.test(shown)) continue;
        if (/[$]|d[oó]l/i.test(shown) && isDollar(signOf(cell))) {
          const { dollars } = ofColumn(column);
          const text = shown.slice(0, exampleCharacters);
          if (dollars.length < examples && !dollars.includes(text)) dollars.push(text);
        }
        if (typeof cell !== 'string' || !/\d[-/., ’']/.test(cell)) continue;
        const text = cleanToken(withoutFormulaGuard(cell));
        const { dates, numbers } = ofColumn(column);
        dates.add(text);
        numbers.add(text);
      }
    },
    result: (): ColumnEvidence[] =>
      Array.from(columns, (column) => {
        const [dateOrder, decimalMark] = [column?.dates.result(), column?.numbers.result()];
        const dollars = column?.dollars ?? [];
        return {
          ...(dateOrder ? { dateOrder } : {}),
          ...(decimalMark ? { decimalMark } : {}),
          ...(dollars.length > 0 ? { dollars } : {}),
        };
      }),
  };
}

/** The reading that the texts prove. Undefined if they contradict each other, or fit several readings. */
export function provenBy<Reading>(evidence: Evidence<Reading> | undefined): Reading | undefined {
  const [only, ...others] = evidence?.fitting ?? [];
  return others.length === 0 ? only : undefined;
}

/**
 * The readings among which somebody has to choose, with texts that mean something else with each of them. None if the
 * texts prove one, or mean the same with all.
 */
export function undecided<Reading>(
  evidence: Evidence<Reading> | undefined,
): { readings: readonly Reading[]; texts: readonly string[] } | undefined {
  if (!evidence || evidence.fitting.length === 1) return undefined;
  const { fitting, possible, ambiguous } = evidence;
  const isContradictory = fitting.length === 0;
  const texts = ambiguous.filter(
    (one) => isContradictory || one.readings.filter((reading) => fitting.includes(reading)).length > 1,
  );
  if (texts.length === 0 && !isContradictory) return undefined;
  return {
    readings: isContradictory ? possible : fitting,
    texts: texts.slice(0, examples).map(({ text }) => text),
  };
}
