import { beforeAll, describe, expect, inject, test } from 'vitest';
import { readArchive } from '../archive-reader/read-archive.ts';
import { fillOrganization, importedArchive, newArchive } from '../archives.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { first, withFormerTasks, withLines } from '../changed-archive.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique } from '../organization.ts';

const host = connectHost(inject('host'));
const contacts = 'records/contacts.jsonl';
const activities = 'records/activities.jsonl';
let bytes: Buffer;

beforeAll(async () => {
  const organization = await newOrganization(await newPerson(host));
  await fillOrganization(organization);
  await host.settled(organization);
  ({ bytes } = await newArchive(organization));
});

test(
  'shared e-mail addresses that the organization refuses are imported, and end its refusal',
  { timeout: 180_000 },
  async () => {
    const copy = await newOrganization(await newPerson(host));
    const email = `${unique('leo')}@people.example`;
    const changed = await withLines(bytes, {
      'settings/organization.jsonl': first({
        uniqueEmails: { lead: 'refuse', vendor: 'refuse' },
      }),
      'records/leads.jsonl': ([lead]) =>
        [lead.id, crypto.randomUUID()].map((id) => ({
          ...lead,
          id,
          email,
          externalId: undefined,
        })),
    });
    expect(await importedArchive(copy, changed)).toMatchObject({
      state: 'done',
    });
    const { uniqueEmails } = await awaited(
      'the end of the job',
      () => bodyOf(200, copy.owner.call('GET', copy.path)),
      (settings) => !Object.values(settings.uniqueEmails).includes('checking'),
    );
    expect(uniqueEmails).toMatchObject({ lead: 'warn', vendor: 'refuse' });
  },
);

test('tasks in an archive of an earlier release become activities', { timeout: 180_000 }, async () => {
  const copy = await newOrganization(await newPerson(host));
  expect(await importedArchive(copy, await withFormerTasks(bytes))).toMatchObject({ state: 'done' });
  const plannedIn = (archive: Buffer) => {
    const lines: any[] = readArchive(archive).lines.get('records/activities.jsonl') ?? [];
    return lines.map(({ id, title, about, done, priorityId }) => ({ id, title, about, done, priorityId }));
  };
  expect(plannedIn((await newArchive(copy)).bytes)).toEqual(plannedIn(bytes));
});

test('an activity whose record is missing is left out', { timeout: 180_000 }, async () => {
  const copy = await newOrganization(await newPerson(host));
  const changed = await withLines(bytes, {
    'records/activities.jsonl': first({ about: [{ type: 'contact', id: crypto.randomUUID() }] }),
  });
  expect(await importedArchive(copy, changed)).toMatchObject({
    state: 'done',
  });
  const planned = readArchive((await newArchive(copy)).bytes).lines.get('records/activities.jsonl') ?? [];
  expect(planned.map(({ title }: any) => title)).toEqual(['Tidy up']);
});

type WithLines = Parameters<typeof withLines>;
type Changes = [lines: WithLines[1], files?: WithLines[2]];

describe('what the product would refuse in an archive', () => {
  let empty: Awaited<ReturnType<typeof newOrganization>>;

  beforeAll(async () => {
    empty = await newOrganization(await newPerson(host));
  });

  const tagsPath = 'settings/tags.jsonl';
  test.each<[string, Changes, string]>([
    ['a long note', [{ 'entries/notes.jsonl': first({ body: 'x'.repeat(10_001) }) }], 'invalid_line'],
    [
      'an activity about half a record',
      [{ [activities]: first({ about: [{ type: 'deal' }] }) }],
      'invalid_line',
    ],
    ['a disguised file name', [{ 'entries/files.jsonl': first({ name: 'a\u202egpj.exe' }) }], 'invalid_line'],
    [
      'a number from the future',
      [
        {
          'settings/billing.jsonl': ([billing]) => [
            {
              ...billing,
              lastNumbers: billing.lastNumbers.map((one: object) => ({ ...one, issuedOn: '2090-01-01' })),
            },
          ],
        },
      ],
      'invalid_line',
    ],
    ['a time zone', [{ 'settings/organization.jsonl': first({ timeZone: 'x' }) }], 'invalid_line'],
    [
      'a script',
      [
        {
          'settings/forms.jsonl': first({ redirectTo: 'javascript:alert(1)' }),
        },
      ],
      'invalid_line',
    ],
    [
      'a site',
      [
        {
          'settings/forms.jsonl': first({
            allowedOrigins: ['*; script-src *'],
          }),
        },
      ],
      'invalid_line',
    ],
    ['a time', [{ [contacts]: first({ createdAt: '2026-01-01T00:00:00.0000000001Z' }) }], 'invalid_line'],
    ['an unknown custom value', [{ [contacts]: first({ custom: { other: 'x' } }) }], 'invalid_line'],
    ['a custom value of another kind', [{ [contacts]: first({ custom: { region: 5 } }) }], 'invalid_line'],
    [
      'a field without options',
      [{ 'settings/custom-fields.jsonl': first({ kind: 'choice' }) }],
      'invalid_line',
    ],
    ['a repeated ID', [{ [tagsPath]: ([tag]) => [tag, tag] }], 'invalid_line'],
    [
      'a second file of a kind',
      [{}, (files) => [...files, { ...files[2], path: 'more' }]],
      'invalid_manifest',
    ],
    [
      'too many tags',
      [
        {
          [tagsPath]: ([tag]) =>
            Array.from({ length: 501 }, (_, n) => ({
              ...tag,
              id: crypto.randomUUID(),
              name: `Tag ${n}`,
            })),
        },
      ],
      'limit_reached',
    ],
  ])('%s is refused before anything is written', async (_, change, code) => {
    const ended = await importedArchive(empty, await withLines(bytes, ...change));
    expect(ended).toMatchObject({
      state: 'failed',
      done: 0,
      problem: { code },
    });
    expect(ended.total).toBeUndefined();
  });
});
