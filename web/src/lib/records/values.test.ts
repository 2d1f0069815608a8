import { expect, test } from 'vitest';
import type { ShownField } from 'virtual:contract';
import type { Workspace } from '#lib/workspace.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import { choicesOf, memberChoices, valueText } from './values.ts';

const status = { kind: 'listed', list: 'contactStatuses', mode: 'defaulted' } as unknown as ShownField;
const stage = { ...status, list: 'stages' } as ShownField;
const workspace = {
  organization: {
    contactStatuses: [
      { id: 'new', name: 'New' },
      { id: 'old', name: 'Old', retired: true },
    ],
    pipelines: [
      { id: 'sales', stages: [{ id: 'asked', name: 'Asked' }] },
      { id: 'rent', stages: [{ id: 'viewed', name: 'Viewed' }] },
    ],
  },
} as unknown as Workspace;
const valuesOf = (choices: { value: string }[]) => choices.map(({ value }) => value);

test('the current value is among the choices, even if it is retired or newer than the list', async () => {
  await useTexts('records');
  expect(valuesOf(choicesOf(workspace, status, 'new'))).toEqual(['new']);
  expect(valuesOf(choicesOf(workspace, status, 'old'))).toEqual(['new', 'old']);
  expect(choicesOf(workspace, status, 'added').at(-1)).toEqual({ value: 'added', label: 'Current value' });
  expect(valuesOf(choicesOf(workspace, stage, 'added', { pipelineId: 'rent' }))).toEqual(['viewed', 'added']);
});

test('no choice is added for an empty value or a stage of another pipeline', async () => {
  await useTexts('records');
  expect(valuesOf(choicesOf(workspace, status, ''))).toEqual(['new']);
  expect(valuesOf(choicesOf(workspace, status, undefined))).toEqual(['new']);
  expect(valuesOf(choicesOf(workspace, stage, 'asked', { pipelineId: 'rent' }))).toEqual(['viewed']);
});

test('members who share a name are told apart by their e-mail addresses, or else by the day they joined', () => {
  const member = (userId: string, displayName: string, more: object = {}) => ({
    userId,
    displayName,
    email: `${userId}@x.test`,
    role: 'seller',
    active: true,
    ...more,
  });
  const members = [
    member('a', 'Ana Ruiz'),
    member('b', 'Ana Ruiz'),
    member('c', 'Leo Paz'),
    member('d', 'Leo Paz', { active: false }),
  ];
  const choices = memberChoices({ members } as unknown as Workspace);
  expect(choices.map(({ label, name, detail }) => [label, name, detail])).toEqual([
    ['Ana Ruiz (a@x.test)', 'Ana Ruiz', 'a@x.test'],
    ['Ana Ruiz (b@x.test)', 'Ana Ruiz', 'b@x.test'],
    ['Leo Paz', 'Leo Paz', undefined],
  ]);
  const without = members.map(({ email: _email, ...rest }, day) => ({
    ...rest,
    joinedAt: `2026-03-0${day + 1}T12:00:00Z`,
  }));
  const labels = memberChoices({ members: without } as unknown as Workspace).map(({ label }) => label);
  expect(labels).toEqual(['Ana Ruiz (Mar 1, 2026)', 'Ana Ruiz (Mar 2, 2026)', 'Leo Paz']);
});

test('lines that differ in any typed value look different, in forms too', async () => {
  await useTexts('records');
  await useTexts('documents');
  const line = { description: 'Coffee', quantity: 2, unitPriceMinor: 500 };
  const others = [
    { discountPercent: 5 },
    { taxPercent: 5 },
    { withholdingPercent: 5 },
    { untaxed: { as: 'exempt' } },
    { untaxed: { as: 'exempt', reason: 'Article 20' } },
    { discountPercent: 'five' },
    { unit: 'kg' },
  ];
  const field = { kind: 'lines' } as unknown as ShownField;
  const texts = [{}, ...others].map((more) => valueText(workspace, field, [{ ...line, ...more }], 'EUR'));
  expect(texts[1]).toContain('5% off');
  expect(new Set(texts).size).toBe(texts.length);
});
