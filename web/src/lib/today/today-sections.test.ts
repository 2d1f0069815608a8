import { beforeAll, expect, test } from 'vitest';
import { conditionsIn } from '#contract/lists/filter-tree.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import type { Organization } from '#contract/organization.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import type { AnyRow } from '#lib/records/record-client.ts';
import type { Workspace } from '#lib/workspace.ts';
import { sectionsOf } from './today-sections.ts';

beforeAll(() => useTexts('today'));

const withStages = (...stages: object[]) => ({ pipelines: [{ id: 'p', stages }] });
const open = (id: string, staleDays?: number) => ({
  id,
  meaning: 'open',
  ...(staleDays ? { staleDays } : {}),
});
const sectionOf = (type: string, values: object = {}) => {
  const organization = {
    ...{ leadStatuses: [{ id: 'new', meaning: 'open' }], quoteStatuses: [], invoiceStatuses: [] },
    ...withStages(open('first'), open('second')),
    ...values,
  } as unknown as Organization;
  const workspace = { role: 'owner', organization } as unknown as Workspace;
  return sectionsOf(workspace).find((section) => section.type === type)!;
};
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const day = (from: number) => ago(-24 * from).slice(0, 10);
const row = (values: object) => ({ id: 'r', ...values }) as AnyRow;

test.each([
  [undefined, 23, false],
  [undefined, 25, true],
  [2, 1, false],
  [2, 3, true],
  [72, 71, false],
])(
  'with %s hours to answer, a lead that came in %i hours ago is late: %s',
  (leadAnswerHours, hours, isLate) => {
    const { reasons } = sectionOf('lead', leadAnswerHours ? { leadAnswerHours } : {});
    expect(reasons(row({ createdAt: ago(hours) }), day(0))[0]?.isLate ?? false).toBe(isLate);
  },
);

test('deals stand out after the days of their stage, or after 30', () => {
  const { reasons } = sectionOf('deal', withStages(open('fast', 5), open('usual')));
  const count = (stageId: string, days: number) =>
    reasons(row({ stageId, stageSince: ago(24 * days), nextTaskAt: day(1), createdAt: ago(999) }), day(0))
      .length;
  expect([count('fast', 5), count('fast', 6), count('usual', 30), count('usual', 31)]).toEqual([0, 1, 0, 1]);
});

test('the list of deals that wait asks for the days of each stage', () => {
  const always = [
    { field: 'ownerId', op: 'anyOf', value: ['me'] },
    { field: 'outcome', op: 'anyOf', value: ['open'] },
  ];
  const noStep = { field: 'nextTaskAt', op: 'isEmpty' };
  const past = { field: 'closeDate', op: 'before', value: { days: 0 } };
  const since = (days: number) => ({ field: 'stageSince', op: 'before', value: { days: -days } });
  const inStages = (...value: string[]) => ({ field: 'stageId', op: 'anyOf', value });
  expect(sectionOf('deal').filter).toEqual({ and: [...always, { or: [noStep, past, since(30)] }] });
  const three = withStages(open('fast', 5), open('usual'), open('also fast', 5), open('slow', 60));
  expect(sectionOf('deal', three).filter).toEqual({
    or: [
      { and: [...always, noStep] },
      { and: [...always, past] },
      { and: [...always, { ...inStages('fast', 'also fast', 'slow'), op: 'noneOf' }, since(30)] },
      { and: [...always, inStages('fast', 'also fast'), since(5)] },
      { and: [...always, inStages('slow'), since(60)] },
    ],
  });
});

test('the list of deals that wait has no more conditions than a filter can have, however many numbers there are', () => {
  const many = withStages(...Array.from({ length: 20 }, (_, place) => open(`stage-${place}`, place + 1)));
  expect(conditionsIn(sectionOf('deal', many).filter).length).toBeLessThan(listLimits.conditions);
});
