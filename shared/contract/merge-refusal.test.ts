import { expect, test } from 'vitest';
import { mergeRefusal } from './merge-refusal.ts';

const customer = { customerId: 'a' };

test('a converted lead can stay, and can’t become part of another one', () => {
  const converted = { convertedAt: '2026-03-31T10:00:00.000Z' };
  expect(mergeRefusal('lead', converted, {})).toBe('lead_converted');
  expect(mergeRefusal('lead', {}, converted)).toBeUndefined();
});

test.each([
  [customer, customer, undefined],
  [customer, { customerId: 'b' }, 'issues_of_two_customers'],
  [customer, {}, 'issues_of_two_customers'],
  [{ writerEmail: 'a@example.com' }, { writerEmail: 'b@example.com' }, 'issues_of_two_customers'],
  [{ writerEmail: 'a@example.com' }, {}, undefined],
  [{ contactId: 'a' }, { contactId: 'b' }, 'issues_of_two_customers'],
])('issues of %o and %o are merged only if one person reads their answers', (one, other, refusal) => {
  expect(mergeRefusal('issue', one, other)).toBe(refusal);
});

test('records of other types have nothing against it', () => {
  expect(mergeRefusal('contact', customer, {})).toBeUndefined();
});
