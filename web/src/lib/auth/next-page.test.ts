import { expect, test } from 'vitest';
import { isOfPortal, nextPageOf, signInPath, stepPath } from './next-page.ts';

test('the requested page survives sign-in', () => {
  const path = signInPath('/o/1/contacts?sort=-createdAt&q=mar%C3%ADa', 'expired');
  expect(nextPageOf(new URL(path, 'https://x').searchParams)).toBe(
    '/o/1/contacts?sort=-createdAt&q=mar%C3%ADa',
  );
});

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n\\evil.example',
  'javascript:alert(1)',
  '',
])('a next page outside this site is not followed: %j', (next) => {
  expect(nextPageOf(new URLSearchParams({ next }))).toBe('/');
});

test('a sign-in is the portal’s if a page of a portal or an invitation to one follows', () => {
  const isFor = (next: string) => isOfPortal(new URLSearchParams({ next }));
  expect(['/portal/1/invoices', '/portal-invitation#token', '/portal'].map(isFor)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['/o/1', '/invitation#token', '/portals', 'https://evil.example/portal'].map(isFor)).toEqual(
    Array<boolean>(4).fill(false),
  );
});

test('every sign-in step keeps the requested page', () => {
  const query = new URLSearchParams({ next: '/o/1?q=a', again: 'yes' });
  expect(stepPath('/confirm', query, { username: 'ada' })).toBe(
    '/confirm?username=ada&next=%2Fo%2F1%3Fq%3Da',
  );
  expect(stepPath('/sign-up', new URLSearchParams())).toBe('/sign-up');
});
