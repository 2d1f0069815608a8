import type { ImportReading } from '#contract/import.ts';
import type { Context } from '../organization/context.ts';
import type { Reading } from './cell.ts';
import { comparable } from './clean-text.ts';
import { columnReadings, type ReadImport } from './column-readings.ts';

/** How the cells of each column of an import are read, in the organization's time zone. */
export function readingsIn(
  { settings }: Context,
  stored: ReadImport,
  reading: ImportReading,
): (column: number) => Reading {
  const ofColumn = columnReadings(stored);
  const emptyTexts = reading.emptyTexts.map((text) => comparable(text) || text);
  const { country, currency } = reading;
  return (column) => ({
    ...ofColumn(column),
    ...{ country, currency, emptyTexts, timeZone: settings.timeZone },
  });
}
