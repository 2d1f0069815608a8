import { expect, test } from 'vitest';
import { digestOf, normalForm } from './normal-form.ts';
import type { Line, ReadArchive } from './read-archive.ts';

const archiveOf = (files: Record<string, [kind: string, lines: Line[]]>): ReadArchive => ({
  manifest: { files: Object.entries(files).map(([path, [kind]]) => ({ path, kind })) },
  lines: new Map(Object.entries(files).map(([path, [, lines]]) => [path, lines])),
  attached: new Map(),
});
const contacts = (...lines: Line[]) => archiveOf({ 'records/contacts.jsonl': ['records', lines] });
const ana = { id: '1', firstName: 'Ana', custom: { a: 1, b: [2, 1] }, ownerId: 'x' };

test('archives with the same content in another order, by other people, have equal digests', () => {
  const same = { ownerId: 'y', custom: { b: [2, 1], a: 1 }, firstName: 'Ana', id: '1' };
  const ben = { id: '2', firstName: 'Ben' };
  expect(digestOf(contacts(ana, ben))).toBe(digestOf(contacts(ben, same)));
});

test.each([
  ['a value', { ...ana, firstName: 'Anna' }],
  ['an id', { ...ana, id: '2' }],
  ['the order within a list', { ...ana, custom: { a: 1, b: [1, 2] } }],
  ['a missing value', { id: '1', custom: ana.custom }],
])('another digest shows that %s differs', (_, other) => {
  expect(digestOf(contacts(other))).not.toBe(digestOf(contacts(ana)));
});

test('the order of custom fields counts, and people do not', () => {
  const fields = (...keys: string[]) =>
    archiveOf({
      'settings/custom-fields.jsonl': ['customFields', keys.map((key) => ({ key }))],
      'people.jsonl': ['people', [{ id: keys[0] }]],
    });
  expect(digestOf(fields('a', 'b'))).not.toBe(digestOf(fields('b', 'a')));
  expect(Object.keys(normalForm(fields('a')))).toEqual(['settings/custom-fields.jsonl']);
});
