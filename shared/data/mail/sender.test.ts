import { expect, test } from 'vitest';
import { fromWithName, senderName } from './sender.ts';

const from = 'Cobalt CRM <crm@example.com>';

/** The name as mail programs read it: encoded words without the spaces between them. */
const decoded = (header: string): string =>
  header
    .replace(/ <[^>]*>$/, '')
    .replaceAll('?= =?', '?==?')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_word, base64: string) =>
      Buffer.from(base64, 'base64').toString(),
    );

test('an e-mail of an organization names it as the sender, and the product at the same address', () => {
  expect(fromWithName(from, senderName('en', 'Acme, Inc.'))).toBe(
    '"Acme, Inc. (via Cobalt CRM)" <crm@example.com>',
  );
  expect(fromWithName('crm@example.com', senderName('en', 'Acme'))).toBe(
    '"Acme (via Cobalt CRM)" <crm@example.com>',
  );
  expect(fromWithName(from, undefined)).toBe(from);
});

test.each(['Ñandú & Peña', '山田'.repeat(40), '👩‍👩‍👧 familia', 'A'.repeat(255)])(
  'the name %s arrives in words that mail programs can read',
  (name) => {
    const header = fromWithName(from, senderName('es', name));
    expect(header).toMatch(/^[\x20-\x7e]+$/);
    for (const word of header.split(' ').filter((one) => one.startsWith('=?')))
      expect(word.length).toBeLessThanOrEqual(75);
    expect(decoded(header)).toContain('(vía Cobalt CRM)');
    expect(decoded(header).startsWith(Array.from(name.replaceAll('\u200d', ' ')).slice(0, 5).join(''))).toBe(
      true,
    );
  },
);

test.each(['"Acme" <boss@bank.example>', 'Acme\r\nBcc: all@example.com', String.raw`A\"`])(
  'the name %j adds neither an address nor a header',
  (name) => {
    const header = fromWithName(from, senderName('en', name));
    expect(header).not.toMatch(/[\r\n]/);
    expect(header).toMatch(/^"(?:[^"\\]|\\.)*" <crm@example\.com>$/);
  },
);
