import { domainToASCII, domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailPattern, isDeliverable, normalizedEmail, readableDomains } from './email-address.ts';
import { decodePunycode } from './punycode.ts';

describe('an e-mail address', () => {
  test.each([
    ['fritz@bücher.example', 'fritz@xn--bcher-kva.example'],
    ['Fritz@BÜCHER.example', 'fritz@xn--bcher-kva.example'],
    ['fritz@bu\u0308cher.example', 'fritz@xn--bcher-kva.example'],
    ['fritz@xn--bcher-kva.example', 'fritz@xn--bcher-kva.example'],
    ['fritz@straße.example', 'fritz@xn--strae-oqa.example'],
    ['почта@почта.рф', 'почта@xn--80a1acny.xn--p1ai'],
    ['a@例え。jp', 'a@xn--r8jz45g.jp'],
    ['\u00a0Gül.Ince@Example.com ', 'gül.ince@example.com'],
  ])('%j is stored as %s', (typed, stored) => {
    expect(normalizedEmail(typed)).toBe(stored);
    expect(normalizedEmail(stored)).toBe(stored);
    expect(stored).toMatch(emailPattern);
  });

  test.each([
    'n/a',
    'lia@localhost',
    'kai..dot@example.com',
    'a@b/c.example',
    'a@-.example',
    'a b@c.example',
  ])('%j is none', (typed) => expect(normalizedEmail(typed)).not.toMatch(emailPattern));

  test('of letters other than a–z before the @ gets no e-mail, whatever its domain is', () => {
    expect(isDeliverable(normalizedEmail('gül@example.com'))).toBe(false);
    expect(isDeliverable(normalizedEmail('fritz@bücher.example'))).toBe(true);
  });
});

test('a domain is shown as people write it, in a text as well, unless it encodes nothing', () => {
  expect(readableDomains('Ana <ana@xn--bcher-kva.example>, https://xn--r8jz45g.jp/a')).toBe(
    'Ana <ana@bücher.example>, https://例え.jp/a',
  );
  for (const text of ['xn--', 'a@xn--zzzz.example', 'xn--a', 'axn--bcher-kva', 'xn--99999999999999999999'])
    expect(readableDomains(text)).toBe(text);
});

test('labels are decoded as Node decodes them', () => {
  const labels = fc.string({
    unit: fc.constantFrom(...'abz09éüñßжщ中文ابجไ한'),
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(labels, (label) => {
      const encoded = domainToASCII(label);
      if (!encoded.startsWith('xn--')) return;
      expect(decodePunycode(encoded.slice(4))).toBe(domainToUnicode(encoded));
    }),
    { numRuns: 1000 },
  );
});

test('any text is decoded to something or nothing', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9-]{0,59}$/), (text) => {
      expect(() => decodePunycode(text)).not.toThrow();
    }),
    { numRuns: 2000 },
  );
});
