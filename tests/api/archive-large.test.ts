import { expect, inject, test } from 'vitest';
import { digestOf } from '../archive-reader/normal-form.ts';
import { readArchive } from '../archive-reader/read-archive.ts';
import { fillOrganization, importedArchive, newArchive } from '../archives.ts';
import { connectHost } from '../host.ts';
import { newRows } from '../jobs.ts';
import { newOrganization, newPerson } from '../organization.ts';

const host = connectHost(inject('host'));
const records = 50_000;
const patienceMs = 1_800_000;

test(
  'an organization of 50,000 records, with files and custom fields, equals the one made from its archive',
  { timeout: 3_600_000 },
  async () => {
    const organization = await newOrganization(await newPerson(host));
    await fillOrganization(organization);
    await newRows(organization.owner.call, organization, records);
    await host.settled(organization);
    const { bytes, exported } = await newArchive(organization, patienceMs);
    expect(exported.rows).toBeGreaterThan(records);
    const copy = await newOrganization(organization.owner);
    expect(await importedArchive(copy, bytes, patienceMs)).toMatchObject({ state: 'done' });
    await host.settled(copy);
    expect(digestOf(readArchive((await newArchive(copy, patienceMs)).bytes))).toBe(
      digestOf(readArchive(bytes)),
    );
  },
);
