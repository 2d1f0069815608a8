import { describe, expect, test } from 'vitest';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { Cell } from './cell.ts';
import { fieldsOf } from './fields-under-test.ts';
import { guessMapping, type MappingInput } from './guess-mapping.ts';
import { headerKey } from './header-matches.ts';
import { customImportField, type ImportField } from './import-field.ts';
import { spain } from './readings-under-test.ts';

/** Guesses for columns of a contact list, by header and cells. */
const guess = (
  columns: [header: string, ...cells: Cell[]][],
  rest: Partial<MappingInput> & { recordType?: RecordTypeName } = {},
) =>
  guessMapping({
    recordType: 'contact',
    headers: columns.map(([header]) => header),
    samples: columns.map(([, ...cells]) => cells),
    fields: fieldsOf(rest.recordType ?? 'contact'),
    reading: spain,
    ...rest,
  });
const fieldsIn = (...args: Parameters<typeof guess>) => guess(...args).map(({ field }) => field);
const one = (header: string, recordType: RecordTypeName = 'contact', ...cells: Cell[]) =>
  fieldsIn([[header, ...cells]], { recordType })[0];

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

describe('names', () => {
  test('“Nombre” is the first name beside last names', () => {
    expect(
      fieldsIn([
        ['Nombre', 'Ana María'],
        ['Apellidos', 'Ruiz'],
      ]),
    ).toEqual(['firstName', 'lastName']);
  });

  test('“Nombre” alone is a full name if its cells have several words, and otherwise a first name', () => {
    expect(one('Nombre', 'contact', 'Ana Ruiz', 'Luis Vega', 'Eva')).toBe('fullName');
    expect(one('Nombre', 'contact', 'Ana', 'Luis', 'Eva María')).toBe('firstName');
    expect(one('Name', 'contact', 'Ana')).toBe('fullName');
  });

  test('a full name is left out beside a first and a last name', () => {
    expect(fieldsIn([['Full name'], ['First name'], ['Last name']])).toEqual([
      undefined,
      'firstName',
      'lastName',
    ]);
    expect(fieldsIn([['Full name'], ['First name']])).toEqual(['fullName', undefined]);
  });

  test('further columns of a name join the first one, and fill nothing without it', () => {
    expect(fieldsIn([['Segundo apellido'], ['Primer apellido'], ['Nombre'], ['Segundo nombre']])).toEqual([
      'lastName',
      'lastName',
      'firstName',
      'firstName',
    ]);
    expect(fieldsIn([['Middle name'], ['Last name']])).toEqual([undefined, 'lastName']);
  });

  test('a company has one name', () => {
    expect(one('Nombre', 'customer', 'Example Hermanos')).toBe('name');
  });
});

describe('phones', () => {
  test('take as many columns as a record has phones, those with content first', () => {
    const columns = ['Phone', 'Mobile', 'Home phone', 'Work phone', 'Phone 2', 'Phone 3'].map(
      (header): [string, string] => [header, header === 'Mobile' ? '' : '600 000 001'],
    );
    expect(guess(columns).map(({ field, label }) => [field, label])).toEqual([
      ['phones', undefined],
      [undefined, undefined],
      ['phones', 'home'],
      ['phones', 'work'],
      ['phones', undefined],
      ['phones', undefined],
    ]);
  });
});

describe('content', () => {
  const columns: [string, ...Cell[]][] = [
    ['', 'ana@example.com', 'luis@example.org', ''],
    ['Dato 2', '+34 600 000 001', '910 000 001', 'pendiente', '600-000-002', '600 000 003', '600 000 004'],
    ['C', 'España', 'México', 'EE. UU.'],
    ['D', '12345678', '23456789'],
    ['E', 'Some', 'words'],
    ['F', ''],
  ];

  test('decides where the header doesn’t, if nearly all cells fit', () => {
    expect(guess(columns)).toEqual([
      { field: 'email', confidence: 'content' },
      { field: 'phones', confidence: 'content' },
      { field: 'country', confidence: 'content' },
      { field: undefined },
      { field: undefined },
      { field: undefined },
    ]);
  });

  test('of web addresses fills a website, and labels of options their custom field', () => {
    const color = customImportField({
      key: 'color',
      label: 'Color',
      kind: 'choice',
      options: [
        { id: 'red', label: 'Rojo' },
        { id: 'blue', label: 'Azul' },
      ],
    });
    expect(
      fieldsIn(
        [
          ['A', 'www.example.com'],
          ['B', 'ROJO', 'azul', ''],
        ],
        {
          recordType: 'customer',
          fields: [...fieldsOf('customer'), color],
        },
      ),
    ).toEqual(['website', 'custom.color']);
  });

  test('never fills a field twice, nor from a column that is about something else', () => {
    expect(
      fieldsIn([
        ['Email', 'ana@example.com'],
        ['A', 'luis@example.org'],
        ['Fax', '+34 910 000 001'],
        ['E-mail 2', 'eva@example.org'],
      ]),
    ).toEqual(['email', undefined, undefined, undefined]);
    expect(fieldsIn([['LinkedIn', 'https://example.com/in/ana']], { recordType: 'customer' })).toEqual([
      undefined,
    ]);
  });
});

describe('an earlier choice', () => {
  const remembered = {
    [headerKey('Correo')]: null,
    [headerKey('Otra cosa')]: 'city',
    [headerKey('E-mail')]: 'email',
  };

  test('precedes what the header says, also for columns that were left out', () => {
    expect(guess([['Correo'], ['otra  COSA'], ['E-MAIL'], ['Ciudad']], { remembered })).toEqual([
      { field: undefined },
      { field: 'city', confidence: 'remembered' },
      { field: 'email', confidence: 'remembered' },
      { field: undefined },
    ]);
  });

  test('of a full name replaces first and last names, and one of a phone has the label of its header', () => {
    expect(
      guess([['Quién'], ['Nombre'], ['Apellidos'], ['Móvil']], {
        remembered: { quien: 'fullName', movil: 'phones' },
      }),
    ).toEqual([
      { field: 'fullName', confidence: 'remembered' },
      { field: undefined },
      { field: undefined },
      { field: 'phones', confidence: 'remembered', label: 'mobile' },
    ]);
  });

  test('of a field that no longer exists is ignored', () => {
    expect(guess([['Ciudad']], { remembered: { ciudad: 'custom.gone' } })).toEqual([
      { field: 'city', confidence: 'header' },
    ]);
  });
});

describe('a qualifying column', () => {
  test('gives the labels of the phone beside it and fills no field', () => {
    expect(guess([['Phone 1 - Type'], ['Phone 1 - Value'], ['E-mail 1 - Type'], ['Label']])).toEqual([
      { field: undefined },
      { field: 'phones', confidence: 'header', qualifiedBy: 0 },
      { field: undefined },
      { field: 'tagIds', confidence: 'header' },
    ]);
  });

  test('gives the currency of all amounts', () => {
    expect(
      guess([['Presupuesto mínimo'], ['Moneda'], ['Presupuesto máximo']], { recordType: 'lead' }),
    ).toEqual([
      { field: 'budgetMin', confidence: 'header', qualifiedBy: 1 },
      { field: undefined },
      { field: 'budgetMax', confidence: 'header', qualifiedBy: 1 },
    ]);
  });
});
