import { beforeAll, expect, test } from 'vitest';
import { recordTypeNames } from '#contract/record-types.ts';
import type { RoleHere } from '#contract/permission.ts';
import { earlierRecordAccess } from '#contract/record-access.ts';
import type { Role } from '#contract/role.ts';
import { texts as english } from '#lib/i18n/en/records.ts';
import { texts as spanish } from '#lib/i18n/es/records.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import { nounsOf } from '#lib/i18n/nouns.ts';
import { recordViews } from '../views.ts';
import { isStatus, type RecordView } from '../view.ts';
import { usualWidth } from './column-width.ts';
import { isInRow, offeredColumns } from './offered-columns.ts';

beforeAll(() => useTexts('records'));

const { customer, deal } = recordViews;
const here = (role: Role): RoleHere => ({ role, recordAccess: earlierRecordAccess });
const names = (view = customer, role: Role = 'owner') =>
  offeredColumns(view, here(role)).map(({ field }) => field);

test('the columns that a list shows by default are offered first, and all others once', () => {
  const offered = names();
  expect(offered.slice(0, 3)).toEqual(['name', 'code', 'statusId']);
  expect(offered).toEqual(
    expect.arrayContaining(['website', 'createdBy', 'updatedAt', 'lastActivityAt', 'nextTaskAt', 'wonValue']),
  );
  expect(new Set(offered).size).toBe(offered.length);
});

test('columns that a role can’t use are not offered', () => {
  expect(names(customer, 'employee')).not.toContain('wonDeals');
  expect(names(customer, 'manager')).not.toContain('wonValue');
  expect(names(customer, 'employee')).toContain('nextTaskAt');
});

test('columns that serve the program only are not offered', () => {
  const offered = names(deal);
  for (const name of [
    'countedValue',
    'weightedValue',
    'position',
    'openStageId',
    'stageSeconds',
    'deletedAt',
  ])
    expect(offered).not.toContain(name);
  expect(offered).toEqual(expect.arrayContaining(['outcome', 'closeDate', 'closedAt', 'expectedCloseDate']));
});

test('the rows of default lists contain the default columns of all record types', () => {
  for (const type of recordTypeNames) {
    const view = recordViews[type];
    const lacking = offeredColumns(view, here('owner'))
      .slice(0, view.columns.length)
      .filter((column) => !isInRow(view, column));
    expect(lacking).toEqual([]);
  }
  expect(
    offeredColumns(customer, here('owner')).filter((column) => isInRow(customer, column)).length,
  ).toBeLessThan(names().length);
});

/** The labels of a record type's columns in both languages. */
const labelsOf = (view: RecordView): Record<string, string>[] =>
  (['en', 'es'] as const).map((language) => {
    const nouns = nounsOf(language);
    const { fieldLabels } = { en: english, es: spanish }[language](nouns);
    return { ...fieldLabels, ...view.ownTexts[language](nouns).fields };
  });

test('every column has a label of its own in each language', () => {
  for (const type of recordTypeNames) {
    const view = recordViews[type];
    for (const texts of labelsOf(view)) {
      const labels = names(view).map((field) => texts[field] ?? field);
      expect
        .soft(
          labels.filter((label, place) => labels.indexOf(label) !== place),
          type,
        )
        .toEqual([]);
      expect(labels.filter((label) => /^[a-z]+[A-Z]/.test(label))).toEqual([]);
    }
  }
});

test('the default columns of every list fit beside the sidebar at 1280 pixels in each language', () => {
  for (const type of recordTypeNames) {
    const view = recordViews[type];
    const columns = offeredColumns(view, here('owner')).slice(0, view.columns.length);
    for (const texts of labelsOf(view)) {
      const widths = columns.map(({ field, shownAs }, place) => {
        const label = texts[field] ?? field;
        const { width: own, minWidth: ownLeast } = view.columns[place] ?? {};
        const look = { isTitle: place === 0, isPill: isStatus(shownAs) };
        return usualWidth(shownAs, { label, own, ownLeast, ...look }).minWidth;
      });
      const sum = widths.reduce((all, width) => all + width, 48);
      expect.soft(sum, type).toBeLessThanOrEqual(1_044);
    }
  }
});
