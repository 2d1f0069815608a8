import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timestampInput, withLocalTimes } from './moment.ts';
import { fieldErrorsOf } from './problem.ts';
import '../../tests/seeded.ts';

const parsed = (text: unknown): unknown => {
  const result = timestampInput.safeParse(text, { reportInput: true });
  return result.success ? result.data : fieldErrorsOf(result.error.issues).map(({ code }) => code);
};

test('a moment with any offset becomes UTC with milliseconds; seconds are optional', () => {
  const accepted = {
    '2026-10-03T10:00:00Z': '2026-10-03T10:00:00.000Z',
    '2026-10-03T10:00Z': '2026-10-03T10:00:00.000Z',
    '2026-10-03t10:00:00z': '2026-10-03T10:00:00.000Z',
    '2026-10-03T10:00:00.5Z': '2026-10-03T10:00:00.500Z',
    '2026-10-03T10:00:00.123456789Z': '2026-10-03T10:00:00.123Z',
    '2026-10-03T10:00:00+02:00': '2026-10-03T08:00:00.000Z',
    '2026-10-03T23:30-05:00': '2026-10-04T04:30:00.000Z',
    '2028-02-29T00:00:00Z': '2028-02-29T00:00:00.000Z',
  };
  for (const [text, instant] of Object.entries(accepted))
    expect([text, parsed(text)]).toEqual([text, instant]);
});

test('a date and a time without offset are converted in the time zone of the request only', () => {
  const seen: string[] = [];
  const convert = (local: string) => {
    seen.push(local);
    return '2026-10-03T15:00:00.000Z';
  };
  expect(withLocalTimes(convert, () => [parsed('2026-10-03'), parsed('2026-10-03T10:00')])).toEqual([
    '2026-10-03T15:00:00.000Z',
    '2026-10-03T15:00:00.000Z',
  ]);
  expect([...new Set(seen)]).toEqual(['2026-10-03T00:00:00.000', '2026-10-03T10:00:00.000']);
  expect(() => withLocalTimes(convert, () => JSON.parse('{'))).toThrow(SyntaxError);
  expect(parsed('2026-10-03')).toBe('2026-10-03T00:00:00.000Z');
});

test('any other text is refused with the accepted forms, and a stored moment is accepted unchanged', () => {
  const bad = [
    'tomorrow',
    '2026-02-30',
    '2026-02-29T10:00:00Z',
    '2026-10-03 10:00',
    '2026-10-03T25:00Z',
    '10:00Z',
  ];
  const outside = [
    '1899-12-31T23:59:59Z',
    '2200-01-01',
    '2026-10-03T10:00:00+99:00',
    '2026-10-03T10:00:00+0200',
    '',
  ];
  for (const text of [...bad, ...outside])
    expect([text, parsed(text)]).toEqual([text, ['invalid_timestamp']]);
  expect(parsed(undefined)).toEqual(['required']);
  expect(parsed(5)).toEqual(['wrong_type']);
  const range = { min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(range), (date) => {
      expect(parsed(date.toISOString())).toBe(date.toISOString());
    }),
  );
});
