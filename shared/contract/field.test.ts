import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ZodMiniType } from 'zod/mini';
import { emailAddress, fitLine, line, lines, phoneNumber, timeZone } from './field.ts';
import { secureAddress, webAddress } from './web-address.ts';
import '../../tests/seeded.ts';

const parsed = (schema: ZodMiniType, value: unknown): unknown => {
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
};
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

test('a stored value is accepted unchanged when sent back', () => {
  for (const schema of [line(80), lines(200), emailAddress, phoneNumber]) {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.emailAddress(), fc.constant(' +34 933 (20) 11-81 ')), (text) => {
        const kept = parsed(schema, text);
        if (kept !== undefined) expect(parsed(schema, kept)).toBe(kept);
      }),
    );
  }
});

test('a text that Unicode normalization would lengthen beyond the maximum is refused', () => {
  const letter = '\u0958';
  expect(letter.normalize('NFC')).toHaveLength(2);
  for (const schema of [line(80), lines(80)]) {
    expect(parsed(schema, letter.repeat(40))).toHaveLength(80);
    expect(parsed(schema, letter.repeat(41))).toBeUndefined();
  }
});

test('a line has no control characters, lone surrogates or surrounding spaces', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const kept = parsed(line(80), text) as string | undefined;
      if (kept === undefined) return;
      expect(kept).toBe(kept.trim());
      expect(kept.isWellFormed()).toBe(true);
      expect(kept).not.toMatch(/\p{Cc}/u);
      expect(kept.length).toBeGreaterThan(0);
      expect(kept.length).toBeLessThanOrEqual(80);
    }),
  );
  for (const bad of ['a\u0000b', 'a\nb', 'a\ud800', '\udfff', '   ', '\u00a0']) {
    expect(parsed(line(80), bad)).toBeUndefined();
  }
  expect(parsed(lines(80), 'a\n\tb')).toBe('a\n\tb');
});

test('any text can be converted to a line that is accepted unchanged', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, max) => {
      const fitted = fitLine(text, max);
      if (fitted !== '') expect(parsed(line(max), fitted)).toBe(fitted);
    }),
  );
  expect(fitLine('\u{E0000}', 2)).toBe('');
  expect(fitLine('a'.repeat(9) + '\u{1F600}', 10)).toBe('a'.repeat(9));
});

test('the same name in two Unicode spellings is one value', () => {
  expect(parsed(line(80), 'Jose\u0301')).toBe(parsed(line(80), 'Jos\u00e9'));
});

test('a phone number is normalized to E.164, ignoring spaces and punctuation, with its extension', () => {
  const good = ['+34 933 201 181', '+1 (212) 555-0100', '+57.301.555.0101', '+34 933 201 181;ext=12'];
  expect(good.map((text) => parsed(phoneNumber, text))).toEqual([
    '+34933201181',
    '+12125550100',
    '+573015550101',
    '+34933201181;ext=12',
  ]);
  for (const bad of [
    '+34933201181;ext=',
    '+34933201181;ext=12345678',
    '+34933201181 ext 12',
    '933201181',
    '+0123456789',
    '+12345',
    '+1234567890123456',
    '+34 abc',
    '',
  ]) {
    expect(parsed(phoneNumber, bad)).toBeUndefined();
  }
});

test('an e-mail address is stored in lower case and is valid in an e-mail', () => {
  expect(parsed(emailAddress, ' Ana.Perez@Example.COM ')).toBe('ana.perez@example.com');
  for (const bad of ['ana', 'ana@', '@example.com', 'a b@example.com', `${'a'.repeat(250)}@example.com`]) {
    expect(parsed(emailAddress, bad)).toBeUndefined();
  }
});

test('an e-mail address, a phone number and a web address lose the characters that nobody sees', () => {
  const unseen = ['\u200b', '\u200e', '\u202a', '\u202c', '\u2060', '\u00ad', '\ufeff'];
  for (const mark of unseen) {
    const copied = (text: string) => `${mark}${text.slice(0, 4)}${mark}${text.slice(4)}${mark}`;
    expect(parsed(emailAddress, copied('ana@example.com'))).toBe('ana@example.com');
    expect(parsed(phoneNumber, copied('+34 933 201 181'))).toBe('+34933201181');
    expect(parsed(webAddress, copied('https://example.com/a'))).toBe('https://example.com/a');
    expect(parsed(secureAddress, copied('https://example.com/a'))).toBe('https://example.com/a');
  }
  // In the path, a joiner is part of the name.
  const path = 'https://example.com/می\u200cخواهم';
  expect(parsed(webAddress, `\u200b${path}\u200b`)).toBe(path);
});

test('a time zone must be usable for formatting dates', () => {
  for (const good of ['UTC', 'Europe/Madrid', 'America/Bogota', 'Asia/Kathmandu'])
    expect(parsed(timeZone, good)).toBe(good);
  for (const bad of ['Mars/Olympus', '+01:00', '', '../etc', 'x'.repeat(100)])
    expect(parsed(timeZone, bad)).toBeUndefined();
});
