import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordTypeNames } from '#contract/record-types.ts';
import { headerSynonyms } from './header-synonyms.ts';
import type { Cell } from './cell.ts';
import { fieldsOf } from './fields-under-test.ts';
import { fieldsIn, guess, one } from './guess-under-test.ts';
import { headerKey } from './header-matches.ts';
import { customImportField } from './import-field.ts';
import '../../../tests/seeded.ts';

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
    ['D', '612345678', '623456789'],
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
    const blog = customImportField({ key: 'blog', label: 'Blog', kind: 'url' });
    const pages: [string, string][] = [
      ['Website', 'https://example.com'],
      ['Web page', 'https://example.org'],
    ];
    expect(fieldsIn(pages, { recordType: 'customer', fields: [...fieldsOf('customer'), blog] })).toEqual([
      'website',
      undefined,
    ]);
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

  test('is a value if a custom field has its name', () => {
    const currency = customImportField({ key: 'currency', label: 'Moneda', kind: 'text' });
    expect(fieldsIn([['Moneda'], ['Currency']], { fields: [...fieldsOf('lead'), currency] })).toEqual([
      'custom.currency',
      undefined,
    ]);
  });

  test('of an address fills no tags', () => {
    expect(
      fieldsIn([
        ['Address 1 - Label', 'Home'],
        ['Address 1 - City', 'Madrid'],
      ]),
    ).toEqual([undefined, 'city']);
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

describe('any list', () => {
  const synonyms = Object.values(headerSynonyms).flatMap((table) =>
    Object.values(table).flatMap((all) => all.split('|')),
  );
  const header = fc.oneof(
    fc.constantFrom(...synonyms),
    fc.constantFrom('Phone 1 - Label', 'Phone 1 - Value', 'Mobile', 'Currency', 'Fax', '', '2', '(x)', '*'),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  const cell = fc.oneof(
    fc.constantFrom('', 'ana@example.com', '+34 600 000 001', 'ES', 'Ana Ruiz', '12'),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.double(),
    fc.boolean(),
  );
  const column = fc.tuple(header, fc.array(cell, { maxLength: 3 }));
  const joined = ['phones', 'firstName', 'lastName'];

  test('fills each field from one column, except for phones and names', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...recordTypeNames),
        fc.array(column, { maxLength: 12 }),
        (recordType, columns) => {
          const guesses = guess(
            columns.map(([name, cells]): [string, ...Cell[]] => [name, ...cells]),
            { recordType },
          );
          expect(guesses).toHaveLength(columns.length);
          const fields = guesses.flatMap(({ field }) => field ?? []);
          const known = new Set(['fullName', ...fieldsOf(recordType).map(({ name }) => name)]);
          for (const field of fields) expect(known).toContain(field);
          const single = fields.filter((field) => !joined.includes(field));
          expect(new Set(single).size).toBe(single.length);
          expect(fields.includes('fullName') && fields.includes('lastName')).toBe(false);
          for (const { field, confidence, qualifiedBy } of guesses) {
            expect(confidence === undefined).toBe(field === undefined);
            if (qualifiedBy !== undefined) expect(guesses[qualifiedBy]?.field).toBeUndefined();
          }
        },
      ),
    );
  });
});
