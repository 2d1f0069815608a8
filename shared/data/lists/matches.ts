import { minorOf } from '#contract/currency.ts';
import { cellOf, type Cell, type Source } from './cells.ts';
import type { Predicate, Range, Test } from './predicate.ts';

/** Whether a record matches. The SQL of `predicateSql` gives the same result for the same predicate. */
export function matches(predicate: Predicate, record: Source): boolean {
  if ('all' in predicate) return predicate.all.every((part) => matches(part, record));
  if ('any' in predicate) return predicate.any.some((part) => matches(part, record));
  const { column, test, isInverted } = predicate;
  return passes(test, cellOf(column, record)) !== isInverted;
}

function passes(test: Test, cell: Cell | undefined): boolean {
  if ('empty' in test) return cell === undefined;
  if (cell === undefined) return false;
  switch (cell.kind) {
    case 'text':
      return passesText(test, cell);
    case 'phones':
      return 'digits' in test && cell.digits.some((digits) => digits.includes(test.digits));
    case 'ids':
      return 'anyOf' in test && cell.ids.some((id) => test.anyOf.includes(id));
    case 'number':
      return isWithin(test as Range, cell.number);
    case 'date':
      return isWithin(test as Range, cell.at);
    case 'money':
      if ('amounts' in test)
        return test.amounts.some((one) => minorOf(one, cell.money.currency) === cell.money.amountMinor);
      return (
        'currency' in test && test.currency === cell.money.currency && isWithin(test, cell.money.amountMinor)
      );
  }
}

function passesText(test: Test, { text, words }: Extract<Cell, { kind: 'text' }>): boolean {
  if ('equals' in test) return text === test.equals;
  if ('contains' in test) return text.includes(test.contains);
  if ('mentions' in test) return words.includes(test.mentions);
  return 'startsWith' in test && text.startsWith(test.startsWith);
}

function isWithin({ from, to, excludesFrom, excludesTo }: Range, value: string | number): boolean {
  if (from !== undefined && (excludesFrom ? value <= from : value < from)) return false;
  return to === undefined || (excludesTo ? value < to : value <= to);
}
