import type { ImportReading } from '#contract/import.ts';
import type { Context } from '../organization/context.ts';
import type { Reading } from './cell.ts';
import { comparable } from './clean-text.ts';

/** How an import's cells are read, in the organization's time zone. */
export const readingIn = ({ settings }: Context, reading: ImportReading): Reading => ({
  ...reading,
  timeZone: settings.timeZone,
  emptyTexts: reading.emptyTexts.map((text) => comparable(text) || text),
});
