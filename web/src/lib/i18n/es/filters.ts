import type { RecordTypeName } from '#contract/record-types.ts';
import type { AreaTexts, Messages } from '../messages.ts';
import { ofTypes, type Noun, type Nouns } from '../nouns.ts';
import { eitherIn, listIn, pluralIn } from '../plural.ts';
import { isPlural, o } from '../spanish.ts';

const plural = pluralIn('es');
const either = eitherIn('es');
/** "A ni B", after "sin". */
const neither = (values: readonly string[]): string => values.join(' ni ');
/** The ending of a verb whose subject is a label. */
const n = (label: string): string => (isPlural(label) ? 'n' : '');
/** "de" before a day, as in "antes del 3 de marzo". */
const de = (day: string): string => (day.startsWith('el ') ? `d${day}` : `de ${day}`);

const operators: Messages['filters']['operators'] = {
  is: 'es',
  isNot: 'no es',
  contains: 'contiene',
  startsWith: 'empieza por',
  less: 'menos de',
  atMost: 'como máximo',
  more: 'más de',
  atLeast: 'al menos',
  before: 'antes de',
  onOrBefore: 'hasta',
  after: 'después de',
  onOrAfter: 'desde',
  between: 'entre',
  within: 'en',
  anyOf: 'es',
  noneOf: 'no es',
  isEmpty: 'está vacío',
  isNotEmpty: 'tiene valor',
};
const operatorsByKind: Messages['filters']['operatorsByKind'] = {
  days: { is: 'el' },
  choices: { anyOf: 'incluye', noneOf: 'no incluye' },
};

const typedOperators: Messages['filters']['typedOperators'] = {
  is: ['=', 'igual a'],
  isNot: ['!=', 'distinto de', 'distinta de', 'no'],
  contains: ['incluye', 'con'],
  startsWith: ['empieza con', 'comienza por', 'comienza con'],
  less: ['<', 'menor que', 'menor de', 'por debajo de'],
  atMost: ['<=', '≤', 'hasta', 'máximo'],
  more: ['>', 'mayor que', 'mayor de', 'por encima de'],
  atLeast: ['>=', '≥', 'desde', 'mínimo', 'como mínimo'],
  before: ['<', 'antes del'],
  onOrBefore: ['<=', '≤', 'hasta el'],
  after: ['>', 'después del'],
  onOrAfter: ['>=', '≥', 'desde el', 'a partir de'],
  within: ['durante'],
  anyOf: ['=', 'es', 'son', 'con', 'soy', 'incluyen', 'es alguno de'],
  noneOf: ['!=', 'no', 'no es', 'no son', 'sin', 'no incluyen', 'no es ninguno de'],
  isEmpty: ['vacío', 'vacía'],
  isNotEmpty: ['no está vacío', 'con valor'],
};

const days: Messages['filters']['days'] = {
  date: (date) => `el ${date}`,
  on: (date) => `el ${date}`,
  today: 'hoy',
  yesterday: 'ayer',
  tomorrow: 'mañana',
  before: (day) => `antes ${de(day)}`,
  onOrBefore: (day) => `hasta ${day}`,
  after: (day) => `después ${de(day)}`,
  onOrAfter: (day) => `desde ${day}`,
  between: (from, to) => `entre ${from} y ${to}`,
  ago: {
    is: (count) => plural(count, { one: 'hace # día', other: 'hace # días' }),
    before: (count) => plural(count, { other: 'hace más de # días' }),
    onOrBefore: (count) => plural(count, { other: 'hace # días o más' }),
    after: (count) => plural(count, { other: 'hace menos de # días' }),
    onOrAfter: (count) => plural(count, { other: 'hace # días o menos' }),
  },
  ahead: {
    is: (count) => plural(count, { one: 'dentro de # día', other: 'dentro de # días' }),
    before: (count) => plural(count, { other: 'dentro de menos de # días' }),
    onOrBefore: (count) => plural(count, { other: 'dentro de # días o menos' }),
    after: (count) => plural(count, { other: 'dentro de más de # días' }),
    onOrAfter: (count) => plural(count, { other: 'dentro de # días o más' }),
  },
};

/** "en los últimos 3 días", "en la última semana", by unit. */
function inUnits(adjective: string): Messages['filters']['periods']['last'] {
  const masculine = (one: string, many: string) => (count: number) =>
    plural(count, { one: `en el ${adjective}o ${one}`, other: `en los ${adjective}os # ${many}` });
  const feminine = (one: string, many: string) => (count: number) =>
    plural(count, { one: `en la ${adjective}a ${one}`, other: `en las ${adjective}as # ${many}` });
  return {
    day: masculine('día', 'días'),
    week: feminine('semana', 'semanas'),
    month: masculine('mes', 'meses'),
    quarter: masculine('trimestre', 'trimestres'),
    year: masculine('año', 'años'),
  };
}
const periods: Messages['filters']['periods'] = {
  this: {
    day: 'hoy',
    week: 'esta semana',
    month: 'este mes',
    quarter: 'este trimestre',
    year: 'este año',
  },
  last: inUnits('últim'),
  next: inUnits('próxim'),
};

const amounts: Messages['filters']['amounts'] = {
  less: (value) => `menos de ${value}`,
  atMost: (value) => `hasta ${value}`,
  more: (value) => `más de ${value}`,
  atLeast: (value) => `al menos ${value}`,
  between: (from, to) => `entre ${from} y ${to}`,
};

const chip: Messages['filters']['chip'] = {
  of: (label, part) => `${label}: ${part}`,
  is: (_, value) => value,
  isNot: (_, value) => `excepto ${value}`,
  contains: (_, value) => `con «${value}»`,
  startsWith: (label, value) => `empieza${n(label)} por «${value}»`,
  includes: (_, value) => value,
  excludes: (_, value) => `sin ${value}`,
  isEmpty: () => 'sin valor',
  isNotEmpty: () => 'con valor',
};

// Clauses start with "con" or "sin", because the gender of custom labels isn't known.
const clauses: Messages['filters']['clauses'] = {
  is: (label, value) => `con ${label} ${value}`,
  isNot: (label, value) => `sin ${label} ${value}`,
  contains: (label, value) => `con ${label} que contiene${n(label)} «${value}»`,
  startsWith: (label, value) => `con ${label} que empieza${n(label)} por «${value}»`,
  isNumber: (label, value) => `con ${label} de ${value}`,
  isNotNumber: (label, value) => `sin ${label} de ${value}`,
  amount: (label, part) => `con ${label} de ${part}`,
  day: (label, part) => `con ${label} ${part}`,
  includes: (label, value) => `con ${label} ${value}`,
  excludes: (label, value) => `sin ${label} ${value}`,
  isNotEmpty: (label) => `con ${label}`,
  isEmpty: (label) => `sin ${label}`,
};

const filters: Messages['filters'] = {
  removeFilter: (label) => `Quitar el filtro ${label}`,
  operators,
  operatorsByKind,
  typedOperators,
  typedWithout: ['sin', 'no tiene'],
  typedVerb: 'es',
  typedAnd: 'y',
  typedOr: ['o', 'u'],
  typedMe: ['yo', 'mí'],
  typedUnassigned: ['sin asignar', 'no asignado', 'no asignada'],
  typedColumns: {
    ownerId: ['asignado a', 'asignada a', 'propietario', 'propietaria', 'responsable', 'dueño', 'dueña'],
  },
  days,
  periods,
  amounts,
  chip,
  clauses,
  me: 'yo',
  where: '',
  and: 'y',
  or: 'o',
  andList: listIn('es'),
  orList: either,
  quoted: (text) => `«${text}»`,
  norList: neither,
  exceptList: listIn('es'),
};

/** "a Ana o a mí": names after a preposition, which each of them repeats. */
const after = (preposition: string, names: readonly string[], join = either): string =>
  join(names.map((name) => `${preposition} ${name === filters.me ? 'mí' : name}`));

const phrasesOf = (noun: Noun): Messages['filterPhrases'][RecordTypeName] => {
  const os = `${o(noun)}s`;
  return {
    in: (places) => `en ${either(places)}`,
    notIn: (places) => `que no están en ${neither(places)}`,
    assigned: (names) => `asignad${os} ${after('a', names)}`,
    notAssigned: (names) => `no asignad${os} ${after('a', names, neither)}`,
    createdBy: (names) => `cread${os} ${after('por', names)}`,
    updatedBy: (names) => `actualizad${os} por última vez ${after('por', names)}`,
    tagged: (names) => `con la etiqueta ${either(names)}`,
    notTagged: (names) => `sin la etiqueta ${neither(names)}`,
    createdAt: (day) => `cread${os} ${day}`,
    updatedAt: (day) => `actualizad${os} por última vez ${day}`,
    deletedAt: (day) => `eliminad${os} ${day}`,
    closedAt: (day) => `cerrad${os} ${day}`,
    convertedAt: (day) => `convertid${os} ${day}`,
    stageSince: (day) => `que entraron en su etapa ${day}`,
    lastTouchAt: (day) => `cuya última gestión fue ${day}`,
    touched: 'con alguna gestión',
    untouched: 'sin ninguna gestión',
    lastDoneAt: (day) => `cuya última actividad completada fue ${day}`,
    done: 'con alguna actividad completada',
    notDone: 'sin actividades completadas',
    lastActivityAt: (day) => `cuya última actividad registrada fue ${day}`,
    nextTaskAt: (day) => `cuya próxima tarea vence ${day}`,
    overdue: 'con alguna tarea vencida',
    withActivity: 'con actividades registradas',
    withoutActivity: 'sin actividades registradas',
    withoutActivityIn: (period) => `sin actividad ${period}`,
    withTask: 'con alguna tarea abierta',
    withoutTask: 'sin tareas abiertas',
    without: (label) => `sin ${label}`,
  };
};

const filterBar: Messages['filterBar'] = {
  label: 'Filtros',
  team: 'Equipo',
  teamOf: (name) => `Equipo de ${name}`,
  placeholder: 'Filtrar por…',
  suggestions: 'Filtros sugeridos',
  none: 'Ningún filtro coincide. Prueba con «responsable yo» o «creado este mes».',
  full: (count) => plural(count, { other: 'Una lista puede tener hasta # filtros.' }),
  details: 'Datos',
  activity: 'Actividad',
  unknown: 'desconocido',
  operator: 'Condición',
  value: 'Valor',
  from: 'Desde',
  to: 'Hasta',
  moreThanDaysAgo: 'hace más de … días',
  lessThanDaysAgo: 'hace menos de … días',
  exactDate: 'Fecha exacta',
  daysAgo: 'días antes de hoy',
  daysAhead: 'días después de hoy',
  period: 'Periodo',
  choosePeriod: 'Elige un periodo',
  count: 'Cantidad',
  wrongNumber: 'Escribe un número, por ejemplo, 1250',
  wrongAmount: 'Escribe un importe, por ejemplo, 1250',
  wrongCount: (most) => plural(most, { other: 'Escribe un número entero del 1 al #' }),
  inThePeriod: 'en el periodo',
  last: (unit) => (unit === 'week' ? 'Últimas' : 'Últimos'),
  next: (unit) => (unit === 'week' ? 'Próximas' : 'Próximos'),
  unit: 'Unidad',
  units: { day: 'días', week: 'semanas', month: 'meses', quarter: 'trimestres', year: 'años' },
  retired: 'ya no se usa',
  matching: 'Cómo se combinan los filtros',
  matches: { and: 'Deben cumplirse todos (y)', or: 'Basta con uno (o)' },
  switchMatching: 'Elige si deben cumplirse todos o basta con uno',
  extend: { and: 'Añadir condición con «y»', or: 'Añadir condición con «o»' },
  groupWithNext: 'Agrupar con el filtro siguiente',
  moveOut: 'Sacar del grupo',
  group: 'Grupo',
  ungroup: 'Desagrupar',
  remove: 'Quitar',
};

export const texts = (nouns: Nouns): AreaTexts['filters'] => ({
  filterBar,
  filters,
  filterPhrases: ofTypes(nouns, phrasesOf),
});
