import { createHash } from 'node:crypto';
import { ProblemError } from '#contract/problem.ts';
import { differences } from '#data/change.ts';
import type { Context } from '#data/context.ts';
import { noteKey, tagKey } from '#data/keys.ts';
import { readMembers } from '#data/member.ts';
import { noteActions } from '#data/note.ts';
import { contactRecords } from '#data/records/contact.ts';
import { keyOf } from '#data/records/definition.ts';
import { creation, type Write } from '#data/records/write.ts';
import { getItems } from '#data/table.ts';
import { readTags, tagActions } from '#data/tag.ts';
import { transact, type Action } from '#data/transact.ts';
import { demoNotes, demoTags, jobTitles, regions, seededRandom, type Region } from './demo-people.ts';

const contactsMade = 500;
const noteEvery = 3;
const contactsPerTransaction = 25;

/** An id that is the same for the same organization and name, in the form of a UUIDv8. */
function demoId(orgId: string, name: string): string {
  const hex = createHash('sha256').update(`${orgId} ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Adds what is missing of the demo data; ids are made from the organization's, so a second call adds nothing. */
export async function loadDemoData(
  context: Context,
): Promise<{ contacts: number; tags: number; notes: number }> {
  const tagIds = await addTags(context);
  const owners = (await readMembers(context, context.orgId))
    .filter((member) => member.active)
    .map((member) => member.userId);
  const writes = demoContacts(context, [...tagIds.values()], owners);
  const contacts = await addContacts(context, writes);
  const notes = await addNotes(context, writes);
  return { contacts, tags: tagIds.size, notes };
}

/** Tags by name; one that the organization has already is used as it is. */
async function addTags(context: Context): Promise<Map<string, string>> {
  const known = new Map((await readTags(context)).map((tag) => [tag.name, tag.id]));
  for (const { name, color } of demoTags) {
    if (known.has(name)) continue;
    const tag = { id: demoId(context.orgId, `tag ${name}`), version: 1, name, color: color };
    const [there] = await getItems(context, [tagKey(context.orgId, tag.id)]);
    const actions = tagActions(context, undefined, tag, differences({}, tag, ['name', 'color']));
    if (!there) await transact(context, actions).catch(unlessRefused);
    known.set(name, tag.id);
  }
  return new Map(demoTags.map(({ name }) => [name, known.get(name) ?? '']));
}

/** A refusal means that the organization has something of its own in that place; demo data gives way. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof ProblemError) || error.code === 'unavailable') throw error;
}

function demoContacts(context: Context, tagIds: string[], owners: string[]): Write[] {
  const random = seededRandom(20_261_120);
  const emails = new Set<string>();
  return Array.from({ length: contactsMade }, (_, index) => {
    const input = demoContact(random, tagIds, owners);
    if (typeof input.email === 'string') {
      if (emails.has(input.email)) delete input.email;
      else emails.add(input.email);
    }
    const now = new Date(Date.parse(context.now) - demoAgeMs(random)).toISOString();
    return creation(
      contactRecords,
      { ...context, now },
      input,
      '',
      demoId(context.orgId, `contact ${index}`),
    );
  });
}

/** More came lately than a year ago. */
const demoAgeMs = (random: () => number): number => Math.floor(random() ** 2.2 * 360 * 86_400_000);

const pick = <T>(random: () => number, choices: readonly T[]): T =>
  choices[Math.floor(random() * choices.length)] as T;

function regionOf(random: () => number): Region {
  let rest = random() * regions.reduce((sum, { share }) => sum + share, 0);
  return regions.find(({ share }) => (rest -= share) < 0) ?? pick(random, regions);
}

/** A person with some things known and some missing. */
function demoContact(random: () => number, tagIds: string[], owners: string[]): Record<string, unknown> {
  const region = regionOf(random);
  const firstName = pick(random, region.first);
  const lastName = Array.from({ length: region.lastNames }, () => pick(random, region.last)).join(' ');
  const known = (chance: number) => random() < chance;
  const contact: Record<string, unknown> = {
    firstName,
    country: region.country,
    statusId: demoStatus(random),
  };
  if (known(0.96)) contact.lastName = lastName;
  if (known(0.8)) contact.email = demoEmail(firstName, lastName, pick(random, region.domains));
  if (known(0.75)) contact.phones = demoPhones(random, region);
  if (known(0.7)) contact.jobTitle = pick(random, jobTitles);
  if (known(0.88)) contact.city = pick(random, region.cities);
  if (region.country === 'CO' && known(0.5))
    contact.nationalId = String(10_000_000 + Math.floor(random() * 89_000_000));
  if (known(0.85) && owners.length > 0) contact.ownerId = pick(random, owners);
  const tags = [...new Set(Array.from({ length: Math.floor(random() * 3.4) }, () => pick(random, tagIds)))];
  if (tags.length > 0) contact.tagIds = tags;
  return contact;
}

function demoStatus(random: () => number): string {
  const draw = random();
  if (draw < 0.42) return 'prospect';
  if (draw < 0.68) return 'qualified';
  return draw < 0.9 ? 'customer' : 'inactive';
}

function demoEmail(first: string, last: string, domain: string): string {
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/[^A-Za-z ]/g, '')
      .toLowerCase()
      .trim()
      .replace(/ .*/, '');
  return `${plain(first)}.${plain(last)}@${domain}`;
}

function demoPhones(random: () => number, region: Region): { label: string; number: string }[] {
  const digits = () =>
    region.phone.replace(/#/g, () => String(Math.floor(random() * 10))).replaceAll(' ', '');
  const phones = [{ label: 'work', number: digits() }];
  if (random() < 0.3) phones.push({ label: 'mobile', number: digits() });
  return phones;
}

async function addContacts(context: Context, writes: Write[]): Promise<number> {
  let added = 0;
  for (let start = 0; start < writes.length; start += contactsPerTransaction) {
    const part = writes.slice(start, start + contactsPerTransaction);
    const there = await getItems(
      context,
      part.map(({ record }) => keyOf(contactRecords, context.orgId, record.id)),
      {
        ProjectionExpression: 'pk, sk',
      },
    );
    const missing = part.filter((_, index) => !there[index]);
    if (missing.length === 0) continue;
    added += await transact(
      context,
      missing.flatMap((write) => write.actions),
    ).then(
      () => missing.length,
      (error: unknown) =>
        error instanceof ProblemError ? addOneByOne(context, missing) : Promise.reject(error as Error),
    );
  }
  return added;
}

async function addOneByOne(context: Context, writes: Write[]): Promise<number> {
  let added = 0;
  for (const { actions } of writes) {
    await transact(context, actions).then(() => (added += 1), unlessRefused);
  }
  return added;
}

async function addNotes(context: Context, writes: Write[]): Promise<number> {
  const random = seededRandom(7);
  let added = 0;
  let actions: Action[] = [];
  for (const [index, { record }] of writes.entries()) {
    if (index % noteEvery !== 0) continue;
    const key = keyOf(contactRecords, context.orgId, record.id);
    const id = demoId(context.orgId, `note ${index}`);
    const body = `${pick(random, demoNotes)}.`;
    const [there] = await getItems(context, [noteKey(key, id)]);
    if (there) continue;
    const note = {
      id,
      version: 1,
      body,
      pinned: random() < 0.1,
      authorId: context.actor.userId,
      createdAt: record.createdAt,
    };
    const now = record.createdAt;
    actions.push(
      ...noteActions(
        { ...context, now },
        { definition: contactRecords, record, key },
        note,
        undefined,
        'created',
        [],
      ),
    );
    added += 1;
    if (actions.length >= 80) {
      await transact(context, actions);
      actions = [];
    }
  }
  if (actions.length > 0) await transact(context, actions);
  return added;
}
