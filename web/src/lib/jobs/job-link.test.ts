import { expect, test } from 'vitest';
import type { Job } from '#contract/job.ts';
import { isInTrash } from './job-link.ts';
import { isOfImport } from '#contract/job-kind.ts';

const job = (values: Partial<Job>) => values as Job;

test('an import, its undo and the undo of that are jobs of an import, and other undos are not', () => {
  expect(isOfImport(job({ kind: 'import' }))).toBe(true);
  expect(isOfImport(job({ kind: 'undo' }))).toBe(true);
  expect(isOfImport(job({ kind: 'undo', isRedo: true }))).toBe(true);
  expect(isOfImport(job({ kind: 'undo', change: { action: 'delete' } }))).toBe(false);
  expect(isOfImport(job({ kind: 'rescore' }))).toBe(false);
});

test('records of an undone import are in the trash, until the undo is undone', () => {
  expect(isInTrash(job({ kind: 'import' }))).toBe(false);
  expect(isInTrash(job({ kind: 'undo' }))).toBe(true);
  expect(isInTrash(job({ kind: 'undo', isRedo: true }))).toBe(false);
  expect(isInTrash(job({ kind: 'undo', change: { action: 'update', values: {} } }))).toBe(false);
});
