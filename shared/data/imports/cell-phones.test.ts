import { describe, expect, test } from 'vitest';
import { phones as phonesField } from '#contract/field.ts';
import { customImportField } from './import-field.ts';
import { readCell } from './cell-values.ts';
import type { Cell, Reading } from './cell.ts';
import { spain } from './readings-under-test.ts';

const read = (cell: Cell, rest: Partial<Reading> = {}) =>
  readCell(phonesField(), cell, { ...spain, ...rest });
const other = (...numbers: string[]) => ({ value: numbers.map((number) => ({ label: 'other', number })) });

describe('phone numbers', () => {
  test.each<Cell>([
    ...['600 12 34 56', '600-123-456', '600.123.456', '+34 600 123 456', '0034 600 123 456', '34600123456'],
    ...[
      '(+34) 600123456',
      '\u202A+34 600 12 34 56\u202C',
      '+34\u00A0600\u2011123\u2011456',
      'Tel. 600123456',
    ],
    '600 123 456 / +34600123456',
    600123456,
    34600123456,
  ])('%j of a file from Spain is +34600123456', (cell) => expect(read(cell)).toEqual(other('+34600123456')));

  test.each<[string, string, string]>([
    ['(415) 555-2671', 'US', '+14155552671'],
    ['1-415-555-2671 #45', 'US', '+14155552671;ext=45'],
    ['00 34 600123456', 'US', '+34600123456'],
    ['+44 (0)20 7946 0018', 'ES', '+442079460018'],
    ['030/1234567', 'DE', '+49301234567'],
    ['044 55 1234 5678', 'MX', '+525512345678'],
    ['01 (55) 1234-5678', 'MX', '+525512345678'],
    ['+34 600 123 456', 'AQ', '+34600123456'],
  ])('%j of a file from %s is %s', (cell, country, expected) =>
    expect(read(cell, { country })).toEqual(other(expected)),
  );

  test.each([
    ['600 123 456 ext. 12', '12'],
    ['600123456 x12', '12'],
    ['600123456, extensión: 3', '3'],
    ['600 123 456 int. 7', '7'],
    ['600123456#22', '22'],
    ['+34 600 123 456;ext=77', '77'],
  ])('the extension of %j is kept', (cell, extension) => {
    expect(read(cell)).toEqual(other(`+34600123456;ext=${extension}`));
  });

  test('numbers of one company with different extensions are different', () => {
    expect(read('600123456 ext. 1; 600123456 ext. 2')).toEqual(
      other('+34600123456;ext=1', '+34600123456;ext=2'),
    );
  });

  test.each([
    '600123456; 911234567',
    '600123456 ::: 911234567',
    '600 12 34 56 / 91 123 45 67',
    '600123456\n911234567',
    '600123456, 911234567',
  ])('%j contains two numbers', (cell) => expect(read(cell)).toEqual(other('+34600123456', '+34911234567')));

  test('a label in the cell precedes that of the column', () => {
    expect(read('Móvil: 600123456; 911234567 (casa); 912345678', { phoneLabel: 'work' })).toEqual({
      value: [
        { label: 'mobile', number: '+34600123456' },
        { label: 'home', number: '+34911234567' },
        { label: 'work', number: '+34912345678' },
      ],
    });
  });

  test.each<Cell>([
    ...[
      '12',
      'call me',
      '600123456 Ana',
      '3,46E+10',
      '1-800-FLOWERS',
      '600111222/33',
      '600 123 45',
      '+',
      true,
    ],
    ...[{ date: '2026-11-25' }, 0.5, -600, 1e15],
  ])('%j is not a phone number, so no number of the cell is taken', (cell) => {
    const result = read(cell);
    expect('problem' in result ? result.problem.code : result).toBe('invalid_phone');
  });

  test('one invalid number makes the whole cell invalid', () => {
    expect(read('600123456; 12')).toEqual({ problem: { code: 'invalid_phone' } });
  });

  test('more numbers than a record can have are a problem', () => {
    const cell = [1, 2, 3, 4, 5, 6].map((last) => `60012345${last}`).join('; ');
    expect(read(cell)).toEqual({ problem: { code: 'too_many', params: { limit: 5 } } });
  });

  test('a custom field has one number', () => {
    const { field } = customImportField({ key: 'fax', label: 'Fax', kind: 'phone' });
    expect(readCell(field, '911234567', spain)).toEqual({ value: '+34911234567' });
    expect(readCell(field, '911234567; 600123456', spain)).toEqual({
      problem: { code: 'too_many', params: { limit: 1 } },
    });
  });
});
