import type { Money } from '#contract/field.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { texts as english } from '#lib/i18n/en/filters.ts';
import { texts as spanish } from '#lib/i18n/es/filters.ts';
import type { Language } from '#contract/language.ts';
import { nounsOf } from '#lib/i18n/nouns.ts';
import type { Naming } from '#contract/nouns.ts';
import { amountIn, numberIn } from '#contract/typed-amounts.ts';
import { isDay } from '#lib/i18n/format.ts';
import { spanIn } from './typed-date.ts';
import type { FilterColumn, TypingVocabulary } from './filter-vocabulary.ts';

type Labels = Record<string, readonly [kind: FilterColumn['kind'], en: string, es: string]>;
const labels: Labels = {
  fullName: ['text', 'Name', 'Nombre'],
  lastName: ['text', 'Last name', 'Apellidos'],
  email: ['text', 'E-mail', 'Correo'],
  city: ['text', 'City', 'Ciudad'],
  country: ['choice', 'Country', 'País'],
  statusId: ['choice', 'Status', 'Estado'],
  ownerId: ['choice', 'Owner', 'Responsable'],
  createdBy: ['choice', 'Created by', 'Creado por'],
  tagIds: ['choices', 'Tags', 'Etiquetas'],
  score: ['number', 'Score', 'Puntuación'],
  'custom.revenue': ['money', 'Revenue', 'Ingresos'],
  'custom.interests': ['choices', 'Interests', 'Intereses'],
  createdAt: ['timestamp', 'Created', 'Creado'],
  updatedAt: ['timestamp', 'Updated', 'Actualizado'],
  lastTouchAt: ['timestamp', 'Last touch', 'Última gestión'],
  lastActivityAt: ['timestamp', 'Last logged activity', 'Última actividad registrada'],
  nextTaskAt: ['timestamp', 'Next task', 'Próxima tarea'],
  hireDate: ['date', 'Hire date', 'Fecha de ingreso'],
};
const names: Record<string, string> = {
  CO: 'Colombia',
  active: 'Active',
  new: 'New',
  ana: 'Ana',
  ines: 'Inés',
  vip: 'VIP',
  partner: 'Partner',
  mexico: 'Mexico',
};
const spanishNames: Record<string, string> = { active: 'Activo', new: 'Nuevo', partner: 'Socio' };

const valuesOf: Record<string, readonly string[]> = {
  city: ['Bogotá', 'Cali'],
  country: ['CO', 'mexico'],
  statusId: ['active', 'new'],
  ownerId: ['ana', 'ines'],
  createdBy: ['ana', 'ines'],
  tagIds: ['vip', 'partner'],
};

const hasMembers = (name: string) => name === 'ownerId' || name === 'createdBy';

/** The vocabulary of a language for tests. */
export function vocabularyIn(
  language: Language,
  type: RecordTypeName = 'contact',
  own: Naming['wording'] = {},
): TypingVocabulary {
  const locale = language === 'en' ? 'en-US' : 'es-ES';
  const nouns = nounsOf(language, { wording: own });
  const { filters, filterPhrases } = (language === 'en' ? english : spanish)(nouns);
  const columns = Object.entries(labels).map(([name, [kind, en, es]]): [string, FilterColumn] => [
    name,
    { name, kind, label: language === 'en' ? en : es, hasMembers: hasMembers(name) },
  ]);
  const date = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const money = ({ amountMinor, currency }: Money) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      maximumFractionDigits: 0,
      useGrouping: 'always',
    } as object)
      .format(amountMinor / 100)
      .replace(/\s/g, ' ');
  const labelIn = (value: string) =>
    (language === 'es' ? spanishNames[value] : undefined) ?? names[value] ?? value;
  return {
    subject: nouns[type].Many,
    columns: new Map(columns),
    texts: filters,
    phrases: filterPhrases[type],
    labelOf: (_, value) => labelIn(value),
    valuesOf: ({ name }) => (valuesOf[name] ?? []).map((value) => ({ value, label: labelIn(value) })),
    numberFrom: (typed) => numberIn(locale, typed),
    moneyFrom: (typed) => {
      const amountMinor = amountIn(locale, typed, 'USD');
      return amountMinor === undefined ? undefined : { amountMinor, currency: 'USD' };
    },
    dateFrom: (typed) => (isDay(typed) ? typed : undefined),
    spanFrom: (typed, isPast) => spanIn(locale, typed, '2026-11-23', isPast),
    date: (day) => date.format(new Date(day)),
    number: (value) => new Intl.NumberFormat(locale).format(value),
    money,
  };
}
