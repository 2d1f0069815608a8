import { expect, test } from 'vitest';
import { importOutput } from '#contract/import.ts';
import { fileEndings, typeInName } from './file-choice.ts';
import type { ImportView } from './import-views.ts';

test('the page offers files of every format that an import reads', () => {
  const { format } = importOutput.shape.file.shape;
  const endings = format.def.innerType.options.map((option) => `.${option}`);
  expect(fileEndings).toEqual(expect.arrayContaining(endings));
});

const view = (name: ImportView['name'], many: string) => ({
  name,
  texts: () => ({ many, count: String, fields: {} }),
});
const views = [
  view('contact', 'Contacts'),
  view('deal', 'Oportunidades'),
  view('note', 'Notes'),
  view('activity', 'Activities'),
];

test.each([
  ['hubspot-notes.csv', 'note'],
  ['Contacts (2026).xlsx', 'contact'],
  ['oportunidades.csv', 'deal'],
  ['contact_calls.csv', 'activity'],
  ['export.csv', undefined],
])('the name %s says that the rows are %s', (name, type) => expect(typeInName(name, views)).toBe(type));
