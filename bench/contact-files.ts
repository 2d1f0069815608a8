import { xlsxFile } from '#data/table-files/xlsx-file.ts';
import { firstNames, lastNames } from './people.ts';

/** A row of a file of contacts, by the headers of its columns. */
export type ContactRow = Readonly<Record<(typeof headers)[number], string>>;

const headers = ['First name', 'Last name', 'E-mail', 'Phone', 'City', 'Job title'] as const;

/** Rows with different addresses and phone numbers. Those of another series, from 0 to 9, are different, too. */
export const contactRows = (series: number, count: number): ContactRow[] =>
  Array.from({ length: count }, (_, row) => ({
    'First name': firstNames[row % firstNames.length]!,
    'Last name': `${lastNames[row % lastNames.length]} ${row}`,
    'E-mail': `person.${series}.${row}@people.example`,
    Phone: `+5731${series}${String(row).padStart(7, '0')}`,
    City: 'Leticia',
    'Job title': 'Logistics Coordinator',
  }));

/** The values of the contact that a row means. */
export const contactOf = (row: ContactRow): Record<string, unknown> => ({
  firstName: row['First name'],
  lastName: row['Last name'],
  email: row['E-mail'],
  phones: [{ label: 'work', number: row.Phone }],
  city: row.City,
  jobTitle: row['Job title'],
});

export const csvOf = (rows: readonly ContactRow[]): Buffer =>
  Buffer.from(
    [headers.join(','), ...rows.map((row) => headers.map((header) => row[header]).join(','))].join('\n'),
  );

export async function xlsxOf(rows: readonly ContactRow[]): Promise<Buffer> {
  const columns = headers.map((header) => ({ key: header, header, kind: 'text' }) as const);
  const parts: Uint8Array[] = [];
  for await (const part of xlsxFile(columns, rows, { sheetName: 'Contacts', timeZone: 'UTC' }))
    parts.push(part);
  return Buffer.concat(parts);
}
