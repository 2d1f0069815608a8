import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginsAlmost } from './typos.ts';
import '../../../tests/seeded.ts';

const word = fc.stringMatching(/^[a-e]{5,9}$/);

test('a letter that is wrong, missing, too many or out of place is forgiven', () => {
  fc.assert(
    fc.property(word, word, fc.nat(4), fc.constantFrom('a', 'z'), (text, rest, at, letter) => {
      const [head, tail] = [text.slice(0, at), text.slice(at)];
      const swapped = head + [...tail.slice(0, 2)].reverse().join('') + tail.slice(2);
      const typed = [
        head + letter + tail,
        head + tail.slice(1),
        head + letter + tail.slice(1),
        swapped,
        text,
      ];
      for (const one of typed) expect(beginsAlmost(text + rest, one), one).toBe(true);
    }),
  );
});

test.each([
  ['gonzalez', 'fonsalez'],
  ['martinez', 'amrtinze'],
  ['garcia', 'garciana'],
  ['lopez', 'perez'],
])('%s isn’t meant by %s, which differs twice', (text, typed) =>
  expect(beginsAlmost(text, typed)).toBe(false),
);
