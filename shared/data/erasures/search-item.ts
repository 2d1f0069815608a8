import type { RecordReference } from '#contract/about.ts';
import { typeStoredAs } from '#contract/stored-name.ts';
import { entryAt } from '../imports/entry-address.ts';
import type { ChangeHeader } from '../store/change.ts';
import type { Item } from '../store/table.ts';
import { aboutOf } from '../records/about.ts';
import type { AnyRecord } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { contentOf } from '../sources/payload-values.ts';
import { namedIn } from '../store/keys.ts';
import { isNaming } from './name-words.ts';
import { mentionsPerson, withoutPerson, type Finder } from './person-texts.ts';

/** What an erasure does to an item of the table. */
export type Fate =
  | { act: 'keep' }
  | { act: 'remove' }
  /** The values of a change are erased, and its header stays. */
  | { act: 'eraseValues' }
  /** The record is written anew without the person. */
  | { act: 'rewriteRecord' }
  /** Another reader derives the item from a record, and brings it up to date. */
  | { act: 'pending' }
  /** These attributes, none of which is a key, get other values. */
  | { act: 'replace'; attributes: Record<string, unknown> };

/** What a pass searches for. */
export interface Search {
  finder: Finder;
  /** The person's records, as `<type>#<id>`. */
  records: ReadonlySet<string>;
}

const keep: Fate = { act: 'keep' };
const remove: Fate = { act: 'remove' };

/**
 * Items of the organization's own accounts and settings, which the person may share: an erasure is about what was
 * recorded in the CRM. Erasures and their hashes stay as well.
 */
const keptKinds: ReadonlySet<unknown> = new Set([
  'api-key',
  'billing',
  'customFields',
  'erased-value',
  'erasure',
  'form',
  'heldDirectory',
  'idempotency',
  'invitation',
  'member',
  'organization',
  'ownFeed',
  'recordErased',
  'webhook',
  'webhookSource',
]);

export function fateOf(item: Item, search: Search): Fate {
  if (keptKinds.has(item.kind)) return keep;
  if (item.kind === 'change') return fateOfChange(item, search);
  if (isInRecord(item, search)) return item.kind === 'handover' ? keep : fateInRecord(item);
  if (item.kind === 'word') return fateOfTerm(item, search);
  if (item.kind === 'ledger' && canRetain(namedIn(String(item.pk)).type)) return keep;
  if (item.kind === 'unique') return fateOfReservation(item, search);
  const about = aboutTheirs(item, search);
  if (about === 'only') return remove;
  // The title of an entry can be the beginning of a note, which need not name the person.
  if (item.kind === 'job-result' && isAbout(entryAt(String(item.recordId)).parent, search)) return remove;
  if (item.kind === 'issue-link' && mentionsPerson(item.email, withoutName(search.finder))) return remove;
  if (item.kind === 'heldSubmission' && mentionsPerson(parsed(item.data), withoutName(search.finder)))
    return remove;
  if (item.kind === 'webhookDelivery') return fateOfDelivery(item, search);
  if (item.kind === 'received') return fateOfMessage(item, search);
  // What is too large for one item can name the person at a seam.
  if (item.kind === 'receivedPart') return remove;
  if (item.kind === 'record')
    return about === 'also' || mentionsInRecord(item, search.finder) ? { act: 'rewriteRecord' } : keep;
  const isOfNames = item.kind === 'ledger' && isNaming(namedIn(String(item.pk)).type);
  const changed = changedAttributes(item, isOfNames ? withoutName(search.finder) : search.finder);
  if (Object.keys(changed).length === 0) return keep;
  return item.kind === 'ledger' ? { act: 'pending' } : { act: 'replace', attributes: changed };
}

/** Of a message of another program that names a person or became their record, what it became is left. */
function fateOfMessage(item: Item, { finder, records }: Search): Fate {
  const isTheirs = records.has(`${String(item.recordType)}#${String(item.recordId)}`);
  const { payload = '', contentType } = item as { payload?: string; contentType?: string };
  // Texts can be written with escapes.
  const texts = [payload, contentOf(payload, contentType), item.messageId];
  if (payload === '' || !(isTheirs || mentionsPerson(texts, finder))) return keep;
  return { act: 'replace', attributes: { payload: '' } };
}

/** Of a message about a person, the ids are left, which can be sent again. What its receiver answered may be about it. */
function fateOfDelivery(item: Item, { finder, records }: Search): Fate {
  const message = parsed(item.payload) as { data: Record<string, unknown> };
  const attempts = (parsed(item.attempts) ?? []) as Record<string, unknown>[];
  const isTheirs = records.has(`${String(item.recordType)}#${String(item.recordId)}`);
  if (!isTheirs && !mentionsPerson([message, attempts], finder)) return keep;
  const { record: _record, ...ids } = message.data;
  const attributes = {
    payload: JSON.stringify({ ...message, data: ids }),
    ...(attempts.length > 0
      ? { attempts: JSON.stringify(attempts.map(({ answer: _answer, ...attempt }) => attempt)) }
      : {}),
  };
  const isLeft = Object.entries(attributes).every(([name, value]) => item[name] === value);
  return isLeft ? keep : { act: 'replace', attributes };
}

function recordName(pk: unknown): string {
  const { type, id } = namedIn(String(pk));
  return `${type}#${id}`;
}

const isInRecord = ({ pk }: Item, { records }: Search): boolean =>
  records.has(recordName(pk)) && String(pk).split('#').length === 4;

/** The projection state of a removed record contains nothing, unless it isn't up to date yet. */
function fateInRecord({ kind, data }: Item): Fate {
  // What removes it also ends the right of its user.
  if (kind === 'portalAccess') return { act: 'pending' };
  if (kind !== 'ledger') return remove;
  return (parsed(data) as { gone?: true } | undefined)?.gone ? keep : { act: 'pending' };
}

/** Whether an item is a record, or a task of an earlier version, that is about a person's records only, or also. */
function aboutTheirs(item: Item, search: Search): 'only' | 'also' | undefined {
  const type = item.kind === 'task' ? typeStoredAs('task') : String(item.kind === 'record' && item.type);
  const definition = definitionOf(type);
  if (!definition?.entry || item.data === undefined) return undefined;
  const about = aboutOf(definition.type, recordFrom(definition, item as Item & RecordItem));
  const others = aboutOthers(about, search);
  if (others.length === about.length) return undefined;
  return others.length === 0 ? 'only' : 'also';
}

/** What something is about besides a person's records. */
export const aboutOthers = (
  about: readonly RecordReference[],
  { records }: Pick<Search, 'records'>,
): RecordReference[] => about.filter(({ type, id }) => !records.has(`${type}#${id}`));

/** The value of an attribute with JSON. Items without it are searched as well. */
const parsed = (data: unknown): unknown =>
  typeof data === 'string' ? (JSON.parse(data) as unknown) : undefined;

const nameFields: ReadonlySet<string> = new Set(['firstName', 'lastName', 'fullName', 'name', 'company']);

/** Whether a field of a record is the name of somebody or something of its own. */
export const isOwnName = (type: unknown, field: string): boolean => isNaming(type) && nameFields.has(field);

export const withoutName = ({ contact }: Finder): Finder => ({ contact, name: undefined });

/** What is derived from records that can keep a name follows from them, whether they do or not. */
const canRetain = (type: unknown): boolean => definitionOf(String(type))?.rules?.retained !== undefined;

function mentionsInRecord({ type, row, data }: Item, finder: Finder): boolean {
  const text = typeof row === 'string' ? row.slice(row.indexOf('{')) : undefined;
  const stored = { ...(parsed(text) as object), ...(parsed(data) as object) };
  const retained = definitionOf(String(type))?.rules?.retained?.(stored as AnyRecord) ?? [];
  const values = Object.fromEntries(Object.entries(stored).filter(([field]) => !retained.includes(field)));
  const others = Object.entries(values).filter(([field]) => !isOwnName(type, field));
  return mentionsPerson(values, withoutName(finder)) || mentionsPerson(others, finder);
}

function fateOfChange(item: Item, search: Search): Fate {
  if (item.data === undefined && item.salt === undefined) return keep;
  if (isInRecord(item, search) || isAbout(subjectOf(item), search)) return { act: 'eraseValues' };
  const values = parsed(item.data);
  const finder = isNaming(item.type) ? withoutName(search.finder) : search.finder;
  return mentionsPerson([values, item.row], finder) ? { act: 'eraseValues' } : keep;
}

const subjectOf = ({ row }: Item): unknown => {
  const { about } = (parsed(row) ?? {}) as Partial<ChangeHeader>;
  return about && { recordType: about.type, recordId: about.id };
};

function isAbout(entry: unknown, { records }: Search): boolean {
  const { recordType, recordId } = (entry ?? {}) as { recordType?: string; recordId?: string };
  return records.has(`${recordType}#${recordId}`);
}

/** Lookup terms of other records follow from them. */
function fateOfTerm({ type, id, sk, title, detail }: Item, { records, finder }: Search): Fate {
  if (records.has(`${String(type)}#${String(id)}`)) return remove;
  if (canRetain(type)) return keep;
  return mentionsPerson([sk, title, detail], withoutName(finder)) ? { act: 'pending' } : keep;
}

/** A reservation that another record still needs is written again with that record. */
function fateOfReservation({ type, id, pk }: Item, { records, finder }: Search): Fate {
  if (type === undefined) return keep;
  const value = String(pk).split('#').slice(4).join('#');
  const isTheirs = records.has(`${String(type)}#${String(id)}`);
  return isTheirs || mentionsPerson(value, withoutName(finder)) ? remove : keep;
}

const isKeyAttribute = (name: string): boolean => /^(?:g\d)?[ps]k$/.test(name);

/** The attributes that contain the person, with other values. */
function changedAttributes(item: Item, finder: Finder): Item {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => {
      if (isKeyAttribute(name)) return [];
      const next = withoutPersonInside(value, finder);
      return next === value ? [] : [[name, next]];
    }),
  );
}

/** Values within JSON are replaced one by one, so that the text stays JSON. */
function withoutPersonInside(value: unknown, finder: Finder): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return withoutPerson(value, finder);
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return withoutPerson(value, finder);
  }
  const next = withoutPerson(parsed, finder);
  return next === parsed ? value : JSON.stringify(next);
}
