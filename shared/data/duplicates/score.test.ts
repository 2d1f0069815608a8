import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likelyDuplicate, possibleDuplicate, scoreOf } from './score.ts';
import { comparedTypes, type ComparedType } from '#contract/typed-values.ts';
import { subjectOf } from './subject.ts';
import { pairOfSubjects, respelled, values } from './subjects-under-test.ts';
import '../../../tests/seeded.ts';

type Values = Record<string, unknown>;
const between = (type: ComparedType, one: Values, other: Values) =>
  scoreOf(subjectOf(type, one), subjectOf(type, other));
const scoreBetween = (one: Values, other: Values, type: ComparedType = 'contact') =>
  between(type, one, other).score;

const maria = { fullName: 'María Gómez', customerId: 'acme', email: 'maria@acme.example' };
const phones = [{ label: 'work', number: '+573001234567' }];

describe('two records', () => {
  test.each<[string, Values, Values]>([
    ['e-mail address', { email: 'maria@gmail.com' }, { email: 'MARIA@gmail.com' }],
    ['national ID', { nationalId: '52.123.456-K' }, { nationalId: '52123456k' }],
    ['phone number', { phones }, { phones: [{ label: 'home', number: '+34933201181' }, ...phones] }],
  ])('with the same name and %s are likely duplicates', (_, one, other) => {
    const fullName = 'María Gómez';
    expect(scoreBetween({ fullName, ...one }, { fullName, ...other })).toBeGreaterThanOrEqual(
      likelyDuplicate,
    );
  });

  test.each<[string, Values, Values]>([
    ['the same e-mail address', { email: 'maria@gmail.com' }, { email: 'maria@gmail.com' }],
    ['the same national ID', { nationalId: '52123456' }, { nationalId: '52123456' }],
  ])('with different names and %s are possible duplicates', (_, one, other) => {
    const score = scoreBetween({ fullName: 'Mafe', ...one }, { fullName: 'Ana Pérez', ...other });
    expect(score).toBeGreaterThanOrEqual(possibleDuplicate);
    expect(score).toBeLessThan(likelyDuplicate);
  });

  test.each(['Maria Gomes', 'Gómez María', 'María Fernanda Gómez', 'M. Gómez', 'María Gómez López'])(
    'of one company named María Gómez and %s are possible duplicates',
    (fullName) => {
      const score = scoreBetween({ ...maria, email: undefined }, { fullName, customerId: 'acme' });
      expect(score).toBeGreaterThanOrEqual(possibleDuplicate);
      expect(score).toBeLessThan(likelyDuplicate);
    },
  );

  test.each(['Ana Gómez', 'María Pérez', 'Juan Rojas', 'María'])(
    'of one company named María Gómez and %s are no duplicates',
    (fullName) => {
      expect(scoreBetween({ ...maria, email: undefined }, { fullName, customerId: 'acme' })).toBeLessThan(
        possibleDuplicate,
      );
    },
  );

  test('with the same name only are no duplicates if they are people, but possible ones if they are companies', () => {
    expect(scoreBetween({ fullName: 'María Gómez' }, { fullName: 'María Gómez' })).toBeLessThan(
      possibleDuplicate,
    );
    for (const type of ['customer', 'vendor'] as const) {
      const score = scoreBetween({ name: 'Acme S.A.S.' }, { name: 'ACME' }, type);
      expect(score).toBeGreaterThanOrEqual(possibleDuplicate);
    }
  });

  test('with the same phone number and company but different names are colleagues', () => {
    const score = scoreBetween({ ...maria, phones }, { fullName: 'Juan Rojas', customerId: 'acme', phones });
    expect(score).toBeLessThan(possibleDuplicate);
  });

  test('that contradict each other have a lower score', () => {
    const contradictions: [Values, Values][] = [
      [{ email: 'maria@gmail.com' }, { email: 'mg@hotmail.com' }],
      [{ nationalId: '1' }, { nationalId: '2' }],
      [{ customerId: 'acme' }, { customerId: 'other' }],
      [{ city: 'Bogotá' }, { city: 'Cali' }],
    ];
    const both = { fullName: 'María Gómez', phones };
    for (const [one, other] of contradictions)
      expect(scoreBetween({ ...both, ...one }, { ...both, ...other })).toBeLessThan(scoreBetween(both, both));
  });

  test('with different national IDs are no duplicates, even with the same name and phone number', () => {
    const both = { fullName: 'María Gómez', phones };
    expect(scoreBetween({ ...both, nationalId: '1' }, { ...both, nationalId: '2' })).toBeLessThan(
      possibleDuplicate,
    );
  });

  test('whose companies differ in a number are different', () => {
    expect(
      scoreBetween({ name: 'Hotel Las Américas 84' }, { name: 'Hotel Las Américas 85' }, 'customer'),
    ).toBe(0);
  });

  test('with profiles on one network have different websites, and with pages of one site the same', () => {
    const kinds = (one: string, other: string) =>
      between('customer', { website: one }, { website: other }).reasons.map(({ kind }) => kind);
    expect(kinds('https://facebook.com/acme', 'https://www.facebook.com/other')).toEqual(['different']);
    expect(kinds('https://facebook.com/acme/', 'https://www.facebook.com/Acme')).toEqual(['same']);
    expect(kinds('https://acme.example/es', 'http://www.acme.example')).toEqual(['same']);
  });
});

test('a score explains itself field by field', () => {
  const other = { fullName: 'Maria Gomes', customerId: 'acme', email: 'mgomes@acme.example', city: 'Cali' };
  expect(between('contact', { ...maria, city: 'Bogotá' }, other)).toEqual({
    score: 67,
    reasons: [
      { field: 'fullName', kind: 'similar', weight: 36 },
      { field: 'email', kind: 'similar', weight: 16 },
      { field: 'customerId', kind: 'same', weight: 25 },
      { field: 'city', kind: 'different', weight: -10 },
    ],
  });
});

test('fields that one of the records lacks count nothing', () => {
  expect(between('contact', maria, {})).toEqual({ score: 0, reasons: [] });
  expect(between('contact', maria, { phones: [], email: '' })).toEqual({ score: 0, reasons: [] });
});

describe('a score', () => {
  test('is from 0 to 100 and the sum of its weights within these bounds', () => {
    fc.assert(
      fc.property(pairOfSubjects, ([one, other]) => {
        const { score, reasons } = scoreOf(one, other);
        const sum = reasons.reduce((total, { weight }) => total + weight, 0);
        expect(Number.isInteger(score)).toBe(true);
        if (sum <= 0) expect(score).toBe(0);
        else if (sum < 100) expect(score).toBe(sum);
        else expect([99, 100]).toContain(score);
      }),
    );
  });

  test('is the same in both directions, and each time', () => {
    fc.assert(
      fc.property(pairOfSubjects, ([one, other]) => {
        expect(scoreOf(other, one)).toEqual(scoreOf(one, other));
        expect(scoreOf(one, other)).toEqual(scoreOf(one, other));
      }),
    );
  });

  test('is 100 only for records with the same name, the same identifier and no difference', () => {
    fc.assert(
      fc.property(pairOfSubjects, ([one, other]) => {
        const { score, reasons } = scoreOf(one, other);
        if (score < 100) return;
        const same = reasons.filter(({ kind }) => kind === 'same').map(({ field }) => field);
        expect(same).toHaveLength(reasons.length);
        expect(same.some((field) => ['nationalId', 'email', 'phones'].includes(field))).toBe(true);
        const nameIn = (subject: typeof one) => subject.find(({ aspect }) => aspect.endsWith('Name'))?.values;
        expect(nameIn(one)?.join('')).toBe(nameIn(other)?.join(''));
      }),
    );
  });

  test.each<[string, Values, Values, ComparedType]>([
    ['without a name', { nationalId: '1', email: 'a@b.example' }, {}, 'contact'],
    ['without an identifier', { name: 'Acme', website: 'https://acme.example' }, {}, 'customer'],
    ['with a difference', { ...maria, city: 'Bogotá' }, { city: 'Cali' }, 'contact'],
    ['with a similar name', maria, { fullName: 'Maria Gomes' }, 'contact'],
  ])('of two otherwise equal records %s is 99', (_, one, difference, type) => {
    expect(scoreBetween(one, { ...one, ...difference }, type)).toBe(99);
  });

  test('of a record and itself is 100 if it has an e-mail address', () => {
    fc.assert(
      fc.property(fc.constantFrom(...comparedTypes), values, (type, one) => {
        const complete = { ...one, email: 'maria@acme.example' };
        expect(between(type, complete, complete).score).toBe(100);
      }),
    );
  });

  test('does not depend on case, accents or the order of names', () => {
    const spelled = fc
      .tuple(fc.constantFrom(...comparedTypes), values, values)
      .chain(([type, one, other]) =>
        fc.tuple(
          fc.constant([type, one, other] as const),
          respelled([...one.fullName.split(' ')].reverse().join(' ')),
          respelled([...one.name.split(' ')].reverse().join(' ')),
        ),
      );
    fc.assert(
      fc.property(spelled, ([[type, one, other], fullName, name]) => {
        const changed = {
          ...one,
          fullName,
          name,
          email: one.email?.toUpperCase(),
          city: one.city?.toUpperCase(),
        };
        expect(between(type, changed, other)).toEqual(between(type, one, other));
      }),
    );
  });
});
