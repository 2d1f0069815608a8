import { describe, expect, test } from 'vitest';
import { languages } from '#contract/language.ts';
import { isEntryType } from '#contract/entry-type-names.ts';
import { recordTypeNames } from '#contract/record-types.ts';
import { fold } from '../values/search-terms.ts';
import { fieldsOf } from './fields-under-test.ts';
import { headerSynonyms } from './header-synonyms.ts';
import {
  ambiguousHeaders,
  currencyHeaders,
  fillerWords,
  foreignWords,
  placeWords,
  typeWords,
} from './header-words.ts';
import { phoneTextOf } from './phone-label.ts';

const importedTypes = recordTypeNames.filter((name) => !isEntryType(name));

describe.each(languages)('the synonyms in %s', (language) => {
  const table = headerSynonyms[language];

  test.each(importedTypes)('contain every field of a %s that a column can fill', (type) => {
    const names = fieldsOf(type).map(({ name }) => name);
    expect(names.filter((name) => name !== 'phones' && !(name in table))).toEqual([]);
  });

  test('are folded, and no field has one twice', () => {
    for (const [name, synonyms] of Object.entries(table)) {
      const all = synonyms.split('|');
      expect(all.map(fold), name).toEqual(all);
      expect(new Set(all).size, name).toBe(all.length);
    }
  });

  test('belong to fields that a record type has', () => {
    const names = new Set(importedTypes.flatMap((type) => fieldsOf(type).map(({ name }) => name)));
    const further = ['fullName', 'furtherFirst', 'furtherLast'];
    expect(Object.keys(table).filter((name) => !names.has(name) && !further.includes(name))).toEqual([]);
  });
});

test('words of headers are folded', () => {
  const words = [
    ...Object.values(typeWords).flatMap((all) => all.split(' ')),
    ...[placeWords.keys(), fillerWords, foreignWords, currencyHeaders, ambiguousHeaders].flatMap((all) => [
      ...all,
    ]),
  ];
  expect(words.map(fold)).toEqual(words);
});

describe('the text of a phone column or label', () => {
  test.each([
    ['* Mobile', 'mobile', true],
    ['Work', 'work', false],
    ['Home', 'home', false],
    ['Main', 'work', false],
    ['Other', 'other', false],
    ['Work Cell Phone', 'mobile', true],
    ['Teléfono de la oficina', 'work', true],
    ['Tel. móvil', 'mobile', true],
    ['WhatsApp', 'mobile', true],
    ['Fijo', 'other', true],
    ['Phone 2', undefined, true],
    ['Nº de teléfono', undefined, true],
    ['Número', undefined, false],
  ])('%s names the label %s and a phone: %s', (text, label, isPhone) =>
    expect(phoneTextOf(text)).toEqual({ isPhone, ...(label ? { label } : {}) }),
  );

  test.each(['Fax', 'Work Fax', 'Assistant’s Phone', 'Phone call date', '', '2', 'Ana'])(
    '%j is about something else',
    (text) => expect(phoneTextOf(text)).toBeUndefined(),
  );
});
