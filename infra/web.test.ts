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
])('the page address %s returns the page that renders every route', (uri, served) => {
  expect(handler({ request: { uri } }).uri).toBe(served);
});

test.each(['/_app/immutable/start.a1b2.js', '/config.json', '/favicon.svg'])(
  'the file address %s is unchanged, so that a missing file is 404',
  (uri) => {
    expect(handler({ request: { uri } }).uri).toBe(uri);
  },
);
