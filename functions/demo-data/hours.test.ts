import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seed } from '../../tests/counts.ts';
import { appointment, atWork } from './hours.ts';
import { seededRandom } from './random.ts';

const zones = ['America/Bogota', 'Europe/Madrid', 'Pacific/Auckland', 'UTC'];
const instants = fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2026-12-31') });

function isAtWork(instant: string | number, timeZone: string): boolean {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit' });
  const [day = '', hour = ''] = clock.format(new Date(instant)).split(', ');
  return !['Sat', 'Sun'].includes(day) && Number(hour) >= 8 && Number(hour) <= 18;
}

test('demo events are within working hours of the time zone, in order, and never in the future', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.tuple(instants, instants, instants),
      fc.integer(),
      (timeZone, times, start) => {
        const [first, second, latest] = times.toSorted((a, b) => a - b) as [number, number, number];
        const random = seededRandom(start);
        const context = { now: new Date(latest).toISOString(), settings: { timeZone } };
        const made = atWork(random, first, context);
        const after = atWork(random, Math.max(second, Date.parse(made)), context, made);
        expect([isAtWork(made, timeZone), isAtWork(after, timeZone)]).toEqual([true, true]);
        expect(made <= after).toBe(true);
        expect(after <= context.now).toBe(true);
        expect(isAtWork(appointment(random, second, timeZone), timeZone)).toBe(true);
      },
    ),
    { seed, numRuns: 400 },
  );
});
