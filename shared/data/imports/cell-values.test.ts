import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customKinds } from '#contract/custom-field.ts';
import * as contract from '#contract/field.ts';
import type { Field } from '#contract/field.ts';
import { recordTypes } from '#contract/record-types.ts';
import { readCell } from './cell-values.ts';
import type { Cell } from './cell.ts';
import { custom, problemOf, spain, usa, valueOf } from './readings-under-test.ts';
import '../../../tests/seeded.ts';

const text = contract.text({ max: 80 });
const longText = contract.longText({ max: 2_000 });

describe('a value', () => {
  const fields: [string, Field][] = [
    ...Object.values(recordTypes).flatMap(({ name, fields }) =>
      Object.entries<Field>(fields).map(([key, field]): [string, Field] => [`${name}.${key}`, field]),
    ),
    ...customKinds.map((kind): [string, Field] => [`custom ${kind}`, custom(kind)]),
  ];
  const snippet = fc.constantFrom(
    ...[
      '25/11/2026',
      '1.234,56',
      '€',
      'USD',
      '+34 600 12 34 56',
      'ana@example.com',
      ' ',
      ';',
      '\u0000',
      '\uD800',
    ],
    ...[
      '\u200B',
      '\u202E',
      '12',
      '-',
      '%',
      '(',
      'ES',
      'x'.repeat(400),
      'https://',
      '.com',
      'sí',
      '14:30',
      '٣',
    ],
    ...['9'.repeat(30), '1e99', '0', '31/02/2026', '00', ':::', '/', '\n', '🎉'],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.array(snippet, { maxLength: 6 }).map((parts) => parts.join('')),
  );
  const cells = fc.oneof(
    { weight: 6, arbitrary: texts },
    fc.double(),
    fc.integer({ min: -10, max: 120_000 }),
    fc.boolean(),
    fc.record({ date: fc.oneof(texts, fc.constantFrom('2026-11-25', '2026-11-25T14:30:00')) }),
  );

  test.each(fields)('of %s is accepted by its schema, whatever the cell contains', (_, field) => {
    fc.assert(
      fc.property(cells, fc.constantFrom(spain, usa), (cell, reading) => {
        const result = readCell(field, cell, reading);
        if ('value' in result && result.value !== undefined)
          expect(field.schema.safeParse(result.value)).toEqual({ success: true, data: result.value });
        if ('reference' in result) {
          expect(result.reference.texts.length).toBeGreaterThan(0);
          for (const part of result.reference.texts) expect(part).toMatch(/^[^\p{Cc}\p{Cs}]{1,300}$/u);
        }
      }),
    );
  });

  const oneOfEachKind = new Map(fields.map(([, field]) => [field.kind, field]));

  test.each([...oneOfEachKind])(
    'of the kind %s is read from the longest cell without a failure',
    (_, field) => {
      // The longest cell of a spreadsheet.
      const length = 32_767;
      const units = [
        '1',
        '1,',
        '(',
        'a@',
        '@',
        '+34 600 ',
        'x.',
        '; ',
        'é',
        ' ',
        '\u202E',
        '1-',
        'a',
        '\uD800',
      ];
      for (const unit of units)
        for (const start of ['', '<', 'x '])
          for (const end of ['', 'x']) {
            const result = readCell(field, start + unit.repeat(length / unit.length) + end, spain);
            if ('value' in result && result.value !== undefined)
              expect(field.schema.safeParse(result.value).success).toBe(true);
          }
    },
  );
});

describe('an empty cell', () => {
  const fields = [
    text,
    contract.email(),
    contract.phones(),
    contract.date(),
    contract.tags(),
    custom('yesNo'),
  ];

  test.each(['', '   ', '\u00A0', '\u200B\uFEFF', '\u0000\u0001', '\uD800', 'N/A', '-', '—', 'Sin datos'])(
    '%j has no value in any field',
    (cell) => {
      for (const field of fields) expect(readCell(field, cell, spain)).toEqual({ value: undefined });
    },
  );

  test('the code of Namibia is not empty', () => {
    expect(valueOf(contract.country(), 'NA')).toBe('NA');
  });
});

describe('texts', () => {
  test.each<[string, Cell, string]>([
    ['spaces and unseen characters at the ends are left out', ' \u200F Ana Ruiz\u202C ', 'Ana Ruiz'],
    ['line breaks in a line become spaces', 'Ana\r\nRuiz', 'Ana Ruiz'],
    ['control characters and lone surrogates become spaces', 'Ana\u0000Ruiz\uD800X', 'Ana Ruiz X'],
    ['inner zero-width characters stay, as emoji need them', '👩\u200D🚀', '👩\u200D🚀'],
    ['numbers keep all digits', 600123456789012, '600123456789012'],
    ['numbers have the decimals that spreadsheets show', 0.1 + 0.2, '0.3'],
    ['negative numbers keep their sign', -12.5, '-12.5'],
    ['truth values become words', true, 'true'],
    ['dates are in ISO format', { date: '2026-11-25T00:00:00' }, '2026-11-25'],
    ['dates keep their time', { date: '2026-11-25T14:30:00' }, '2026-11-25T14:30:00'],
    ['decomposed letters are composed', 'Jose\u0301', 'José'],
  ])('%s', (_, cell, expected) => expect(valueOf(text, cell)).toBe(expected));

  test('multi-line texts keep line breaks and tabs, but no control characters', () => {
    expect(valueOf(longText, ' one\r\ntwo\rthree\t\u0007four ')).toBe('one\ntwo\nthree\t four');
  });

  test('a text that is too long is a problem with the limit, and never shortened', () => {
    expect(readCell(text, 'x'.repeat(10_000), spain)).toEqual({
      problem: { code: 'too_long', params: { limit: 80 } },
    });
  });
});

describe('yes and no', () => {
  test.each<Cell>(['Yes', 'SÍ', 'si', 'x', '✓', 'verdadero', 'TRUE', 1, '1', true])('%j is yes', (cell) =>
    expect(valueOf(custom('yesNo'), cell)).toBe(true),
  );
  test.each<Cell>(['No', 'n', 'FALSO', 0, '0', false])('%j is no', (cell) =>
    expect(valueOf(custom('yesNo'), cell)).toBe(false),
  );
  test.each<Cell>(['maybe', 2, 'yes or no'])('%j is neither', (cell) =>
    expect(problemOf(custom('yesNo'), cell)).toBe('not_yes_or_no'),
  );
});
