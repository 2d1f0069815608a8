import { expect, test } from 'vitest';
import { slugOf } from './slug.ts';

test.each([
  ['Inmobiliaria Chicó, S.L.', 'inmobiliaria-chico-s-l'],
  ['  ¡Ñandú! ', 'nandu'],
  ['a'.repeat(39) + ' b', 'a'.repeat(39)],
  ['東京', ''],
])('the address of "%s" is "%s"', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
