import { recordTypes } from 'virtual:record-types';
import { beforeAll, expect, test } from 'vitest';
import { earlierRecordAccess } from '#contract/record-access.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { texts as englishAnalytics } from '#lib/i18n/en/analytics.ts';
import { texts as englishFilters } from '#lib/i18n/en/filters.ts';
import { texts as spanishAnalytics } from '#lib/i18n/es/analytics.ts';
import { texts as spanishFilters } from '#lib/i18n/es/filters.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import { nounsOf } from '#lib/i18n/nouns.ts';
import type { Workspace } from '#lib/workspace.ts';
import { recordViews } from '../views.ts';
import { filterOptions } from './filter-options.ts';
import { filterWords } from './filter-words.ts';
import { listVocabulary } from './list-vocabulary.ts';

const stage = (id: string, name: string) => ({ id, name, meaning: 'open' });
const workspace = {
  orgId: 'o1',
  base: '/o/o1',
  role: 'owner',
  me: { id: 'm1' },
  members: [
    { userId: 'm1', displayName: 'Ana Gil', active: true, role: 'owner' },
    { userId: 'm2', displayName: 'Inés Ruiz', active: false, role: 'employee' },
  ],
  tags: [{ id: 't1', name: 'VIP', color: 'blue' }],
  organization: {
    currency: 'EUR',
    recordAccess: earlierRecordAccess,
    customerStatuses: [
      { id: 'active', name: 'Active' },
      { id: 'former', name: 'Former', retired: true },
    ],
    leadStatuses: [],
    leadSources: [],
    pipelines: [
      { id: 'sales', name: 'Sales', stages: [stage('s1', 'Asked'), stage('s2', 'Offer')] },
      { id: 'rent', name: 'Rent', stages: [stage('r1', 'Asked')] },
    ],
  },
} as unknown as Workspace;

const vocabularyOf = (type: RecordTypeName, of = workspace, omitted: string[] = []) =>
  listVocabulary(of, recordViews[type], omitted);
const named = (type: RecordTypeName, name: string) => vocabularyOf(type).columns.get(name)!;

beforeAll(async () => {
  await Promise.all([useTexts('records'), useTexts('filters')]);
});

test('every column that lists can be filtered by has a label of its own', () => {
  for (const type of Object.keys(recordTypes) as RecordTypeName[]) {
    const columns = [...vocabularyOf(type).columns.values()];
    expect(columns.filter(({ name, label }) => name === label)).toEqual([]);
    expect(new Set(columns.map(({ label }) => label)).size, type).toBe(columns.length);
  }
});

test('columns that the role can’t use, and those that only the service uses, aren’t offered', () => {
  expect(vocabularyOf('customer').columns.has('wonValue')).toBe(true);
  const employee = vocabularyOf('customer', { ...workspace, role: 'employee' });
  expect(employee.columns.has('wonValue')).toBe(false);
  expect(employee.columns.has('nextTaskAt')).toBe(true);
  const deals = vocabularyOf('deal', workspace, ['pipelineId']).columns;
  for (const name of ['position', 'countedValue', 'weightedValue', 'openStageId', 'pipelineId', 'deletedAt'])
    expect(deals.has(name), name).toBe(false);
});

test('the columns of the table come first, and those about activity last', () => {
  const { groups } = vocabularyOf('customer');
  expect(groups.map(({ heading }) => heading)).toEqual(['Details', 'Activity']);
  expect(groups[0]?.columns.slice(0, 3).map(({ label }) => label)).toEqual(['Name', 'Code', 'Status']);
  expect(groups[1]?.columns[0]?.name).toBe('lastTouchAt');
});

test('values are offered by their labels, including retired ones and those of loaded rows', () => {
  const { valuesOf, labelOf } = vocabularyOf('customer');
  const labels = (name: string) => valuesOf(named('customer', name)).map(({ label }) => label);
  expect(labels('statusId')).toEqual(['Active', 'Former']);
  expect(labels('ownerId')).toEqual(['Ana Gil']);
  expect(labelOf(named('customer', 'ownerId'), 'm2')).toBe('Inés Ruiz');
  expect(labels('tagIds')).toEqual(['VIP']);
  expect(labels('country')).toContain('Colombia');
  queryClient.setQueryData(['o1', 'customers', 'list', {}], {
    items: [{ city: 'Cali' }, { city: 'Bogotá' }],
  });
  expect(labels('city')).toEqual(['Bogotá', 'Cali']);
  queryClient.clear();
});

test('stages with the same name are told apart by their pipeline', () => {
  const { valuesOf, labelOf } = vocabularyOf('deal');
  const stages = valuesOf(named('deal', 'stageId')).map(({ label }) => label);
  expect(stages).toEqual(['Asked (Sales)', 'Offer', 'Asked (Rent)']);
  expect(labelOf(named('deal', 'outcome'), 'won')).toBe('Won');
});

test('typed amounts are in the organization’s currency unless another one is typed', () => {
  const { moneyFrom } = vocabularyOf('deal');
  expect(moneyFrom('5,000')).toEqual({ amountMinor: 500_000, currency: 'EUR' });
  expect(moneyFrom('$5,000.50 usd')).toEqual({ amountMinor: 500_050, currency: 'USD' });
  expect(moneyFrom('100 jpy')).toEqual({ amountMinor: 100, currency: 'JPY' });
  expect(moneyFrom('five')).toBeUndefined();
});

const optionsFor = (typed: string, isInGroup = false) =>
  filterOptions(typed, {
    workspace,
    view: recordViews.customer,
    vocabulary: vocabularyOf('customer'),
    isInGroup,
  });

test.each(['no activity in the last 60 days', 'without activity 60', 'without an activity in the last 60'])(
  'records without a recent activity are offered as one filter: %s',
  (typed) => {
    const [first] = optionsFor(typed);
    expect(first?.label).toBe('Without an activity in the last 60 days');
    expect(filterWords(first?.node, vocabularyOf('customer'))).toBe(
      'Customers without an activity in the last 60 days',
    );
    expect(optionsFor(typed, true).some(({ node }) => node && 'or' in node)).toBe(false);
  },
);

test('without a text, all columns are offered under headings', () => {
  const options = optionsFor('');
  expect(options.flatMap(({ heading }) => heading ?? [])).toEqual(['Details', 'Activity']);
  expect(options.map(({ label }) => label)).toContain('Team');
  expect(optionsFor('', true).map(({ label }) => label)).not.toContain('Team');
});

test('a typed team is offered', () => {
  expect(optionsFor('team of ana')[0]).toEqual({ label: 'Team of Ana Gil', teamOf: 'm1' });
  expect(optionsFor('team')[0]).toEqual({ label: 'Team', teamOf: '' });
});

test('filters and reports name a team in the same words', () => {
  for (const [filters, analytics, nouns] of [
    [englishFilters, englishAnalytics, nounsOf('en')],
    [spanishFilters, spanishAnalytics, nounsOf('es')],
  ] as const) {
    const words = filters(nouns).filterBar.teamOf('Ana');
    expect(analytics(nouns).analytics.teamOf('Ana')).toBe(words);
    expect(words).toMatch(/ Ana$/);
  }
});
