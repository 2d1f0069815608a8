import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contact, type Contact } from '#contract/records/contact.ts';
import { fold, keyText, phoneEndTerm, phoneTerm } from './search-terms.ts';
import { lookupTermsOf } from './searched.ts';
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

test('the last digits of a phone number are the beginning of its search term, zeros included', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^\+[1-9][0-3]{6,14}$/),
      fc.integer({ min: 2, max: 7 }),
      (number, length) => {
        const term = phoneEndTerm(number.slice(-length));
        expect(term).toHaveLength(1 + length);
        expect(phoneTerm(number).startsWith(term)).toBe(true);
      },
    ),
  );
});

test('a whole number is found as it is dialled from abroad', () => {
  expect(phoneEndTerm('00 34 911 222 333')).toBe(phoneTerm('+34911222333'));
  expect(phoneEndTerm('0015551234')).toBe(phoneTerm('+15551234'));
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
      const derived = contactRecords.derive(result.data as Contact, {} as never);
      return { ...result.data, ...derived, id, createdAt: '2026-11-20T09:00:00.000Z' } as never;
    });
  const bytes = (value: string) => Buffer.byteLength(value);

  test('fit DynamoDB’s 1,024 bytes of a sort key with an id beside them', () => {
    fc.assert(
      fc.property(typed, (record) => {
        for (const sort of Object.values(contactRecords.sorts))
          expect(bytes(sort(record, {} as never))).toBeLessThanOrEqual(900);
        for (const word of lookupTermsOf(contactRecords.search.terms(record))) {
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
