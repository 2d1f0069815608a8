import fc from 'fast-check';
import { limits } from '#contract/limits.ts';
import { comparedTypes } from '#contract/typed-values.ts';
import { subjectOf } from './subject.ts';

// Generated records of every type, with few different values so that pairs have some in common.

const word = fc.constantFrom(
  'María',
  'Mario',
  'Fernanda',
  'Gómez',
  'Gomes',
  'José',
  'Ñúñez',
  'Łukasz',
  'J',
  'Acme',
  '84',
);
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
const email = fc.constantFrom('maria@acme.example', 'mg@acme.example', 'maria@gmail.com', 'jose@gmail.com');
const number = fc.constantFrom('+573001234567', '+573001234568', '+34933201181');
const phones = fc.array(fc.record({ label: fc.constant('work'), number }), {
  maxLength: limits.phonesPerRecord,
});
const website = fc.constantFrom(
  'https://www.acme.example/es',
  'https://facebook.com/acme',
  'https://facebook.com/other',
);

/** The fields of all types; each type takes its own. */
export const values = fc.record(
  {
    fullName: name,
    name,
    company: name,
    email,
    phones,
    website,
    nationalId: fc.constantFrom('52.123.456-K', '52123456-k', '1018409512'),
    customerId: fc.constantFrom(
      '01a1f840-3b75-74c6-8323-759445fc6515',
      '01a1f840-3b75-74c6-8323-759445fc6516',
    ),
    city: fc.constantFrom('Bogotá', 'Medellín'),
  },
  { requiredKeys: ['fullName', 'name'] },
);

export const pairOfSubjects = fc
  .tuple(fc.constantFrom(...comparedTypes), values, values)
  .map(([type, one, other]) => [subjectOf(type, one), subjectOf(type, other)] as const);

/** Another way to write the same text: other case, decomposed accents or none. */
export const respelled = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    text.toUpperCase(),
    text.toLowerCase(),
    text.normalize('NFD'),
    text.normalize('NFD').replace(/\p{M}/gu, ''),
  );
