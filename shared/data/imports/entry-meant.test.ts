import { expect, test } from 'vitest';
import { firstEntries, type StatusListName } from '#contract/status-list.ts';
import { entryMeant } from './entry-meant.ts';

const entriesIn = (list: StatusListName) =>
  firstEntries(list).flatMap(({ id, meaning, en, es }) => [en, es].map((label) => ({ id, label, meaning })));
const stages = [
  { id: 's1', label: 'Primer contacto', meaning: 'open' },
  { id: 's2', label: 'Negociación', meaning: 'open' },
  { id: 's3', label: '¡Vendido!', meaning: 'won' },
  { id: 's4', label: 'No salió', meaning: 'lost' },
];
const meant = (entries: Parameters<typeof entryMeant>[0], text: string) =>
  entryMeant(entries, text, { usesSynonyms: true });

test.each([
  ['leadStatuses', 'Open - Not Contacted', 'new'],
  ['leadStatuses', 'Working - Contacted', 'contacted'],
  ['leadStatuses', 'Closed Lost', 'lost'],
  ['leadStatuses', 'closedwon', 'closed'],
  ['leadStatuses', 'Descartado', 'unqualified'],
  ['contactStatuses', 'Sales Qualified Lead', 'qualified'],
  ['contactStatuses', 'Oportunidad', 'prospect'],
  ['contactStatuses', 'Client', 'customer'],
  ['customerStatuses', 'Vigente', 'active'],
  ['customerStatuses', 'Cliente potencial', 'prospect'],
] as const)('in %s, %j means the entry %s', (list, text, id) =>
  expect(meant(entriesIn(list), text)).toEqual({ id }),
);

test.each([
  ['Negotiation/Review', 's2'],
  ['Closed Won', 's3'],
  ['Perdida', 's4'],
])('%j means a stage of another name with the same meaning', (text, id) =>
  expect(meant(stages, text)).toEqual({ id }),
);

test('a text that could mean several entries means none, and so does an unusual one', () => {
  const two = [
    { id: 'a', label: 'Ganada A', meaning: 'won' },
    { id: 'b', label: 'Ganada B', meaning: 'won' },
  ];
  expect(meant(two, 'Won')).toEqual({ code: 'unknown_entry' });
  expect(
    meant(
      [
        { id: 'a', label: 'Won' },
        { id: 'b', label: 'Ganado' },
      ],
      'Closed won',
    ),
  ).toEqual({
    code: 'unknown_entry',
  });
  expect(meant(stages, 'Evangelist')).toEqual({ code: 'unknown_entry' });
});

test('synonyms don’t count where nothing is guessed, nor for retired entries', () => {
  expect(entryMeant(stages, 'Closed Won', { usesSynonyms: false })).toEqual({ code: 'unknown_entry' });
  expect(meant([{ id: 'a', label: 'Won', meaning: 'won', retired: true }], 'Ganada')).toEqual({
    code: 'unknown_entry',
  });
});

test('what was chosen for a text counts first, without case, accents and punctuation around words', () => {
  const values = [
    { text: 'evangelist', id: 's3' },
    { text: 'Negociación', id: 's1' },
    { text: 'Other', id: null },
    { text: 'Gone', id: 'removed' },
  ];
  const chosen = (text: string) => entryMeant(stages, text, { values, usesSynonyms: true });
  expect(chosen('EVANGELIST!')).toEqual({ id: 's3' });
  expect(chosen('negociacion')).toEqual({ id: 's1' });
  expect(chosen('Other')).toEqual({ id: null });
  expect(chosen('Gone')).toEqual({ code: 'unknown_entry' });
  expect(chosen('Perdida')).toEqual({ id: 's4' });
});
