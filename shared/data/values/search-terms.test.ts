import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contact } from '#contract/records/contact.ts';
import {
  distinctTerms,
  fold,
  keyText,
  partitionOf,
  phoneTerm,
  rotations,
  searchTermsOf,
} from './search-terms.ts';
import { contactRecords } from '../records/contact.ts';
import '../../../tests/seeded.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom('ﷺ'.repeat(60), '𠮷'.repeat(70), 'ǅ'.repeat(80), '👩‍👩‍👧'.repeat(9), 'x'.repeat(161)),
);

describe('fold', () => {
  test('folds equivalent spellings to one text and is idempotent', () => {
    fc.assert(
      fc.property(text, (value) => {
        const folded = fold(value);
        expect(fold(folded)).toBe(folded);
        expect(fold(value.normalize('NFD'))).toBe(fold(value.normalize('NFC')));
        expect(folded).not.toMatch(/^ | {2}| $/);
      }),
    );
  });

  test.each([
    ['José  MARÍA-Núñez', 'jose maria nunez'],
    ['Łukasz Wójcik', 'lukasz wojcik'],
    ['Großmann', 'grossmann'],
    ['Ó Súilleabháin', 'o suilleabhain'],
    ['Yıldırım', 'yildirim'],
    ['İpek', 'ipek'],
    ['Nguyễn Thị Minh', 'nguyen thi minh'],
    ['’t Hooft', 't hooft'],
  ])('%s is found as %s', (original, folded) => expect(fold(original)).toBe(folded));
});

test('every word of a name starts one of its rotations, up to six', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 9 }), (words) => {
      const all = rotations(words.join(' '));
      expect(all).toHaveLength(Math.min(words.length, 6));
      for (const [index, rotation] of all.entries()) {
        expect(rotation.startsWith(words[index]!)).toBe(true);
        expect(rotation.split(' ').sort()).toEqual([...words].sort());
      }
    }),
  );
});

test('the last digits of a phone number are the prefix of its search term', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), fc.integer({ min: 2, max: 7 }), (number, length) => {
      expect(phoneTerm(number).startsWith(phoneTerm(number.slice(-length)))).toBe(true);
    }),
  );
});

describe('keys made of user input', () => {
  const phone = fc.record({ label: fc.constant('work' as const), number: fc.constant('+34933201181') });
  const typed = fc
    .record({
      firstName: text,
      lastName: fc.option(text, { nil: undefined }),
      phones: fc.array(phone, { maxLength: 5 }),
    })
    .map((values) => ({ ...values, email: 'someone@somewhere.example' }))
    .map((values) => contact.create.safeParse(values))
    .filter((result) => result.success)
    .map((result) => {
      const id = '01a1f840-3b75-74c6-8323-759445fc6515';
      const derived = contactRecords.derive(result.data, {} as never);
      return { ...result.data, ...derived, id, createdAt: '2026-11-20T09:00:00.000Z' } as never;
    });
  const bytes = (value: string) => Buffer.byteLength(value);

  test('fit DynamoDB’s 1,024 bytes of a sort key with an id beside them', () => {
    fc.assert(
      fc.property(typed, (record) => {
        for (const sort of Object.values(contactRecords.sorts))
          expect(bytes(sort(record, {} as never))).toBeLessThanOrEqual(900);
        for (const word of contactRecords.searchTerms(record)) {
          expect(bytes(word)).toBeLessThanOrEqual(900);
          expect(word.length).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });

  test('are whole characters', () => {
    fc.assert(
      fc.property(text, (value) => {
        const key = keyText(fold(value));
        expect(bytes(key)).toBeLessThanOrEqual(800);
        if (fold(value).isWellFormed()) expect(key.isWellFormed()).toBe(true);
      }),
    );
  });
});

test('a contact’s search terms are its names, addresses, their parts and ends of phone numbers, each once', () => {
  const words = searchTermsOf({
    names: ['José', 'Gómez'],
    emails: ['jose@acme.example', 'gomez.1985+crm@acme.example', undefined],
    phones: ['+34933201181', '+34933201181'],
    codes: ['CUST-0001'],
    identifiers: ['52.123.456-K'],
  });
  expect(words).toEqual([
    'jose gomez',
    'gomez jose',
    'cust 0001',
    '=52123456k',
    '=0001',
    'jose acme example',
    'acme example',
    'gomez 1985 crm acme example',
    'crm',
    '+18110233943',
  ]);
});

test('a search term that is left out is the beginning of one in the same partition, and no other one is', () => {
  const unit = fc.constantFrom('a', 'b', '1', ' ', '𠮷');
  const term = fc
    .tuple(fc.constantFrom('', '', '+', '='), fc.array(unit, { minLength: 1, maxLength: 4 }))
    .map(([mark, units]) => mark + units.join(''));
  fc.assert(
    fc.property(fc.array(term, { maxLength: 12 }), (terms) => {
      const kept = distinctTerms(terms);
      const foundBy = (one: string) =>
        kept.filter((other) => other.startsWith(one) && partitionOf(other) === partitionOf(one));
      for (const one of terms) expect(foundBy(one).length, one).toBeGreaterThan(0);
      for (const one of kept) expect(foundBy(one)).toEqual([one]);
    }),
  );
});
