import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contact } from '#contract/records/contact.ts';
import { readFullName, splitFullName } from './full-name.ts';
import { spain, usa } from './readings-under-test.ts';
import '../../../tests/seeded.ts';

describe('a full name', () => {
  test.each([
    ['Ana', 'Ana', ''],
    ['Ana García', 'Ana', 'García'],
    ['Ana García López', 'Ana', 'García López'],
    ['María José García', 'María José', 'García'],
    ['Juan Carlos Pérez Ruiz', 'Juan Carlos', 'Pérez Ruiz'],
    ['María de los Ángeles Ruiz', 'María de los Ángeles', 'Ruiz'],
    ['Juan de la Cruz Pérez', 'Juan', 'de la Cruz Pérez'],
    ['Ana García de la Torre', 'Ana', 'García de la Torre'],
    ['José Ortega y Gasset', 'José', 'Ortega y Gasset'],
    ['Santiago RAMÓN Y CAJAL', 'Santiago', 'RAMÓN Y CAJAL'],
    ['Dr. Juan Pérez', 'Dr. Juan', 'Pérez'],
    ['García López, Ana María', 'Ana María', 'García López'],
    ['Ana María Luisa García López', 'Ana María Luisa', 'García López'],
  ])('%s in Spain is %s + %s', (text, firstName, lastName) =>
    expect(splitFullName(text, 'ES')).toEqual({ firstName, ...(lastName ? { lastName } : {}) }),
  );

  test.each([
    ['Grace Brewster Hopper', 'Grace Brewster', 'Hopper'],
    ['John I Smith', 'John I', 'Smith'],
    ['Ludwig van der Berg', 'Ludwig', 'van der Berg'],
    ['José Ortega y Gasset', 'José', 'Ortega y Gasset'],
    ['Martin King Jr.', 'Martin', 'King Jr.'],
    ['Martin King, Jr.', 'Martin', 'King, Jr.'],
    ['Hopper, Grace', 'Grace', 'Hopper'],
    ['Di Wang', 'Di', 'Wang'],
    ['Sting', 'Sting', ''],
  ])('%s in the United States is %s + %s', (text, firstName, lastName) =>
    expect(splitFullName(text, 'US')).toEqual({ firstName, ...(lastName ? { lastName } : {}) }),
  );

  test('loses no word', () => {
    const words = fc.array(fc.constantFrom('Ana', 'de', 'la', 'y', 'Dr.', 'José', 'Jr.', 'Ruiz', 'van'), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(words, fc.constantFrom('ES', 'US'), (parts, country) => {
        const { firstName, lastName } = splitFullName(parts.join(' '), country);
        expect([firstName, lastName].filter(Boolean).join(' ')).toBe(parts.join(' '));
        expect(firstName).not.toBe('');
      }),
    );
  });
});

describe('a cell with a full name', () => {
  const { firstName, lastName } = contact.fields;
  const read = (cell: string | number, reading = spain) =>
    readFullName({ firstName, lastName }, cell, reading);

  test('fills the first and the last name', () => {
    expect(read(' Ana\u0000García  López ')).toEqual({
      value: { firstName: 'Ana', lastName: 'García López' },
    });
    expect(read('Ana')).toEqual({ value: { firstName: 'Ana' } });
    expect(read('Grace Brewster Hopper', usa)).toEqual({
      value: { firstName: 'Grace Brewster', lastName: 'Hopper' },
    });
  });

  test('can be empty or too long', () => {
    expect(read('n/a')).toEqual({ value: undefined });
    expect(read(`Ana ${'x'.repeat(81)}`)).toEqual({ problem: { code: 'too_long', params: { limit: 80 } } });
  });

  test('gives values that the fields accept, or a problem', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 170 }), (cell) => {
        const result = read(cell);
        if (!('value' in result) || result.value === undefined) return;
        const value = result.value as Record<string, unknown>;
        expect(firstName.schema.safeParse(value.firstName).success).toBe(true);
        if ('lastName' in value) expect(lastName.schema.safeParse(value.lastName).success).toBe(true);
      }),
    );
  });
});
