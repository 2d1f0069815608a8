import { expect, test } from 'vitest';
import { contact } from '#contract/records/contact.ts';
import { createBody, formPointer, formValues, updateBody } from './record-form.ts';
import type { RecordView } from '../view.ts';

const view = { type: contact } as unknown as RecordView;
const record = {
  firstName: 'Ana',
  email: 'ana@example.com',
  phones: [{ label: 'work', number: '+34933201181' }],
};

test('a new record is submitted without empty values', () => {
  const values = { ...formValues(view, {}), firstName: ' Ana ', phones: [{ label: 'mobile', number: '' }] };
  expect(createBody(view, values, {})).toEqual({ firstName: 'Ana' });
});

test('a default that the user cleared is submitted as null', () => {
  const values = { ...formValues(view, { country: 'CO' }), firstName: 'Ana', country: '' };
  expect(createBody(view, values, { country: 'CO' })).toEqual({ firstName: 'Ana', country: null });
});

test('only changed values are sent, and emptied ones are cleared', () => {
  const before = formValues(view, record);
  expect(updateBody(view, before, { ...before })).toEqual({});
  expect(updateBody(view, before, { ...before, email: '', city: 'Vigo', phones: [] })).toEqual({
    email: null,
    city: 'Vigo',
    phones: null,
  });
});

test('an emptied required field is submitted for the schema to refuse', () => {
  const before = formValues(view, record);
  const body = updateBody(view, before, { ...before, firstName: '' });
  expect(body).toEqual({ firstName: '' });
  expect(contact.update.safeParse(body).success).toBe(false);
});

test('an error of a list points to the entry of the form, after those that aren’t filled in', () => {
  const blank = { description: '', quantity: 1, unitPriceMinor: '' };
  const values = { lines: [blank, { ...blank, description: 'One' }, blank, { ...blank, unitPriceMinor: 5 }] };
  const pointers = ['/lines/0/unitPriceMinor', '/lines/1/description', '/lines', '/total'];
  expect(pointers.map((pointer) => formPointer(values, pointer))).toEqual([
    '/lines/1/unitPriceMinor',
    '/lines/3/description',
    '/lines',
    '/total',
  ]);
});
