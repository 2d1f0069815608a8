import { expect, inject, test } from 'vitest';
import type { Spelled } from '#data/imports/spellings-under-test.ts';
import {
  columnKinds,
  headerOf,
  tableOf,
  type ColumnKind,
  type Table,
} from '#data/imports/tables-under-test.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { count, seed } from '../counts.ts';

const host = connectHost(inject('host'));

const customKinds = ['date', 'number', 'money', 'yesNo'] as const satisfies ColumnKind[];

async function addFields({ path, owner }: TestOrganization): Promise<void> {
  const at = `${path}/custom-fields/contact`;
  for (const kind of customKinds) {
    const { version } = await bodyOf(200, owner.call('GET', at));
    const body = { label: headerOf[kind], key: kind.toLowerCase(), kind };
    await bodyOf(201, owner.call('POST', at, { body, ifMatch: version }));
  }
}

/** Imports a table as a person does who looks at what the product asks, and returns the contacts by their external IDs. */
async function imported(
  organization: TestOrganization,
  table: Table,
): Promise<{ checked: any; stored: Map<string, any> }> {
  const { owner, path } = organization;
  const { country, currency, order, mark } = table.locale;
  const read = await readFile(owner.call, organization, table.bytes, { name: `contacts.${table.format}` });
  const reading = { ...read.file.reading, country, currency };
  const said = await changedImport(owner.call, organization, read, { onMatch: 'create', reading });
  const answers = { ...reading, dateOrder: order, decimalMark: mark };
  const ready = said.file.undecided
    ? await changedImport(owner.call, organization, said, { reading: answers })
    : said;
  const checked = await checkedImport(owner.call, organization, ready);
  if (checked.file.check.creates > 0) {
    const { jobId } = await startedImport(owner.call, organization, checked);
    expect(await endedJob(owner.call, organization, jobId)).toMatchObject({ failed: 0 });
  }
  await host.settled(organization);
  const stored = new Map<string, any>();
  let cursor: string | undefined;
  do {
    const query = { limit: '100', ...(cursor ? { cursor } : {}) };
    const page = await bodyOf(200, owner.call('GET', `${path}/contacts`, { query }));
    const whole = page.items.map(({ id }: { id: string }) =>
      bodyOf(200, owner.call('GET', `${path}/contacts/${id}`)),
    );
    for (const one of await Promise.all(whole)) stored.set(one.externalId, one);
    cursor = page.nextCursor;
  } while (cursor);
  return { checked, stored };
}

const valuesOf = ({ firstName, externalId, email, phones, custom = {} }: any): unknown[] => [
  firstName,
  externalId,
  email,
  phones?.[0]?.number,
  ...customKinds.map((kind) => custom[kind.toLowerCase()]),
];

test.each(Array.from({ length: count(4, 60) }, (_, at) => 7 * at))(
  'table %i is stored as it was meant, and rows with a cell that has no meaning are refused',
  async (at) => {
    const table = tableOf(seed + at);
    const organization = await newOrganization(await newPerson(host));
    await addFields(organization);
    const { checked, stored } = await imported(organization, table);
    const isWrong = (row: Spelled[]) => row.some((spelled) => spelled.isWrong);
    const right = table.rows.filter((row) => !isWrong(row));
    expect(checked.file.check).toMatchObject({
      creates: right.length,
      refusals: table.rows.length - right.length,
    });
    const expected = right.map((row) => row.map(({ value }) => value));
    expect(right.map((row) => valuesOf(stored.get(row[1]!.value as string) ?? {}))).toEqual(expected);
    expect(stored.size).toBe(right.length);
    // Columns beyond the heading can be imported as well.
    const widest = Math.max(...table.further.map(({ length }) => length));
    expect(checked.file.header).toHaveLength(columnKinds.length + widest);
    if (widest === 0) return;
    const query = { column: String(columnKinds.length) };
    const values = organization.owner.call('GET', `${organization.path}/imports/${checked.id}/values`, {
      query,
    });
    const { items } = await bodyOf(200, values);
    const expectedTexts = table.further.flatMap(([text]) => text ?? []);
    expect(items.map(({ text }: { text: string }) => text).sort()).toEqual(expectedTexts.toSorted());
  },
  // A step that ends for lack of time on a loaded machine begins again minutes later.
  900_000,
);
