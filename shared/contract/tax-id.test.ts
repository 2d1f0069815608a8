import { describe, expect, test } from 'vitest';
import { taxIdFault } from './tax-id.ts';

const wrongCheck = { code: 'wrong_check_character' };
const misformed = (expected: string) => ({ code: 'invalid_format', expected });

describe('a Spanish tax ID', () => {
  test.each([
    ...['B12345674', 'A-28015865', 'b 12345674', 'ESB12345674', 'Q2826000H', 'G28029007', 'A0011012B'],
    ...[
      'B 12 345 674',
      'B–12345674',
      'ES-B/12345674',
      '12345678Z',
      '12.345.678-Z',
      'X1234567L',
      'Y1234567X',
      'Z1234567R',
      'K1234567L',
    ],
  ])('%s is accepted', (taxId) => {
    expect(taxIdFault(taxId, 'ES')).toBeUndefined();
  });

  test.each(['B12345675', 'B1234567D', 'Q28260008', 'A0011012C', '12345678A', 'X1234567T', 'K1234567A'])(
    '%s is refused for its check character',
    (taxId) => {
      expect(taxIdFault(taxId, 'ES')).toEqual(wrongCheck);
    },
  );

  test.each([
    'B1234567X!',
    'B1234567',
    'I12345674',
    '123456789',
    '12345678ZZ',
    'FRB12345674',
    'B12345674\u0661',
  ])('%s is refused for its form', (taxId) => {
    expect(taxIdFault(taxId, 'ES')).toEqual(misformed('nif'));
  });
});

describe('a Colombian tax ID', () => {
  test.each([
    ...['900123456-8', '900.123.456-8', '900 123 456 8', '900123456 8', '900 123 456 - 8', '900-123-456-8'],
    ...['900123456', '900 123 456', '1.020.304.050', '52345678', '800197268-4'],
  ])('%s is accepted', (taxId) => {
    expect(taxIdFault(taxId, 'CO')).toBeUndefined();
  });

  test.each(['900123456-7', '900 123 456 7', '900.123.456.7'])(
    '%s is refused for its check digit',
    (taxId) => {
      expect(taxIdFault(taxId, 'CO')).toEqual(wrongCheck);
    },
  );

  test.each([
    ...['900123456-88', 'NIT 900123456', '9001', '12345678901', '90.0123.456-8', '900 12 345 68'],
    ...['-900123456', '900123456-', '900..123.456', '8-900123456'],
  ])('%s is refused for its form', (taxId) => {
    expect(taxIdFault(taxId, 'CO')).toEqual(misformed('nit'));
  });
});

describe('a United States tax ID', () => {
  test.each([
    ...['12-3456789', '12 3456789', '12.3456789', '123456789'],
    ...['123-45-6789', '123 45 6789', '912-70-1234'],
  ])('%s is accepted', (taxId) => {
    expect(taxIdFault(taxId, 'US')).toBeUndefined();
  });

  test.each(['12-345678', '123-456789', '12-345-6789', '123-45-67890', '12-345678A', '12--3456789'])(
    '%s is refused for its form',
    (taxId) => {
      expect(taxIdFault(taxId, 'US')).toEqual(misformed('ein'));
    },
  );
});

describe('a tax ID of another country, or of none', () => {
  test.each([
    ['12.345.678/0001-95', 'BR'],
    ['CHE-123.456.789 MWST', 'CH'],
    ['Ñ&A010203AB1', 'MX'],
    ['GB 123 4567 89', 'GB'],
    ['20-12345678 - 6', ''],
  ])('%s is accepted', (taxId, country) => {
    expect(taxIdFault(taxId, country)).toBeUndefined();
  });

  test.each(['123', 'none', 'DE123456789!', 'DE--123456789', '-12345', '1234 ', '1'.repeat(31), '<b>12345'])(
    '%s is refused',
    (taxId) => {
      expect(taxIdFault(taxId, 'DE')).toEqual(misformed('taxId'));
    },
  );
});
