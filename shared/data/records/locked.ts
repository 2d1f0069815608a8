import { isLocked, lockableFields, lockedFieldsOf } from '#contract/locked-fields.ts';
import { entriesOf } from '#contract/organization.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { StatusMeaning } from '#contract/status.ts';
import type { Context } from '../organization/context.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

/** Throws if a patch changes a field that can't be changed any more. */
export function refuseLocked(
  definition: RecordDefinition,
  { settings }: Pick<Context, 'settings'>,
  before: AnyRecord,
  patch: Readonly<Record<string, unknown>>,
): void {
  const locked = lockedFieldsOf(definition.type.name);
  if (!locked) return;
  const meaning = meaningOf(definition, settings, before);
  const refused = lockableFields(locked).find(
    (name) => name in patch && !isSame(patch[name], before[name]) && isLocked(locked, before, meaning, name),
  );
  if (refused !== undefined) throw fieldProblem(`/${refused}`, 'read_only');
}

/** What the status of a record means. One that the cached settings don't have yet means nothing. */
function meaningOf(
  { type }: RecordDefinition,
  settings: OrganizationSettings,
  { statusId }: AnyRecord,
): StatusMeaning | undefined {
  const list = type.fields.statusId?.list;
  if (list === undefined) return undefined;
  const entries: readonly { id: string; meaning?: StatusMeaning }[] = entriesOf(settings, list);
  return entries.find(({ id }) => id === statusId)?.meaning;
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
