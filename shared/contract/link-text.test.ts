import { expect, test } from 'vitest';
import { linkedParts } from './link-text.ts';

test.each([
  ['See https://example.com/help.', ['https://example.com/help']],
  ['(https://x.example/a_(b)), www.y.example!', ['https://x.example/a_(b)', 'https://www.y.example']],
  ['<https://x.example/?a=1&b=2> "http://y.example"', ['https://x.example/?a=1&b=2', 'http://y.example']],
  ['javascript:alert(1) data:text/html,x file:///etc https://', []],
])('only web addresses are links, without the punctuation around them: %j', (text, urls) => {
  const parts = linkedParts(text);
  expect(parts.flatMap(({ url }) => url ?? [])).toEqual(urls);
  expect(parts.map((part) => part.text).join('')).toBe(text);
});
