import { dateIn } from '../values/day.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deal } from '#contract/records/deal.ts';
import '../../../tests/seeded.ts';
import { dayRangesOf, keySpanOf, onDays } from './day-filters.ts';

const zones = fc.constantFrom(
  'America/Bogota',
  'Europe/Madrid',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Etc/UTC',
);
/** Instants around a clock change in Madrid, and around the day that Apia skipped. */
const moment = fc.oneof(
  fc.date({
    min: new Date('2026-03-28T00:00:00Z'),
    max: new Date('2026-03-31T00:00:00Z'),
    noInvalidDate: true,
  }),
  fc.date({
    min: new Date('2011-12-29T00:00:00Z'),
    max: new Date('2012-01-01T00:00:00Z'),
    noInvalidDate: true,
  }),
);
const date = moment.map((at) => at.toISOString().slice(0, 10));
const range = fc.record({ from: date, to: date }, { requiredKeys: [] });
const closing = fc.record(
  { closedAt: moment.map((at) => at.toISOString()), expectedCloseDate: date },
  { requiredKeys: [] },
);
const input = ({ from, to }: { from?: string; to?: string }) => ({
  ...(from ? { closeFrom: from } : {}),
  ...(to ? { closeTo: to } : {}),
});

test('a record belongs to the calendar day of the time zone, whatever clocks do', () => {
  fc.assert(
    fc.property(zones, range, closing, (timeZone, requested, values) => {
      const day = values.closedAt ? dateIn(timeZone, values.closedAt) : values.expectedCloseDate;
      const isRequested = requested.from !== undefined || requested.to !== undefined;
      const isWithin =
        !isRequested ||
        (day !== undefined && day >= (requested.from ?? '') && day <= (requested.to ?? '9999'));
      expect(onDays(deal, dayRangesOf(deal, input(requested)), timeZone)(values)).toBe(isWithin);
    }),
    { numRuns: 2_000 },
  );
});

test('a list sorted by date finds all matching records within its key range', () => {
  fc.assert(
    fc.property(zones, range, closing, (timeZone, requested, values) => {
      const [dayRange] = dayRangesOf(deal, input(requested));
      if (!dayRange || !onDays(deal, [dayRange], timeZone)(values)) return;
      const key = `${values.closedAt ?? values.expectedCloseDate}#id`;
      const { from = '', to = '~' } = keySpanOf(deal, dayRange, timeZone);
      expect(key >= from && key <= to).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('timestamp keys determine days without reading items', () => {
  fc.assert(
    fc.property(zones, range, moment, (timeZone, { from, to }, at) => {
      const values = { createdAt: at.toISOString() };
      const [dayRange] = dayRangesOf(deal, { createdFrom: from, createdTo: to });
      if (!dayRange) return;
      const key = `${values.createdAt}#id`;
      const span = keySpanOf(deal, dayRange, timeZone);
      const isBetween = key >= (span.from ?? '') && key <= (span.to ?? '~');
      expect(isBetween).toBe(onDays(deal, [dayRange], timeZone)(values));
    }),
    { numRuns: 2_000 },
  );
});
