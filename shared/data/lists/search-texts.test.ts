import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SearchTexts } from './search-texts.ts';
import '../../../tests/seeded.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'ñ', '1'), minLength: 1, maxLength: 4 });
const text = fc.array(word, { maxLength: 3 }).map((lines) => lines.join('\n'));
const part = fc.tuple(fc.constantFrom('', '\n'), word, fc.constantFrom('', '\n')).map((all) => all.join(''));

test('the records that contain all parts are found, with those that have changed, unless they are many', () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 20, maxLength: 60 }),
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.option(fc.nat(200)),
      (all, parts, changed) => {
        // Numbers of records in a database have gaps.
        const rows = all.map((q, index) => ({ n: index * 3 + 1, q }));
        const texts = new SearchTexts(rows);
        if (changed !== null) texts.change(changed);
        const expected = rows.filter(({ q }) => parts.every((one) => `\n${q}\n`.includes(one)));
        const found = texts.find(parts);
        if (expected.length > rows.length * 0.12 + 1) expect(found).toBeUndefined();
        else if (found) {
          const ids = new Set([...expected.map(({ n }) => n), ...(changed === null ? [] : [changed])]);
          expect(new Set(found)).toEqual(ids);
        } else expect(expected.length).toBeGreaterThan(rows.length * 0.12 - 1);
      },
    ),
    { numRuns: 2_000 },
  );
});
