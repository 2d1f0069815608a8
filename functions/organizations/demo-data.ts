import { createHash } from 'node:crypto';
import { ProblemError } from '#contract/problem.ts';
import { differences } from '#data/change.ts';
import type { Context } from '#data/context.ts';
import { noteKey, pinnedNoteKey, tagKey, type Key } from '#data/keys.ts';
import { readMembers } from '#data/member.ts';
import { noteActions, parentExists } from '#data/note.ts';
import { contactRecords } from '#data/records/contact.ts';
import { keyOf } from '#data/records/definition.ts';
import { creation, type Write } from '#data/records/write.ts';
import { getItems, itemName } from '#data/table.ts';
import { readTags, tagActions } from '#data/tag.ts';
import { transact, type Action } from '#data/transact.ts';
import { demoNotes, demoTags, regions, seededRandom, type Region } from './demo-people.ts';

const contactsMade = 500;
const noteEvery = 3;
/** Of three actions each. */
const additionsTogether = 25;

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
  const writes = demoContacts(context, tagIds, owners);
  const contacts = await addMissing(context, writes.map(contactAddition(context)));
  const notes = await addMissing(context, demoNotesOf(context, writes));
  return { contacts, tags: tagIds.length, notes };
}

/** Ids of the demo's tags; one that the organization has already is used as it is, one that is refused is left out. */
async function addTags(context: Context): Promise<string[]> {
  const known = new Map((await readTags(context)).map((tag) => [tag.name, tag.id]));
  for (const { name, color } of demoTags) {
    if (known.has(name)) continue;
    const tag = { id: demoId(context.orgId, `tag ${name}`), version: 1, name, color };
    const [there] = await getItems(context, [tagKey(context.orgId, tag.id)]);
    const actions = tagActions(context, undefined, tag, differences({}, tag, ['name', 'color']));
    if (there || (await wasWritten(context, actions))) known.set(name, tag.id);
  }
  return demoTags.flatMap(({ name }) => known.get(name) ?? []);
}

/** Writes, and tells whether the table took it. A refusal means that the organization has something of its own in that place; demo data gives way. */
async function wasWritten(context: Context, actions: readonly Action[]): Promise<boolean> {
  try {
    await transact(context, actions);
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'unavailable') throw error;
    return false;
  }
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
  if (known(0.7)) contact.jobTitle = pick(random, region.jobTitles);
  if (known(0.88)) contact.city = pick(random, region.cities);
  if (region.country === 'CO' && known(0.5))
    contact.nationalId = String(10_000_000 + Math.floor(random() * 89_000_000));
  if (known(0.85) && owners.length > 0) contact.ownerId = pick(random, owners);
  const tagged = tagIds.length > 0 ? Math.floor(random() * 3.4) : 0;
  const tags = [...new Set(Array.from({ length: tagged }, () => pick(random, tagIds)))];
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
    region.phone
      .replace(/#|\{(.*?)\}/g, (_, choices?: string) =>
        pick(random, choices?.split('|') ?? [...'0123456789']),
      )
      .replaceAll(' ', '');
  const phones = [{ label: 'work', number: digits() }];
  if (random() < 0.3) phones.push({ label: 'mobile', number: digits() });
  return phones;
}

/** What is written together, unless it is there already under one of its keys. */
interface Addition {
  keys: Key[];
  actions: Action[];
}

/** Adds what is missing, many together; where a transaction is refused each by itself. Says how many were added. */
async function addMissing(context: Context, additions: readonly Addition[]): Promise<number> {
  let added = 0;
  for (let start = 0; start < additions.length; start += additionsTogether) {
    const part = additions.slice(start, start + additionsTogether);
    const keys = part.flatMap((addition) => addition.keys);
    const items = await getItems<Key>(context, keys, { ProjectionExpression: 'pk, sk' });
    const there = new Set(items.flatMap((item) => (item ? [itemName(item)] : [])));
    const missing = part.filter((addition) => !addition.keys.some((key) => there.has(itemName(key))));
    if (missing.length === 0) continue;
    const together = missing.flatMap(({ actions }) => actions);
    if (await wasWritten(context, together)) added += missing.length;
    else for (const { actions } of missing) if (await wasWritten(context, actions)) added += 1;
  }
  return added;
}

const contactAddition =
  ({ orgId }: Context) =>
  ({ record, actions }: Write): Addition => ({ keys: [keyOf(contactRecords, orgId, record.id)], actions });

/** Notes of every third contact; one whose contact was refused or is gone is refused with it. */
function demoNotesOf(context: Context, writes: Write[]): Addition[] {
  const random = seededRandom(7);
  return writes.flatMap(({ record }, index) => {
    if (index % noteEvery !== 0) return [];
    const key = keyOf(contactRecords, context.orgId, record.id);
    const parent = { definition: contactRecords, record, key };
    const note = {
      id: demoId(context.orgId, `note ${index}`),
      version: 1,
      body: `${pick(random, demoNotes)}.`,
      pinned: random() < 0.1,
      authorId: context.actor.userId,
      createdAt: record.createdAt,
    };
    const then = { ...context, now: record.createdAt };
    return [
      {
        keys: [noteKey(key, note.id), pinnedNoteKey(key, note.id)],
        actions: [parentExists(parent), ...noteActions(then, parent, note, undefined, 'created', [])],
      },
    ];
  });
}
