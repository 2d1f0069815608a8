import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { pageFallback } from './web.ts';

const { handler } = runInNewContext(`${pageFallback}; ({ handler })`) as {
  handler: (event: { request: { uri: string } }) => { uri: string };
};

test.each([
  ['/', '/index.html'],
  ['/o/acme/contacts', '/index.html'],
  ['/o/acme/contacts/', '/index.html'],
  ['/o/a.b/contacts/0192f0c4', '/index.html'],
])('the address of a page, %s, gets the page that draws them all', (uri, served) => {
  expect(handler({ request: { uri } }).uri).toBe(served);
});

test.each(['/_app/immutable/start.a1b2.js', '/config.json', '/favicon.svg'])(
  'the address of a file, %s, stays as it is, so that a missing one is 404',
  (uri) => {
    expect(handler({ request: { uri } }).uri).toBe(uri);
  },
);
