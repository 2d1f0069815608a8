import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockingKeys, blockingKeysMax } from './blocking-keys.ts';
import { possibleDuplicate, scoreOf } from './score.ts';
import { comparedTypes, type ComparedType } from '#contract/typed-values.ts';
import { subjectOf } from './subject.ts';
import { pairOfSubjects, respelled, values } from './subjects-under-test.ts';
import '../../../tests/seeded.ts';

type Values = Record<string, unknown>;
const keysOf = (type: ComparedType, record: Values) => blockingKeys(subjectOf(type, record));
function meet(type: ComparedType, one: Values, other: Values): boolean {
  const keys = keysOf(type, other);
  return keysOf(type, one).some((key) => keys.includes(key));
}

describe('records meet', () => {
  test.each<[ComparedType, Values, Values]>([
    ['contact', { email: 'Maria@acme.example' }, { email: 'maria@acme.example' }],
    ['contact', { nationalId: '52.123.456-K' }, { nationalId: '52123456k' }],
    ['contact', { phones: [{ number: '+573001234567' }] }, { phones: [{ number: '+573001234567' }] }],
    ['contact', { fullName: 'María Fernanda Gómez' }, { fullName: 'Gomes, Maria' }],
    ['contact', { fullName: 'Jhon Rodríguez' }, { fullName: 'John Rodrigues' }],
    ['contact', { fullName: 'María', customerId: 'acme' }, { fullName: 'Maria Gómez', customerId: 'acme' }],
    ['lead', { fullName: 'María', company: 'Acme S.A.S.' }, { fullName: 'Maria Gómez', company: 'ACME' }],
    [
      'lead',
      { fullName: 'M. Gómez', email: 'mg@acme.example' },
      { fullName: 'Ana Gómez', email: 'ag@acme.example' },
    ],
    ['customer', { name: 'Acme' }, { name: 'Acme Colombia S.A.S.' }],
    [
      'customer',
      { name: 'A', website: 'https://acme.example/es' },
      { name: 'B', website: 'http://www.acme.example' },
    ],
    ['vendor', { name: 'A', website: 'https://acme.example' }, { name: 'B', email: 'info@acme.example' }],
  ])('as a %s with %j and %j', (type, one, other) => expect(meet(type, one, other)).toBe(true));
});

describe('records do not meet', () => {
  test.each<[ComparedType, Values, Values]>([
    ['contact', { fullName: 'María Gómez' }, { fullName: 'María Pérez' }],
    ['contact', { fullName: 'María', customerId: 'acme' }, { fullName: 'María Gómez', customerId: 'other' }],
    [
      'lead',
      { fullName: 'M. Gómez', email: 'mg@gmail.com' },
      { fullName: 'Ana Gómez', email: 'ag@gmail.com' },
    ],
    ['vendor', { name: 'A', email: 'a@gmail.com' }, { name: 'B', email: 'b@gmail.com' }],
  ])('as a %s with %j and %j', (type, one, other) => expect(meet(type, one, other)).toBe(false));
});

test('the number of keys is bounded, and each is there once', () => {
  const word = fc.stringMatching(/^[a-z]{1,9}$/);
  const name = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' '));
  const phones = fc.array(fc.record({ number: fc.stringMatching(/^\+[1-9]\d{9}$/) }), { maxLength: 20 });
  const many = fc.record({ fullName: name, name, company: name, phones });
  fc.assert(
    fc.property(fc.constantFrom(...comparedTypes), values, many, (type, one, names) => {
      const keys = keysOf(type, { ...one, ...names });
      expect(keys.length).toBeLessThanOrEqual(blockingKeysMax);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test('keys do not depend on case, accents or the order of names', () => {
  const spelled = values.chain((one) =>
    fc.tuple(fc.constant(one), respelled(one.fullName), respelled(one.name)),
  );
  fc.assert(
    fc.property(fc.constantFrom(...comparedTypes), spelled, (type, [one, fullName, name]) => {
      const reversed = (text: string) => text.split(' ').reverse().join(' ');
      const changed = { ...one, fullName: reversed(fullName), name: reversed(name) };
      expect(keysOf(type, changed)).toEqual(keysOf(type, one));
    }),
  );
});

test('records that are possible duplicates meet', () => {
  fc.assert(
    fc.property(pairOfSubjects, ([one, other]) => {
      if (scoreOf(one, other).score < possibleDuplicate) return;
      expect(blockingKeys(one).some((key) => blockingKeys(other).includes(key))).toBe(true);
    }),
  );
});
