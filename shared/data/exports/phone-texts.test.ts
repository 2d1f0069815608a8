import { expect, test } from 'vitest';
import type { Phone } from '#contract/field.ts';
import { languages } from '#contract/language.ts';
import { readPhones } from '../imports/cell-phones.ts';
import { spain } from '../imports/readings-under-test.ts';
import { phoneTexts } from './phone-texts.ts';

const phones: Phone[] = [
  { label: 'other', number: '+34600111222' },
  { label: 'work', number: '+573001112233' },
  { label: 'mobile', number: '+34600111333' },
  { label: 'home', number: '+576041112233' },
];

test.each(languages)('an import gets all exported phone numbers back with their labels: %s', (language) => {
  expect(readPhones(phoneTexts(phones, language).join('; '), spain)).toEqual({ value: phones });
});

test('numbers without a label that says something are exported alone', () => {
  const others = phones.map((phone): Phone => ({ ...phone, label: 'other' }));
  expect(phoneTexts(others, 'en')).toEqual(others.map(({ number }) => number));
});
