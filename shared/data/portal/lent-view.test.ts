import { expect, test } from 'vitest';
import type { Context } from '../organization/context.ts';
import { invoiceRecords } from '../records/invoice.ts';
import { isInViews, reachOfViews } from './lent-view.ts';

/** A view that covers the invoices of some owners. */
const viewOf = (...team: string[]): Context =>
  ({ team, actor: { userId: team[0] }, scopeFor: () => 'team' }) as unknown as Context;
const viewOfAll = { scopeFor: () => 'all' } as unknown as Context;
const viewOfNothing = { scopeFor: () => undefined } as unknown as Context;

test('several views show the records that all of them contain', () => {
  const [ana, leo] = [viewOf('ana', 'mia'), viewOf('leo', 'mia')];
  const invoicesOf = (views: Context[]) =>
    ['ana', 'leo', 'mia', undefined].filter((ownerId) => isInViews(views, invoiceRecords, { ownerId }));
  expect(invoicesOf([ana])).toEqual(['ana', 'mia']);
  expect(invoicesOf([ana, leo])).toEqual(['mia']);
  expect(invoicesOf([leo, viewOfAll])).toEqual(['leo', 'mia']);
  expect(invoicesOf([ana, viewOfNothing])).toEqual([]);
  expect(invoicesOf([viewOfAll])).toEqual(['ana', 'leo', 'mia', undefined]);
  expect(reachOfViews([viewOfAll, viewOfAll], invoiceRecords)).toBe('all');
});
