import { expect, test } from 'vitest';
import { deleterOf } from './trash.ts';

test('a record in the trash names who deleted it, unless something has changed it since', () => {
  const row = { updatedBy: 'ana', deletedAt: '2026-05-01T10:00:00.000Z' };
  expect(deleterOf({ ...row, updatedAt: row.deletedAt })).toBe('ana');
  expect(deleterOf({ ...row, updatedAt: '2026-05-02T10:00:00.000Z' })).toBeUndefined();
});
