import { expect, test } from 'vitest';
import { lookupTermsOf, searchWordsOf, type Searched } from './searched.ts';

const contact: Searched = {
  texts: ['José', 'Gómez', undefined],
  emails: ['jose@acme.example', 'gomez.1985+crm@xn--bcher-kva.example', undefined],
  phones: ['+34933201181', '+34933201181'],
  codes: ['CUST-0001'],
  identifiers: ['52.123.456-K', ''],
};

test('a record is searched by the words of its texts and addresses, codes and identifiers as one word, and phone numbers from their end', () => {
  expect(searchWordsOf(contact)).toEqual([
    ...['jose', 'gomez', 'acme', 'example', '1985', 'crm', 'bucher', 'xn', 'bcher', 'kva'],
    ...['cust', '0001', 'cust0001', '52123456k', '+18110233943'],
  ]);
});

test('a record is looked up by whole addresses, the last nine digits of phone numbers, and identifiers, each once', () => {
  expect(lookupTermsOf(contact)).toEqual([
    'jose acme example',
    'gomez 1985 crm bucher example',
    'gomez 1985 crm xn bcher kva example',
    '+181102339',
    '=52123456k',
  ]);
});

test('a record of nothing is neither searched nor looked up', () => {
  expect([searchWordsOf({}), lookupTermsOf({ identifiers: ['-'], phones: ['+'] })]).toEqual([[], []]);
});
