import { describe, expect, test } from 'vitest';
import * as contract from '#contract/field.ts';
import { problemOf, valueOf } from './readings-under-test.ts';

describe('e-mail and web addresses', () => {
  test.each([
    'Ana@Example.com',
    'mailto:ana@example.com',
    'Ana Ruiz <ana@example.com>',
    '"R., A." <ana@example.com>;',
  ])('%j is ana@example.com', (cell) => expect(valueOf(contract.email(), cell)).toBe('ana@example.com'));

  test.each(['ana@example.com ; ANA@example.com', '<mailto:ana@example.com>', '\u200Bana@example.com\u200B'])(
    '%j is ana@example.com as well',
    (cell) => expect(valueOf(contract.email(), cell)).toBe('ana@example.com'),
  );

  test('a text that is too long is no address', () => {
    expect(problemOf(contract.url(), `example.com/${'x'.repeat(300)}`)).toBe('too_long');
    expect(problemOf(contract.email(), `${'x'.repeat(300)}@example.com`)).toBe('too_long');
  });

  test('several addresses are a problem, as the field has one', () => {
    expect(problemOf(contract.email(), 'ana@example.com ::: luis@example.com')).toBe('several_emails');
    expect(problemOf(contract.email(), 'ana@example')).toBe('invalid_email');
    expect(problemOf(contract.email(), 'none at all')).toBe('invalid_email');
    expect(problemOf(contract.email(), 12)).toBe('invalid_email');
  });

  test.each([
    ['www.example.com', 'https://www.example.com'],
    ['example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['example.com:8080/x', 'https://example.com:8080/x'],
    ['//example.com', 'https://example.com'],
    ['HTTP://example.com', 'HTTP://example.com'],
    ['<https://example.com>', 'https://example.com'],
    ['münchen.example', 'https://münchen.example'],
  ])('%j is the web address %s', (cell, expected) => expect(valueOf(contract.url(), cell)).toBe(expected));

  test.each([
    'javascript:alert(1)',
    'ftp://example.com',
    'ana@example.com',
    'two words.com',
    'x.y',
    'example',
    12,
  ])('%j is not a web address', (cell) => expect(problemOf(contract.url(), cell)).toBe('invalid_url'));
});
