import { expect, test } from 'vitest';
import { signInPath, wantedPage } from './wanted-page.ts';

test('the wanted page survives the way through sign-in', () => {
  const path = signInPath('/o/1/contacts?sort=-createdAt&q=mar%C3%ADa', 'expired');
  expect(wantedPage(new URL(path, 'https://x').searchParams)).toBe(
    '/o/1/contacts?sort=-createdAt&q=mar%C3%ADa',
  );
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ''])(
  'a wanted page outside this site is not followed: %s',
  (next) => {
    expect(wantedPage(new URLSearchParams({ next }))).toBe('/');
  },
);
