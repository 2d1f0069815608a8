import type { Operator } from '#contract/lists/filter-tree.ts';
import type { PeriodUnit } from '#contract/lists/operators.ts';
import { ofTypes, type Nouns } from '../nouns.ts';
import { eitherIn, listIn, pluralIn } from '../plural.ts';

const plural = pluralIn('en');
const either = eitherIn('en');

/** Whether a label is plural, such as "Tags". Labels such as "Status" and "Address" aren't. */
const isPlural = (label: string): boolean => /[^sui]s$/.test(label);
const be = (label: string): string => (isPlural(label) ? 'are' : 'is');
/** The ending of a verb whose subject is a label. */
const s = (label: string): string => (isPlural(label) ? '' : 's');

/** Operators in menus. `operatorsByKind` replaces some of them for kinds of columns. */
const operators: Record<Operator, string> = {
  is: 'is',
  isNot: 'is not',
  contains: 'contains',
  startsWith: 'starts with',
  less: 'less than',
  atMost: 'at most',
  more: 'more than',
  atLeast: 'at least',
  before: 'before',
  onOrBefore: 'on or before',
  after: 'after',
  onOrAfter: 'on or after',
  between: 'between',
  within: 'in',
  anyOf: 'is',
  noneOf: 'is not',
  isEmpty: 'is empty',
  isNotEmpty: 'is not empty',
};
const operatorsByKind: Record<'days' | 'choices', Partial<Record<Operator, string>>> = {
  days: { is: 'on' },
  choices: { anyOf: 'includes', noneOf: 'doesn’t include' },
};

/** What people also type for an operator. */
const typedOperators: Partial<Record<Operator, readonly string[]>> = {
  is: ['=', 'equals'],
  isNot: ['!=', 'isn’t', "isn't", 'not'],
  contains: ['includes', 'has'],
  startsWith: ['begins with'],
  less: ['<', 'under', 'below'],
  atMost: ['<=', '≤', 'up to'],
  more: ['>', 'over', 'above', 'greater than'],
  atLeast: ['>=', '≥', 'from'],
  before: ['<'],
  onOrBefore: ['<=', '≤', 'until', 'by'],
  after: ['>'],
  onOrAfter: ['>=', '≥', 'since', 'from'],
  within: ['within', 'during'],
  anyOf: ['=', 'is', 'are', 'has', 'have', 'include', 'is any of'],
  noneOf: ['!=', 'is not', 'isn’t', "isn't", 'not', 'don’t include', "don't include", 'has no', 'is none of'],
  isEmpty: ['empty'],
  isNotEmpty: ['is set'],
};

/** Days, in the form that follows "created". */
const days = {
  date: (date: string) => date,
  on: (date: string) => `on ${date}`,
  today: 'today',
  yesterday: 'yesterday',
  tomorrow: 'tomorrow',
  before: (day: string) => `before ${day}`,
  onOrBefore: (day: string) => `on or before ${day}`,
  after: (day: string) => `after ${day}`,
  onOrAfter: (day: string) => `on or after ${day}`,
  between: (from: string, to: string) => `between ${from} and ${to}`,
  /** Days before today. */
  ago: {
    is: (count: number) => plural(count, { one: '# day ago', other: '# days ago' }),
    before: (count: number) => plural(count, { other: 'more than # days ago' }),
    onOrBefore: (count: number) => plural(count, { other: 'at least # days ago' }),
    after: (count: number) => plural(count, { other: 'less than # days ago' }),
    onOrAfter: (count: number) => plural(count, { other: 'at most # days ago' }),
  },
  /** Days after today. */
  ahead: {
    is: (count: number) => plural(count, { one: '# day from now', other: '# days from now' }),
    before: (count: number) => plural(count, { other: 'less than # days from now' }),
    onOrBefore: (count: number) => plural(count, { other: 'at most # days from now' }),
    after: (count: number) => plural(count, { other: 'more than # days from now' }),
    onOrAfter: (count: number) => plural(count, { other: 'at least # days from now' }),
  },
};

/** "in the last 3 days", by unit. */
function inUnits(adjective: string) {
  const of = (one: string) => (count: number) =>
    `in the ${adjective} ${plural(count, { one, other: `# ${one}s` })}`;
  return {
    day: of('day'),
    week: of('week'),
    month: of('month'),
    quarter: of('quarter'),
    year: of('year'),
  } satisfies Record<PeriodUnit, unknown>;
}

/** Periods, in the form that follows "created". */
const periods = {
  this: {
    day: 'today',
    week: 'this week',
    month: 'this month',
    quarter: 'this quarter',
    year: 'this year',
  } as Record<PeriodUnit, string>,
  last: inUnits('last'),
  next: inUnits('next'),
};

/** Numbers and amounts. */
const amounts = {
  less: (value: string) => `less than ${value}`,
  atMost: (value: string) => `at most ${value}`,
  more: (value: string) => `more than ${value}`,
  atLeast: (value: string) => `at least ${value}`,
  between: (from: string, to: string) => `between ${from} and ${to}`,
};

/** Operators and their values in chips, after the label of a column. */
const chip = {
  of: (label: string, part: string) => `${label} ${part}`,
  is: (label: string, value: string) => `${be(label)} ${value}`,
  isNot: (label: string, value: string) => `${be(label)} not ${value}`,
  contains: (label: string, value: string) => `contain${s(label)} “${value}”`,
  startsWith: (label: string, value: string) => `start${s(label)} with “${value}”`,
  includes: (label: string, value: string) => `include${s(label)} ${value}`,
  excludes: (label: string, value: string) => `${isPlural(label) ? 'don’t' : 'doesn’t'} include ${value}`,
  isEmpty: (label: string) => `${be(label)} empty`,
  isNotEmpty: (label: string) => `${be(label)} not empty`,
};

/** Conditions in a sentence, after `where`. */
const clauses = {
  is: (label: string, value: string) => `${label} ${be(label)} ${value}`,
  isNot: (label: string, value: string) => `${label} ${be(label)} not ${value}`,
  contains: (label: string, value: string) => `${label} contain${s(label)} “${value}”`,
  startsWith: (label: string, value: string) => `${label} start${s(label)} with “${value}”`,
  isNumber: (label: string, value: string) => `${label} ${be(label)} ${value}`,
  isNotNumber: (label: string, value: string) => `${label} ${be(label)} not ${value}`,
  amount: (label: string, part: string) => `${label} ${be(label)} ${part}`,
  day: (label: string, part: string) => `${label} ${be(label)} ${part}`,
  includes: (label: string, value: string) => `${label} include${s(label)} ${value}`,
  excludes: (label: string, value: string) =>
    `${label} do${isPlural(label) ? '' : 'es'} not include ${value}`,
  isNotEmpty: (label: string) => `${label} ${be(label)} not empty`,
  isEmpty: (label: string) => `${label} ${be(label)} empty`,
};

const filters = {
  removeFilter: (label: string) => `Remove filter ${label}`,
  operators,
  operatorsByKind,
  typedOperators,
  /** What people type before a column that must be empty. */
  typedWithout: ['without', 'no', 'with no'],
  /** Optional before an operator that people type. */
  typedVerb: 'is',
  /** Between the bounds that people type. */
  typedAnd: 'and',
  /** Between the alternatives that people type. */
  typedOr: ['or'],
  /** What people also type for the person who uses the filter. */
  typedMe: ['me', 'myself'],
  /** What people type for a column of members that must be empty. For the owner, also without the column. */
  typedUnassigned: ['unassigned', 'not assigned'],
  /** What people also type for columns, by name. */
  typedColumns: { ownerId: ['assigned to', 'assignee', 'owned by'] } as Partial<
    Record<string, readonly string[]>
  >,
  days,
  periods,
  amounts,
  chip,
  clauses,
  me: 'me',
  /** Between the subject and the clauses of a sentence. Empty in languages whose clauses follow the subject. */
  where: 'where',
  and: 'and',
  or: 'or',
  andList: listIn('en'),
  orList: either,
  /** A text that a person typed, among others. */
  quoted: (text: string) => `“${text}”`,
  /** Values of a negated condition. */
  norList: either,
  /** Values that a chip excepts. */
  exceptList: either,
};

/** Countries with an article, such as "the United States". */
const country = (name: string): string =>
  /^(United|Netherlands|Philippines|Bahamas|Maldives|Gambia|Seychelles)|(Islands|Republic|Territories)$/.test(
    name,
  )
    ? `the ${name}`
    : name;

/** Conditions that follow the noun of the record type directly, such as "assigned to me". */
const phrases = {
  in: (places: readonly string[]) => `in ${either(places.map(country))}`,
  notIn: (places: readonly string[]) => `not in ${either(places.map(country))}`,
  assigned: (names: readonly string[]) => `assigned to ${either(names)}`,
  notAssigned: (names: readonly string[]) => `not assigned to ${either(names)}`,
  createdBy: (names: readonly string[]) => `created by ${either(names)}`,
  updatedBy: (names: readonly string[]) => `last updated by ${either(names)}`,
  tagged: (names: readonly string[]) => `tagged ${either(names)}`,
  notTagged: (names: readonly string[]) => `not tagged ${either(names)}`,
  createdAt: (day: string) => `created ${day}`,
  updatedAt: (day: string) => `last updated ${day}`,
  deletedAt: (day: string) => `deleted ${day}`,
  closedAt: (day: string) => `closed ${day}`,
  convertedAt: (day: string) => `converted ${day}`,
  stageSince: (day: string) => `that entered their stage ${day}`,
  lastTouchAt: (day: string) => `last touched ${day}`,
  touched: 'that somebody has touched',
  untouched: 'that nobody has touched',
  lastDoneAt: (day: string) => `whose last completed activity was ${day}`,
  done: 'with a completed activity',
  notDone: 'without a completed activity',
  lastActivityAt: (day: string) => `whose last logged activity was ${day}`,
  nextTaskAt: (day: string) => `whose next task is due ${day}`,
  overdue: 'with an overdue task',
  withActivity: 'with logged activities',
  withoutActivity: 'without logged activities',
  withoutActivityIn: (period: string) => `without an activity ${period}`,
  withTask: 'with an open task',
  withoutTask: 'without an open task',
  without: (label: string) => `with no ${label}`,
};

/** The bar in which people build filters. */
const filterBar = {
  label: 'Filters',
  /** The filter by a team, before a member is chosen. */
  team: 'Team',
  teamOf: (name: string) => `Team of ${name}`,
  placeholder: 'Filter by…',
  suggestions: 'Suggested filters',
  none: 'No matching filter. Try “owner me” or “created this month”.',
  full: (count: number) => plural(count, { other: 'A list can have up to # filters.' }),
  details: 'Details',
  activity: 'Activity',
  unknown: 'unknown',
  operator: 'Condition',
  value: 'Value',
  from: 'From',
  to: 'To',
  moreThanDaysAgo: 'more than … days ago',
  lessThanDaysAgo: 'less than … days ago',
  exactDate: 'Exact date',
  daysAgo: 'days ago',
  daysAhead: 'days from now',
  period: 'Period',
  choosePeriod: 'Choose a period',
  count: 'Number',
  wrongNumber: 'Enter a number, such as 1250',
  wrongAmount: 'Enter an amount, such as 1250',
  wrongCount: (most: number) => plural(most, { other: 'Enter a whole number from 1 to #' }),
  inThePeriod: 'in the period',
  last: (_: PeriodUnit): string => 'Last',
  next: (_: PeriodUnit): string => 'Next',
  unit: 'Unit',
  units: { day: 'days', week: 'weeks', month: 'months', quarter: 'quarters', year: 'years' } as Record<
    PeriodUnit,
    string
  >,
  retired: 'no longer in use',
  /** The menu between filters. */
  matching: 'Match',
  matches: { and: 'All filters (and)', or: 'Any filter (or)' },
  switchMatching: 'Match all or any filters',
  /** Adds a condition that forms a group with this one. */
  extend: { and: 'Add “and” condition', or: 'Add “or” condition' },
  groupWithNext: 'Group with next filter',
  moveOut: 'Move out of group',
  group: 'Group',
  ungroup: 'Ungroup',
  remove: 'Remove',
};

/** UI text for filters of lists. */
export const texts = (nouns: Nouns) => ({
  filterBar,
  filters,
  filterPhrases: ofTypes(nouns, () => phrases),
});
