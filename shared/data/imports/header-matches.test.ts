import { describe, expect, test } from 'vitest';
import type { RecordTypeName } from '#contract/record-types.ts';
import { fieldsOf } from './fields-under-test.ts';
import { fieldsIn, one } from './guess-under-test.ts';
import { customImportField, type ImportField } from './import-field.ts';

describe('a header', () => {
  test.each<[string, RecordTypeName, string]>([
    ['e-mail', 'contact', 'email'],
    ['E_MAIL', 'contact', 'email'],
    ['  Correo Electrónico: ', 'contact', 'email'],
    ['emailAddress', 'contact', 'email'],
    ['Email (work)', 'contact', 'email'],
    ['Correo de trabajo', 'contact', 'email'],
    ['Ciudad de facturación', 'customer', 'city'],
    ['Billing City', 'customer', 'city'],
    ['firstName', 'contact', 'firstName'],
    ['Contact: First Name', 'contact', 'firstName'],
    ['Propietario del negocio', 'deal', 'ownerId'],
    ['Etapa del negocio', 'deal', 'stageId'],
    ['Importe (EUR)', 'deal', 'value'],
    ['Value ($)', 'deal', 'value'],
    ['Lead Source', 'lead', 'sourceId'],
    ['Supplier name', 'vendor', 'name'],
    ['statusId', 'contact', 'statusId'],
    ['WhatsApp', 'contact', 'phones'],
    ['Person - Email - Work', 'contact', 'email'],
    ['Telefóno', 'contact', 'phones'],
  ])('“%s” of a %s means %s', (header, type, field) => expect(one(header, type)).toBe(field));

  test.each([
    ['Contry', 'country'],
    ['Correo electronicco', 'email'],
    ['Etiqetas', 'tagIds'],
  ])('with a misspelling, “%s”, means %s', (header, field) => expect(one(header)).toBe(field));

  test.each<[string, RecordTypeName]>([
    ['County', 'contact'],
    ['State', 'deal'],
    ['Company Name', 'employee'],
    ['Fax', 'contact'],
    ['Birthday', 'contact'],
    ['constructor', 'contact'],
    ['__proto__', 'contact'],
    ['', 'contact'],
    ['x'.repeat(10_000), 'contact'],
    ['fullName of something else entirely', 'contact'],
  ])('“%s” means no field of a %s', (header, type) => expect(one(header, type)).toBeUndefined());

  test('of the organization’s own label or of a custom field means this field', () => {
    const own = fieldsOf('contact').map((field): ImportField =>
      field.name === 'customerId' ? { ...field, labels: ['Comunidad'] } : field,
    );
    const size = customImportField({ key: 'shoe-size', label: 'Talla de calzado', kind: 'number' });
    const columns: [string][] = [['COMUNIDAD'], ['talla de calzado']];
    expect(fieldsIn(columns, { fields: [...own, size] })).toEqual(['customerId', 'custom.shoe-size']);
    expect(fieldsIn([['Shoe size']], { fields: [size] })).toEqual(['custom.shoe-size']);
  });

  test('that states a field exactly precedes one that states it loosely, whatever their order', () => {
    expect(fieldsIn([['Title'], ['Home City'], ['Job title'], ['City']])).toEqual([
      undefined,
      undefined,
      'jobTitle',
      'city',
    ]);
  });

  test('of an empty column gives way to one of a column with content', () => {
    expect(
      fieldsIn([
        ['Business City', ''],
        ['Home City', 'Madrid'],
      ]),
    ).toEqual([undefined, 'city']);
    expect(fieldsIn([['City'], ['Home City']])).toEqual(['city', undefined]);
  });

  test('“Estado” is a status only if its values are', () => {
    const fields = fieldsOf('contact').map((field) =>
      field.name === 'statusId' ? { ...field, entries: ['Cliente', 'Inactivo'] } : field,
    );
    expect(fieldsIn([['Estado', 'Jalisco', 'Sonora']], { fields })).toEqual([undefined]);
    expect(fieldsIn([['Estado', 'cliente', 'Otro']], { fields })).toEqual(['statusId']);
    expect(fieldsIn([['Estado']], { fields })).toEqual(['statusId']);
  });
});
