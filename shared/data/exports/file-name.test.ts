import { expect, test } from 'vitest';
import { fileNameOf } from './file-name.ts';

const nameIn = (many?: string) =>
  fileNameOf(
    {
      now: '2026-03-01T02:00:00.000Z',
      settings: {
        timeZone: 'America/Bogota',
        ...(many === undefined ? {} : { wording: { contact: { one: 'x', many } } }),
      } as never,
    },
    { recordType: 'contact', format: 'xlsx', language: 'es' },
  );

test('a file is named like the records in the language of the request, with the organization’s date', () => {
  expect(nameIn()).toBe('Contactos 2026-02-28.xlsx');
  expect(nameIn('Pacientes')).toBe('Pacientes 2026-02-28.xlsx');
});

test('custom labels with characters that file systems refuse give a valid name', () => {
  expect(nameIn('A/B: "C"\u202E*')).toBe('A B   C 2026-02-28.xlsx');
});
