import { fractionDigits } from '#contract/currency.ts';
import { fullNameField } from '#contract/import-columns.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { aboutPerson, paidInvoice, type MappedField } from '#contract/webhook-source.ts';
import type { Cell } from '../imports/cell.ts';
import type { Target } from '../imports/targets.ts';
import { textOf, valueAt } from './payload-values.ts';
import type { StoredSource } from './source.ts';

/** A value of a message for a field, as a cell of an imported file. */
export interface MessageCell {
  field: string;
  cell: Cell;
  /** Of an amount. */
  currency?: string;
  /** Where it is in the message. */
  place?: string;
}

type Targets = ReadonlyMap<string, Target>;

/** Where the fields are in a message: by the mapping, or under their own names. */
function mappingOf({ mapping, recordType }: Pick<StoredSource, 'mapping' | 'recordType'>, targets: Targets) {
  if (mapping.length > 0) return mapping;
  const further =
    recordType === 'activity' ? [aboutPerson] : recordType === 'payment' ? [paidInvoice] : [fullNameField];
  return [...targets.keys(), ...further].map((field): MappedField => ({
    field,
    from: field.startsWith(customColumnPrefix)
      ? `/custom/${field.slice(customColumnPrefix.length)}`
      : `/${field}`,
  }));
}

/** The values that a message has for the fields of a record. Those without one are left out. */
export function cellsOf(
  source: Pick<StoredSource, 'mapping' | 'recordType'>,
  targets: Targets,
  content: unknown,
): MessageCell[] {
  return mappingOf(source, targets).flatMap((mapped): MessageCell[] => {
    const { field, from, value } = mapped;
    const found = from === undefined ? value : valueAt(content, from);
    if (found === undefined || found === null || found === '') return [];
    const kind = targets.get(field)?.field.kind;
    const place = from === undefined ? {} : { place: from };
    if (kind === 'money') return [{ field, ...place, ...amountIn(found, mapped, content) }];
    const cell = kind === 'timestamp' || kind === 'date' ? momentIn(found, kind) : cellIn(found);
    return [{ field, cell, ...place }];
  });
}

/** Lists are read as cells with several values, and phone numbers as the API has them by their numbers. */
function cellIn(value: unknown): Cell {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((one) => textOf(numberOrSame(one))).join(', ');
  return textOf(numberOrSame(value));
}

const numberOrSame = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'number' in value ? value.number : value;

function amountIn(
  value: unknown,
  { currencyFrom, isMinor = false }: MappedField,
  content: unknown,
): { cell: Cell; currency?: string } {
  const own =
    typeof value === 'object' ? (value as { amountMinor?: unknown; currency?: unknown }) : undefined;
  const code = textOf(currencyFrom === undefined ? own?.currency : valueAt(content, currencyFrom));
  const currency = /^[a-z]{3}$/i.test(code) ? code.toUpperCase() : undefined;
  const cell = cellIn(own?.amountMinor ?? value);
  const inMinor = isMinor || own?.amountMinor !== undefined;
  return { cell: inMinor ? majorOf(cell, currency) : cell, ...(currency === undefined ? {} : { currency }) };
}

/** An amount in minor units as people write it. */
function majorOf(cell: Cell, currency = 'USD'): Cell {
  const text = textOf(cell);
  if (!/^-?\d{1,18}$/.test(text)) return cell;
  const digits = fractionDigits(currency);
  if (digits === 0) return text;
  const padded = text.replace('-', '').padStart(digits + 1, '0');
  const sign = text.startsWith('-') ? '-' : '';
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** Programs also write times as seconds or milliseconds since 1970. */
function momentIn(value: unknown, kind: 'date' | 'timestamp'): Cell {
  const text = textOf(value);
  if (!/^\d{10}(?:\d{3})?(?:\.\d+)?$/.test(text)) return cellIn(value);
  const number = Number(text);
  const iso = new Date(number < 100_000_000_000 ? number * 1000 : number).toISOString();
  return kind === 'date' ? iso.slice(0, 10) : iso;
}
