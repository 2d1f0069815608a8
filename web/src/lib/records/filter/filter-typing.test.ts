import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Column } from '#contract/lists/column.ts';
import { checkFilter } from '#contract/lists/filter.ts';
import type { Condition, Filter, Operator } from '#contract/lists/filter-tree.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import { operators } from '#contract/lists/operators.ts';
import { operatorLabel } from './condition-words.ts';
import { valueForm } from './condition-changes.ts';
import { suggestions } from './filter-typing.ts';
import type { FilterColumn } from './filter-vocabulary.ts';
import { vocabularyIn } from './vocabulary-under-test.ts';
import '../../../../../tests/seeded.ts';

const english = vocabularyIn('en');
const spanish = vocabularyIn('es');
const wordsFor = (typed: string, vocabulary = english) =>
  suggestions(typed, vocabulary).map((one) => ('text' in one ? one.text : one.words));
/** The condition of the best suggestion. */
const best = (typed: string, vocabulary = english): Filter | undefined => {
  const [first] = suggestions(typed, vocabulary);
  return first && 'condition' in first ? first.condition : undefined;
};
const on = (field: string, op: Operator, value?: unknown): Condition => ({
  field,
  op,
  ...(value === undefined ? {} : { value }),
});
const dollars = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

test.each([
  ['city is bog', on('city', 'is', 'Bogotá')],
  ['City: is not BOGOTÁ', on('city', 'isNot', 'Bogotá')],
  ['name contains Ana María', on('fullName', 'contains', 'Ana María')],
  ['owner me', on('ownerId', 'anyOf', ['me'])],
  ['owner is not in', on('ownerId', 'noneOf', ['ines'])],
  ['tags vip', on('tagIds', 'anyOf', ['vip'])],
  ['created last 30 days', on('createdAt', 'within', { last: 30, unit: 'day' })],
  ['created before 2026-03-03', on('createdAt', 'before', '2026-03-03')],
  ['last activity more than 60 days ago', on('lastActivityAt', 'before', { days: -60 })],
  ['hire date between today and 2027-01-01', on('hireDate', 'between', [{ days: 0 }, '2027-01-01'])],
  ['no e-mail', on('email', 'isEmpty')],
  ['email is not empty', on('email', 'isNotEmpty')],
  ['revenue > 5000', on('custom.revenue', 'more', dollars(500_000))],
  ['revenue<=5,000.50', on('custom.revenue', 'atMost', dollars(500_050))],
  ['score is between 10 and 20', on('score', 'between', [10, 20])],
  ['score 5', on('score', 'is', 5)],
  ['city is cali or lima', { or: [on('city', 'is', 'Cali'), on('city', 'is', 'lima')] }],
  ['status is active or new', on('statusId', 'anyOf', ['active', 'new'])],
  ['tags vip, partner', on('tagIds', 'anyOf', ['vip', 'partner'])],
  ['owner is unassigned', on('ownerId', 'isEmpty')],
  ['unassigned', on('ownerId', 'isEmpty')],
  ['no owner', on('ownerId', 'isEmpty')],
  ['assigned to me', on('ownerId', 'anyOf', ['me'])],
  ['bogota', on('city', 'is', 'Bogotá')],
  ['created before June', on('createdAt', 'before', '2026-06-01')],
  ['created after june', on('createdAt', 'after', '2026-06-30')],
  ['created in December', on('createdAt', 'between', ['2025-12-01', '2025-12-31'])],
  ['hire date in December', on('hireDate', 'between', ['2026-12-01', '2026-12-31'])],
  ['me', on('ownerId', 'anyOf', ['me'])],
  ['tags is vip', on('tagIds', 'anyOf', ['vip'])],
  ['tags include vip or partner', on('tagIds', 'anyOf', ['vip', 'partner'])],
  ['tags don’t include vip', on('tagIds', 'noneOf', ['vip'])],
  ['created 2025', on('createdAt', 'between', ['2025-01-01', '2025-12-31'])],
  ['created before 2025', on('createdAt', 'before', '2025-01-01')],
  ['created June 2025', on('createdAt', 'between', ['2025-06-01', '2025-06-30'])],
  ['last 30 days', on('createdAt', 'within', { last: 30, unit: 'day' })],
  ['this month', on('createdAt', 'within', { this: 'month' })],
])('a typed condition is suggested first: %s', (typed, condition) => {
  expect(best(typed)).toEqual(condition);
});

test.each([
  ['ciudad es bog', on('city', 'is', 'Bogotá')],
  ['responsable yo', on('ownerId', 'anyOf', ['me'])],
  ['actualizado este mes', on('updatedAt', 'within', { this: 'month' })],
  ['creado en los ultimos 30 dias', on('createdAt', 'within', { last: 30, unit: 'day' })],
  ['ultima actividad hace mas de 60 dias', on('lastActivityAt', 'before', { days: -60 })],
  ['sin correo', on('email', 'isEmpty')],
  ['ingresos mayor que 5.000', on('custom.revenue', 'more', dollars(500_000))],
  ['puntuacion entre 10 y 20', on('score', 'between', [10, 20])],
  ['apellidos empieza por Gó', on('lastName', 'startsWith', 'Gó')],
  ['estado no es act', on('statusId', 'noneOf', ['active'])],
  ['ciudad es cali o lima', { or: [on('city', 'is', 'Cali'), on('city', 'is', 'lima')] }],
  ['asignado a mí', on('ownerId', 'anyOf', ['me'])],
  ['propietario soy yo', on('ownerId', 'anyOf', ['me'])],
  ['propietario es yo', on('ownerId', 'anyOf', ['me'])],
  ['sin asignar', on('ownerId', 'isEmpty')],
  ['creado en junio de 2025', on('createdAt', 'between', ['2025-06-01', '2025-06-30'])],
  ['creado antes de junio', on('createdAt', 'before', '2026-06-01')],
  ['últimos 30 días', on('createdAt', 'within', { last: 30, unit: 'day' })],
])('a typed condition is suggested first, also in Spanish: %s', (typed, condition) => {
  expect(best(typed, spanish)).toEqual(condition);
});

const sameBeginnings = {
  ...english,
  valuesOf: ({ name }: FilterColumn) => {
    const labels = { city: ['Nueva Lima', 'Trial or Error', 'Trial or Error Creek'], ...choices }[name] ?? [];
    return labels.map((label, at) => ({ value: name === 'city' ? label : `${label} ${at}`, label }));
  },
  labelOf: (_: FilterColumn, value: string) => value,
};
const choices: Record<string, readonly string[]> = {
  statusId: ['Newsletter', 'New', 'Newcomer', 'Lost'],
  ownerId: ['Ana', 'Ana', 'Inés'],
};

test('alternatives are the values with exactly the typed words, otherwise the typed texts', () => {
  const cities = { or: [on('city', 'is', 'cali'), on('city', 'is', 'lima')] };
  expect(best('city is cali or lima', sameBeginnings)).toEqual(cities);
  const known = { or: [on('city', 'is', 'Nueva Lima'), on('city', 'is', 'lima')] };
  expect(best('city is nueva lima or lima', sameBeginnings)).toEqual(known);
});

test('alternatives that could be several choices aren’t offered', () => {
  expect(best('status is new or lost', sameBeginnings)).toEqual(on('statusId', 'anyOf', ['New 1', 'Lost 3']));
  expect(best('status newc or lo', sameBeginnings)).toEqual(
    on('statusId', 'anyOf', ['Newcomer 2', 'Lost 3']),
  );
  for (const typed of ['status is ne or lost', 'owner is ana or ines', 'owner ana, ines'])
    expect(suggestions(typed, sameBeginnings), typed).toEqual([]);
});

test('a value that is typed completely comes before those that contain it', () => {
  expect(best('status is new', sameBeginnings)).toEqual(on('statusId', 'anyOf', ['New 1']));
});

test.each([
  ['city is Bogotá, D.C.', on('city', 'is', 'Bogotá, D.C.')],
  ['name contains Acme, Inc.', on('fullName', 'contains', 'Acme, Inc.')],
  ['city is trial or error', on('city', 'is', 'Trial or Error')],
])('a text with a comma or a known one with “or” is a single value: %s', (typed, condition) => {
  expect(best(typed, sameBeginnings)).toEqual(condition);
});

test('a text with “or” can be one value or several, in different words', () => {
  expect(wordsFor('city is salt or light')).toEqual(['City is “salt” or “light”', 'City is salt or light']);
  expect(wordsFor('ciudad es sal, luz o sol', spanish)).toEqual([
    'Ciudad: «sal», «luz» o «sol»',
    'Ciudad: sal, luz o sol',
  ]);
  expect(wordsFor('city is trial or error', sameBeginnings)).toEqual([
    'City is Trial or Error',
    'City is Trial or Error Creek',
    'City is “trial” or “error”',
  ]);
  expect(wordsFor('name contains salt or light').slice(0, 2)).toEqual([
    'Name contains “salt” or contains “light”',
    'Name contains “salt or light”',
  ]);
});

test('alternatives that exceed the limits of filters aren’t offered', () => {
  const long = 'x'.repeat(listLimits.textCharacters - 20);
  const many = Array.from({ length: listLimits.conditions + 1 }, () => 'a').join(' or ');
  for (const typed of [`city is ${long} ${long} or a`, `city is ${many}`])
    expect(suggestions(typed, english).filter((one) => 'condition' in one && 'or' in one.condition)).toEqual(
      [],
    );
});

test('a typed column is completed with its operators, and an operator with values', () => {
  expect(wordsFor('ci')).toEqual(['City ']);
  expect(wordsFor('score').slice(0, 2)).toEqual(['Score is ', 'Score is not ']);
  expect(wordsFor('score le')).toEqual(['Score less than ']);
  expect(wordsFor('status is ')).toEqual(expect.arrayContaining(['Status is Active', 'Status is New']));
  expect(wordsFor('creado este', spanish)).toContain('Creado: este trimestre');
});

test('a value that is typed alone finds the columns that have it', () => {
  expect(wordsFor('ana')).toEqual(['Owner is Ana', 'Created by is Ana']);
  expect(wordsFor('soc', spanish)).toEqual(['Etiquetas: Socio']);
});

test('columns that match more of the words come first', () => {
  expect(wordsFor('last touch')[0]).toBe('Last touch on ');
  expect(wordsFor('name a')[0]).toBe('Name contains “a”');
});

test.each(['xyz', 'score between 1', 'owner nobody', 'created last 1001 days', 'created 99999 days ago'])(
  'a text that can’t be a condition has no suggestions: %s',
  (typed) => {
    expect(wordsFor(typed)).toEqual([]);
  },
);

test('every operator can be typed as its label shows it', () => {
  for (const vocabulary of [english, spanish]) {
    for (const column of vocabulary.columns.values()) {
      for (const op of operators[column.kind]) {
        const typed = `${column.label} ${operatorLabel(vocabulary, column, op)}`;
        const found = suggestions(typed, vocabulary).some((one) =>
          'condition' in one
            ? 'op' in one.condition && one.condition.op === op
            : valueForm(op) !== 'none' && one.text === `${typed} `,
        );
        expect(found, typed).toBe(true);
      }
    }
  }
});

test('whatever is typed, suggestions are few, different and accepted by the service', () => {
  const columns = new Map(
    [...english.columns].map(([name, column]): [string, Column] => {
      const choices = english.valuesOf(column).map(({ value }) => value);
      return [name, { name, kind: column.kind, hasMembers: column.hasMembers ?? false, choices }];
    }),
  );
  const start = fc.constantFrom(
    '',
    'name contains',
    'created',
    'created in the last',
    'hire date is',
    'revenue',
  );
  const part = fc.oneof(
    fc.constantFrom(...'city score tags owner e-mail is not no > <= between and last this or'.split(' ')),
    fc.constantFrom(...'30 0 1001 99999 days month today 2026-03-03 2026-99-99 5000 bog me'.split(' ')),
    fc.string({ unit: fc.constantFrom('a', '5', '\0', '\ud800', '-', '.', ':', '🙂'), maxLength: 4 }),
    fc.constant('long'.repeat(70)),
  );
  fc.assert(
    fc.property(start, fc.array(part, { maxLength: 4 }), (first, parts) => {
      const found = suggestions([first, ...parts].join(' '), english);
      expect(found.length).toBeLessThanOrEqual(10);
      expect(new Set(found.map(({ words }) => words)).size).toBe(found.length);
      for (const one of found) {
        if ('text' in one) continue;
        expect(checkFilter(one.condition, columns)).toEqual([]);
      }
    }),
  );
});
