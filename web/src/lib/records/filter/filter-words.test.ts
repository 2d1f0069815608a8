import { expect, test } from 'vitest';
import type { ColumnKind } from '#contract/lists/column-kind.ts';
import type { Condition, Filter, Operator } from '#contract/lists/filter-tree.ts';
import { operators } from '#contract/lists/operators.ts';
import { conditionWords } from './condition-words.ts';
import { filterWords } from './filter-words.ts';
import { vocabularyIn } from './vocabulary-under-test.ts';

const english = vocabularyIn('en');
const spanish = vocabularyIn('es');
const on = (field: string, op: Operator, value?: unknown): Condition => ({
  field,
  op,
  ...(value === undefined ? {} : { value }),
});
const bogota = on('city', 'is', 'Bogotá');
const mine = on('ownerId', 'anyOf', ['me']);
const good = on('score', 'more', 50);
const active = on('statusId', 'anyOf', ['active']);
const quiet: Filter = {
  or: [on('lastTouchAt', 'before', { days: -60 }), on('lastTouchAt', 'isEmpty')],
};
const cities: Filter = { or: [bogota, on('city', 'is', 'Oviedo')] };
const rich = on('custom.revenue', 'more', { amountMinor: 500_000, currency: 'USD' });

type Example = [filter: Filter | undefined, english: string, spanish: string];

test.each<Example>([
  [undefined, 'Contacts', 'Contactos'],
  [bogota, 'Contacts in Bogotá', 'Contactos en Bogotá'],
  [on('country', 'noneOf', ['CO']), 'Contacts not in Colombia', 'Contactos que no están en Colombia'],
  [
    { and: [quiet, bogota] },
    'Contacts in Bogotá without an activity in the last 60 days',
    'Contactos en Bogotá sin actividad en los últimos 60 días',
  ],
  [
    on('ownerId', 'anyOf', ['me', 'ines']),
    'Contacts assigned to me or Inés',
    'Contactos asignados a mí o a Inés',
  ],
  [
    on('createdBy', 'anyOf', ['ana', 'me']),
    'Contacts created by Ana or me',
    'Contactos creados por Ana o por mí',
  ],
  [
    on('tagIds', 'noneOf', ['vip', 'partner']),
    'Contacts not tagged VIP or Partner',
    'Contactos sin la etiqueta VIP ni Socio',
  ],
  [on('email', 'isEmpty'), 'Contacts with no e-mail', 'Contactos sin correo'],
  [
    on('nextTaskAt', 'before', { days: 0 }),
    'Contacts with an overdue task',
    'Contactos con alguna tarea vencida',
  ],
  [
    on('nextTaskAt', 'is', { days: 0 }),
    'Contacts whose next task is due today',
    'Contactos cuya próxima tarea vence hoy',
  ],
  [
    on('lastActivityAt', 'before', { days: -60 }),
    'Contacts whose last logged activity was more than 60 days ago',
    'Contactos cuya última actividad registrada fue hace más de 60 días',
  ],
  [
    on('lastTouchAt', 'before', { days: -60 }),
    'Contacts last touched more than 60 days ago',
    'Contactos cuya última gestión fue hace más de 60 días',
  ],
  [on('lastTouchAt', 'isEmpty'), 'Contacts that nobody has touched', 'Contactos sin ninguna gestión'],
  [
    { and: [mine, on('createdAt', 'within', { this: 'month' })] },
    'Contacts assigned to me and created this month',
    'Contactos asignados a mí y creados este mes',
  ],
  [
    { and: [quiet, mine, bogota] },
    'Contacts in Bogotá, without an activity in the last 60 days, and assigned to me',
    'Contactos en Bogotá, sin actividad en los últimos 60 días y asignados a mí',
  ],
])('conditions with a phrase follow the noun: %j', (filter, inEnglish, inSpanish) => {
  expect(filterWords(filter, english)).toBe(inEnglish);
  expect(filterWords(filter, spanish)).toBe(inSpanish);
});

test.each<Example>([
  [
    { and: [cities, rich] },
    'Contacts in Bogotá or Oviedo where revenue is more than $5,000',
    'Contactos en Bogotá u Oviedo con ingresos de más de 5.000 US$',
  ],
  [
    { and: [rich, on('statusId', 'anyOf', ['active', 'new'])] },
    'Contacts where revenue is more than $5,000, and status is Active or New',
    'Contactos con ingresos de más de 5.000 US$, y con estado Activo o Nuevo',
  ],
  [
    { or: [on('lastName', 'is', 'Inga'), on('lastName', 'is', 'Ot')] },
    'Contacts where last name is Inga or Ot',
    'Contactos con apellidos Inga u Ot',
  ],
  [
    on('lastName', 'startsWith', 'Gó'),
    'Contacts where last name starts with “Gó”',
    'Contactos con apellidos que empiezan por «Gó»',
  ],
  [
    on('fullName', 'contains', 'ana'),
    'Contacts where name contains “ana”',
    'Contactos con nombre que contiene «ana»',
  ],
  [
    on('custom.interests', 'noneOf', ['vip']),
    'Contacts where interests do not include VIP',
    'Contactos sin intereses VIP',
  ],
  [
    on('score', 'between', [10, 20]),
    'Contacts where score is between 10 and 20',
    'Contactos con puntuación de entre 10 y 20',
  ],
  [
    on('hireDate', 'before', '2026-03-03'),
    'Contacts where hire date is before Mar 3, 2026',
    'Contactos con fecha de ingreso antes del 3 mar 2026',
  ],
  [
    on('hireDate', 'between', ['2026-03-03', { days: 0 }]),
    'Contacts where hire date is between Mar 3, 2026 and today',
    'Contactos con fecha de ingreso entre el 3 mar 2026 y hoy',
  ],
  [
    on('hireDate', 'within', { next: 1, unit: 'week' }),
    'Contacts where hire date is in the next week',
    'Contactos con fecha de ingreso en la próxima semana',
  ],
  [on('custom.gone', 'isNotEmpty'), 'Contacts where custom.gone is not empty', 'Contactos con custom.gone'],
])('conditions without a phrase become clauses: %j', (filter, inEnglish, inSpanish) => {
  expect(filterWords(filter, english)).toBe(inEnglish);
  expect(filterWords(filter, spanish)).toBe(inSpanish);
});

test.each<Example>([
  [{ or: [bogota, mine] }, 'Contacts in Bogotá or assigned to me', 'Contactos en Bogotá o asignados a mí'],
  [
    { or: [bogota, good] },
    'Contacts where city is Bogotá or score is more than 50',
    'Contactos en Bogotá o con puntuación de más de 50',
  ],
  [
    { and: [{ or: [good, active] }, bogota, on('email', 'isEmpty')] },
    'Contacts in Bogotá with no e-mail, where score is more than 50 or status is Active',
    'Contactos en Bogotá, sin correo y (con puntuación de más de 50 o con estado Activo)',
  ],
  [
    { and: [{ or: [good, active] }, rich] },
    'Contacts where revenue is more than $5,000, and (score is more than 50 or status is Active)',
    'Contactos con ingresos de más de 5.000 US$, y (con puntuación de más de 50 o con estado Activo)',
  ],
  [
    { or: [{ and: [bogota, mine] }, active] },
    'Contacts where (city is Bogotá and owner is me), or status is Active',
    'Contactos (en Bogotá y asignados a mí), o con estado Activo',
  ],
])('alternatives and groups stay unambiguous: %j', (filter, inEnglish, inSpanish) => {
  expect(filterWords(filter, english)).toBe(inEnglish);
  expect(filterWords(filter, spanish)).toBe(inSpanish);
});

test('Spanish sentences agree with the gender of a custom label', () => {
  const own = { deal: { one: 'Operación', many: 'Operaciones' } };
  expect(
    filterWords({ and: [mine, on('createdAt', 'is', { days: -1 })] }, vocabularyIn('es', 'deal', own)),
  ).toBe('Operaciones asignadas a mí y creadas ayer');
});

test.each([
  [bogota, 'City is Bogotá', 'Ciudad: Bogotá'],
  [mine, 'Owner is me', 'Responsable: yo'],
  [on('tagIds', 'anyOf', ['vip']), 'Tags include VIP', 'Etiquetas: VIP'],
  [on('email', 'isEmpty'), 'E-mail is empty', 'Correo: sin valor'],
  [good, 'Score more than 50', 'Puntuación: más de 50'],
  [on('hireDate', 'is', '2026-03-03'), 'Hire date on Mar 3, 2026', 'Fecha de ingreso: el 3 mar 2026'],
  [
    on('createdAt', 'onOrAfter', { days: -30 }),
    'Created at most 30 days ago',
    'Creado: hace 30 días o menos',
  ],
  [on('city', 'is'), 'City', 'Ciudad'],
  // Spanish chips are a label and what it must be, without verbs.
  [on('city', 'isNot', 'Cali'), 'City is not Cali', 'Ciudad: excepto Cali'],
  [
    on('statusId', 'noneOf', ['active', 'new']),
    'Status is not Active or New',
    'Estado: excepto Activo y Nuevo',
  ],
  [on('fullName', 'contains', 'ana'), 'Name contains “ana”', 'Nombre: con «ana»'],
  [on('lastName', 'startsWith', 'Gó'), 'Last name starts with “Gó”', 'Apellidos: empiezan por «Gó»'],
  [
    on('tagIds', 'noneOf', ['vip', 'partner']),
    'Tags don’t include VIP or Partner',
    'Etiquetas: sin VIP ni Socio',
  ],
] as const)('a chip has the words of its condition: %j', (condition, inEnglish, inSpanish) => {
  expect(conditionWords(condition, english)).toBe(inEnglish);
  expect(conditionWords(condition, spanish)).toBe(inSpanish);
});

test('different conditions on a column have different words', () => {
  const amount = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
  const values: Record<ColumnKind, readonly [unknown, unknown]> = {
    text: ['a', 'b'],
    phones: ['1', '2'],
    number: [1, 2],
    money: [amount(100), amount(200)],
    date: [{ days: -5 }, { days: 5 }],
    timestamp: [{ days: -1 }, '2026-01-01'],
    choice: [['a'], ['b']],
    choices: [['a'], ['b']],
  };
  const columns = { phones: 'phones', text: 'fullName', money: 'custom.revenue', date: 'hireDate' };
  for (const kind of Object.keys(operators) as ColumnKind[]) {
    const others = { timestamp: 'createdAt', number: 'score', choice: 'statusId', choices: 'tagIds' };
    const field = { ...columns, ...others }[kind];
    const conditions = operators[kind].flatMap((op) => {
      if (op === 'isEmpty' || op === 'isNotEmpty') return [on(field, op)];
      if (op === 'within') return [on(field, op, { last: 2, unit: 'year' }), on(field, op, { this: 'day' })];
      return values[kind].map((value) => on(field, op, op === 'between' ? [value, value] : value));
    });
    for (const vocabulary of [english, spanish]) {
      for (const words of [conditionWords, filterWords]) {
        const all = conditions.map((condition) => words(condition, vocabulary));
        expect(new Set(all).size).toBe(conditions.length);
        expect(all.join()).not.toMatch(/undefined|object|NaN|\s\s/);
      }
    }
  }
});
