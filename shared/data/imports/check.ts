import type { CustomField } from '#contract/custom-field.ts';
import { isEntryType } from '#contract/entry-type-names.ts';
import type { NewFieldKind } from '#contract/import-column.ts';
import type { CheckSummary, ImportFile } from '#contract/import.ts';
import type { ImportRule } from '#contract/import-rows.ts';
import { noteField } from '#contract/import-columns.ts';
import { limits } from '#contract/limits.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import type { Context } from '../organization/context.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { partsAProgress, writeProgress } from './check-progress.ts';
import { readCorrectedRows } from './corrected-rows.ts';
import { readByIds } from './find-records.ts';
import { importableOf } from './importable.ts';
import type { StoredImport } from './import-runs.ts';
import {
  notesPlan,
  partName,
  partsOf,
  relatedPlan,
  rowsPlan,
  writePlan,
  writePlannedIndex,
  writeProblems,
} from './import-objects.ts';
import { readNewFields } from './new-fields.ts';
import { plannedIndexer } from './planned-index.ts';
import { readPlannedRecords } from './planned-records.ts';
import { plannedNote } from './planned-note.ts';
import type { PlannedRow } from './planned-row.ts';
import { planRows, written } from './plan.ts';
import { kindKey, problemCollector } from './problem-index.ts';
import type { PlannedColumns, Planning, RelatedRecord } from './read-row.ts';
import { readingsIn } from './reading.ts';
import { readNames } from './references.ts';
import { targetsOf } from './targets.ts';

/** What the columns of an import are for and how their cells are read, by its present settings. */
export async function columnsOf(context: Context, stored: StoredImport): Promise<PlannedColumns> {
  const { file } = stored;
  const importable = importableOf(file.recordType);
  const { definition } = importable;
  if (!file.reading) throw new Error('an import was checked before it was read');
  const items = await importable.readCustomFields(context);
  const newFields = await readNewFields(context, stored, items);
  const customFields = [...items, ...newFields.values()];
  return {
    context,
    importable,
    definition,
    customFields,
    newFields,
    targets: targetsOf(definition.type, customFields, importable.hasNotes(context)),
    columns: file.columns ?? [],
    readingOf: readingsIn(context, stored, file.reading),
    // Programs write what they mean.
    usesSynonyms: file.format !== 'jsonl',
    emptiedKinds: kindsOf(file.rules, 'empty'),
  };
}

/** What the rows of an import are planned with, by its present settings. */
export async function planningOf(context: Context, stored: StoredImport): Promise<Planning> {
  const { id, file } = stored;
  const columns = await columnsOf(context, stored);
  return {
    ...columns,
    importId: id,
    defaults: columns.importable.defaults(file.name),
    newOwnerId: file.ownerId ?? undefined,
    customFieldsOf: await customFieldsOfNamed(context, file, columns.targets),
    matchBy: file.matchBy ?? [],
    onMatch: file.onMatch ?? 'skip',
    createsWithoutMatch: file.createWithoutMatch ?? false,
    names: await readNames(context),
    planned: await readPlannedRecords(context, stored, [
      file.recordType,
      ...typesNamed(file, columns.targets),
    ]),
    seen: new Set(),
    claimed: new Map(),
    createsMissing: file.createMissing ?? false,
    allowsErased: file.allowErased ?? false,
    leftOutKinds: kindsOf(file.rules, 'leaveOut'),
    related: new Map(),
    newTags: new Map(),
  };
}

/** The kinds of problems to which rules apply an action. */
const kindsOf = (
  rules: readonly ImportRule[] = [],
  action: Exclude<ImportRule['action'], 'replace'>,
): ReadonlySet<string> => new Set(rules.flatMap((rule) => (rule.action === action ? [kindKey(rule)] : [])));

/** The types of the records that columns name. */
const typesNamed = (
  { columns = [] }: Pick<ImportFile, 'columns'>,
  targets: Planning['targets'],
): string[] => [...new Set(columns.flatMap((column) => targets.get(column?.field ?? '')?.field.to ?? []))];

/** The custom fields of the record types that the columns of a file name, if their records are created. */
async function customFieldsOfNamed(
  context: Context,
  { createMissing, columns = [] }: ImportFile,
  targets: ReturnType<typeof targetsOf>,
): Promise<Planning['customFieldsOf']> {
  const types = createMissing ? typesNamed({ columns }, targets) : [];
  const found = await Promise.all(types.map((type) => readCustomFields(context, type)));
  return new Map(types.map((type, index) => [type, found[index]?.items ?? []]));
}

/**
 * Plans all rows of an import and stores the plan, part by part, so that memory doesn't grow with the file. Returns what a
 * start would do. After a crash, it begins again.
 */
export async function checkRows(context: Context, stored: StoredImport): Promise<CheckSummary> {
  const planning = await planningOf(context, stored);
  const place = [context.orgId, stored.id] as const;
  const counts = { rows: 0, creates: 0, updates: 0, skips: 0, refusals: 0 };
  let notes = 0;
  const problems = problemCollector(planning.readingOf);
  const indexer = plannedIndexer();
  const hasNotes = planning.targets.has(noteField);
  // Rows of later files name records, but no entries.
  const canBeNamed = !isEntryType(stored.file.recordType);
  for (let part = 0; part < partsOf(stored.file.rows ?? 0); part += 1) {
    if (part > 0 && part % partsAProgress === 0) await writeProgress(context, stored, counts.rows);
    const rows = await readCorrectedRows(context, context.orgId, stored, part);
    const plan = await planRows(planning, rows);
    await writePlan(place, partName(rowsPlan, part), plan);
    if (hasNotes) notes += await writeNotes(stored, place, part, plan);
    if (canBeNamed) await addWritten(planning, indexer, plan);
    for (const [index, row] of plan.entries()) {
      counts.rows += 1;
      counts[countOf[row.action]] += 1;
      problems.add(part, row, rows[index] ?? { number: row.number, cells: [] });
    }
  }
  await writeProblems(place, problems.index());
  const named = [...planning.related.values()];
  const related = await writeRelated(place, named);
  for (const one of named)
    indexer.add({ definition: recordDefinitions[one.type], settings: context.settings }, plannedOf(one));
  await writePlannedIndex(place, indexer.index());
  return {
    ...counts,
    ...(related.length > 0 ? { related } : {}),
    ...(notes > 0 ? { notes } : {}),
    ...(planning.newTags.size > 0 ? { newTags: [...planning.newTags.values()] } : {}),
    ...(planning.newFields.size > 0 ? { newFields: [...planning.newFields.values()].map(createdFrom) } : {}),
    problems: problems.counts(),
  };
}

/** Adds what rows write to the index. Which values that are, and which name they make, can depend on the records. */
async function addWritten(
  { context, definition, onMatch }: Planning,
  indexer: ReturnType<typeof plannedIndexer>,
  plan: readonly PlannedRow[],
): Promise<void> {
  const { fields, title } = definition.type;
  const isNeeded = onMatch === 'updateEmpty' || fields[title]?.mode === 'derived';
  const ids = plan.flatMap(({ action, id }) => (isNeeded && action === 'update' ? id : []));
  const records = await readByIds(context, definition, ids);
  for (const row of plan) {
    const record = records.get(row.id);
    const body = written(onMatch, row.body, record);
    indexer.add({ definition, settings: context.settings }, { ...row, body }, record);
  }
}

const createdFrom = ({ key, label, kind }: CustomField) => ({ key, label, kind: kind as NewFieldKind });

/**
 * Stores the plan for the notes of a part of the rows, and returns their number. They are written after the records, as
 * imports of notes are, so that a crash repeats none and an undo takes them back.
 */
async function writeNotes(
  stored: StoredImport,
  place: readonly [orgId: string, id: string],
  part: number,
  plan: readonly PlannedRow[],
): Promise<number> {
  const notes = plan.flatMap((row) => plannedNote(stored, row) ?? []);
  await writePlan(place, partName(notesPlan, part), notes);
  return notes.length;
}

/** Stores the plan for the records that rows name and that don't exist, by type. */
async function writeRelated(
  place: readonly [orgId: string, id: string],
  related: readonly RelatedRecord[],
): Promise<NonNullable<CheckSummary['related']>> {
  const byType = Map.groupBy(related, ({ type }) => type);
  for (const [type, all] of byType) {
    for (let part = 0; part < partsOf(all.length); part += 1) {
      const some = all.slice(part * limits.importPartRows, (part + 1) * limits.importPartRows);
      await writePlan(place, partName(relatedPlan(type), part), some.map(plannedOf));
    }
  }
  return [...byType].map(([recordType, all]) => ({ recordType, creates: all.length }));
}

const plannedOf = ({ id, body, row }: RelatedRecord): PlannedRow => ({
  number: row,
  action: 'create',
  id,
  body,
  problems: [],
});

const countOf = {
  create: 'creates',
  update: 'updates',
  skip: 'skips',
  refuse: 'refusals',
} as const satisfies Record<PlannedRow['action'], string>;
