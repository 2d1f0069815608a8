import { expect, test } from 'vitest';
import { ApiProblem } from '#lib/api/problem.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import type { RecordView } from '../view.ts';
import { faultLabel, labeledRefusal } from './fault-label.ts';

const view = {
  texts: () => ({ fields: { lines: 'Lines', phones: 'Phones', dueOn: 'Due date', 'custom.area': 'Area' } }),
} as unknown as RecordView;
const labelOf = (pointer: string) => faultLabel(view, pointer);

test('an invalid value is named by its field, its place in a list, and its column', async () => {
  await useTexts('documents');
  expect(labelOf('/lines/0/quantity')).toBe('Lines 1, Quantity');
  expect(labelOf('/lines/11/unitPriceMinor')).toBe('Lines 12, Unit price');
  expect(labelOf('/lines/0/taxPercent')).toBe('Lines 1, Tax %');
  expect(labelOf('/lines')).toBe('Lines');
  expect(labelOf('/phones/1/number')).toBe('Phones 2');
  expect(labelOf('/dueOn')).toBe('Due date');
  expect(labelOf('/custom/area')).toBe('Area');
  expect(labelOf('/unknown')).toBeUndefined();
});

test('a refusal names the refused value where it isn’t shown', async () => {
  await useTexts('refusals');
  const refused = (pointer: string) => {
    const errors = [{ pointer, code: 'before_document' as const, message: '' }];
    return labeledRefusal(view, new ApiProblem({ code: 'invalid_input', errors }));
  };
  expect(refused('/dueOn')).toBe('Due date: Can’t be before the date of the document');
  expect(refused('/unknown')).toBe('Can’t be before the date of the document');
});
