import { id, type Field } from '#contract/field.ts';
import { seesMemberships } from '#contract/member.ts';
import { entriesOf } from '#contract/organization.ts';
import { codeFieldOf, externalIdFieldOf } from '#contract/record-type.ts';
import { isStatusList } from '#contract/status-list.ts';
import type { Context } from '../organization/context.ts';
import { readMembers } from '../organization/member.ts';
import { readTags } from '../organization/tag.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { readVisible } from '../records/visible.ts';
import { foldCase } from '../values/search-terms.ts';
import type { Reference } from './cell.ts';
import { entryMeant, type EntryMeant, type EntryReading } from './entry-meant.ts';
import type { Entry } from './find-entry.ts';
import { findHolders, findRecords } from './find-records.ts';
import { withPlanned, type PlannedRecords } from './planned-records.ts';

/** What texts in cells refer to. */
export interface Names {
  members: ReadonlyMap<string, string>;
  tags: ReadonlyMap<string, string>;
  /** The ids of the records of a type by name, code or e-mail address. Several records can share a name. */
  records: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** The types of the files before this one that aren't checked, so their records aren't known. */
  uncheckedTypes: ReadonlySet<string>;
}

/** The id that a text refers to, null if the text was chosen to mean no value, or why there is none. */
export type Referent = EntryMeant | { code: 'unknown_reference' | 'earlier_unchecked' | 'several_records' };

const unknown = { code: 'unknown_reference' } as const;

/**
 * The organization's members and tags by what people call them. Members are found by e-mail address only by those who may
 * see it.
 */
export async function readNames(context: Context): Promise<Omit<Names, 'records' | 'uncheckedTypes'>> {
  const [members, tags] = await Promise.all([readMembers(context, context.orgId), readTags(context)]);
  const active = members.filter((member) => member.active);
  return {
    members: new Map([
      ...active.map(({ userId }) => [foldCase(userId), userId] as const),
      ...active.map(({ userId, displayName }) => [foldCase(displayName), userId] as const),
      ...active.flatMap(({ userId, email }) =>
        email !== undefined && seesMemberships(context.role) ? [[foldCase(email), userId] as const] : [],
      ),
    ]),
    tags: new Map(
      tags.flatMap(({ id, name }) => [[foldCase(id), id] as const, [foldCase(name), id] as const]),
    ),
  };
}

/** The records that texts refer to, by type: those that exist, and those that the files before this one create. */
export async function readReferredRecords(
  context: Context,
  planned: PlannedRecords,
  references: readonly Reference[],
): Promise<Names['records']> {
  const toRecords = references.flatMap((reference) => (reference.to === 'record' ? [reference] : []));
  const byType = Map.groupBy(toRecords, ({ type }) => type);
  const found = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const [type, ofType] of byType) {
    const texts = [...new Set(ofType.flatMap((reference) => reference.texts))];
    found.set(type, await findByTexts(context, planned, type, texts));
  }
  return found;
}

/** Records by ID or external ID, by title, by code if a text contains a digit, or by e-mail address. */
async function findByTexts(
  context: Context,
  planned: PlannedRecords,
  type: string,
  texts: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const definition = definitionOf(type);
  if (!definition) return new Map();
  const { fields, title } = definition.type;
  const findBy = async (field: string, some: readonly string[]) =>
    withPlanned(
      await findRecords(context, definition, field, some),
      planned.find(definition.type, field, some),
    );
  const byName = await findBy(title, texts);
  const found = new Map([...byName, ...(await findByIds(context, planned, definition, texts))]);
  const addFrom = async (field: string | undefined, fits: (text: string) => boolean) => {
    if (field === undefined || !(field in fields)) return;
    const more = await findBy(field, texts.filter(fits));
    for (const [text, ids] of more) if (!found.has(text)) found.set(text, ids);
  };
  await addFrom(codeFieldOf(definition.type), (text) => /\d/.test(text));
  await addFrom('email', (text) => text.includes('@'));
  return found;
}

/** An ID says more than a name that is the same. That of a record that was merged means the one that remains. */
async function findByIds(
  context: Context,
  planned: PlannedRecords,
  definition: RecordDefinition,
  texts: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const { name } = definition.type;
  const ids = texts.filter((text) => id.safeParse(text).success);
  const records = await readVisible(
    context,
    ids.map((one) => ({ type: name, id: one })),
  );
  const externalId = externalIdFieldOf(definition.type);
  const holders = externalId === undefined ? [] : await findHolders(context, definition, externalId, texts);
  const named = [...holders].filter(([, { isReachable }]) => isReachable);
  const existing = new Map(named.map(([text, holder]) => [text, [holder.id]]));
  return new Map([
    ...[...records].map(([text, record]) => [text, [record.id]] as const),
    ...(externalId === undefined
      ? existing
      : withPlanned(existing, planned.find(definition.type, externalId, texts))),
  ]);
}

/** A text of a reference. */
interface ReferenceText {
  reference: Reference;
  text: string;
  /** The pipeline of the row, whose stages are meant. */
  pipelineId: string | undefined;
  /** How the texts of the column mean entries. */
  entryReading: EntryReading;
}

/** What a text of a reference refers to. */
export function referentOf(
  context: Context,
  names: Names,
  field: Field,
  { reference, text, pipelineId, entryReading }: ReferenceText,
): Referent {
  const name = foldCase(text);
  const found = (id: string | undefined): Referent => (id === undefined ? unknown : { id });
  switch (reference.to) {
    case 'member':
      return found(names.members.get(name));
    case 'tag':
      return found(names.tags.get(name));
    case 'option':
    case 'entry':
      return entryMeant(entriesFor(context, field, pipelineId), text, entryReading);
    case 'record': {
      const [id, ...others] = names.records.get(reference.type)?.get(text) ?? [];
      if (others.length > 0) return { code: 'several_records' };
      return id === undefined && names.uncheckedTypes.has(reference.type)
        ? { code: 'earlier_unchecked' }
        : found(id);
    }
  }
}

/**
 * What the texts of a field can mean: the options of a custom field, or the entries of its list, each with its names in all
 * languages. Retired stages are in use until their deals have moved.
 */
export function entriesFor(
  { settings }: Context,
  { list, options = [] }: Field,
  pipelineId?: string,
): readonly Entry[] {
  if (list === undefined) return options;
  const pipeline = list === 'stages' && settings.pipelines.find(({ id }) => id === pipelineId);
  const entries: readonly ListEntry[] = pipeline ? pipeline.stages : entriesOf(settings, list);
  return entries.flatMap(({ id, name, names, meaning, retired }) =>
    [...new Set([name, names?.en, names?.es])].flatMap((label) =>
      label === undefined ? [] : [{ id, label, meaning, retired: retired && isStatusList(list) }],
    ),
  );
}

interface ListEntry {
  id: string;
  name: string;
  names?: { en: string; es: string } | undefined;
  meaning?: string | undefined;
  retired?: boolean | undefined;
}
