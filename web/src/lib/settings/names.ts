import { recordTypes } from 'virtual:contract';
import type { RecordTypeName } from '#contract/record-types.ts';
import { rulesOf, type StatusListName } from '#contract/status-list.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

const isRecordType = (name: string): name is RecordTypeName => Object.hasOwn(recordTypes, name);

/** The resource of a permission such as `contact:read`, in words. */
export const resourceName = (resource: string): string =>
  isRecordType(resource) ? t.nouns[resource].Many : t.resources[resource as keyof typeof t.resources];

/** The title of a list of statuses, or of sources, which have no meanings. */
export function listTitle(list: StatusListName): string {
  const type = Object.values(recordTypes).find(({ fields }) =>
    Object.values(fields).some((field) => field.list === list),
  );
  if (!type) return list;
  const { statuses, sources } = t.recordTypes[type.name as RecordTypeName];
  return rulesOf(list).meanings.length > 0 ? statuses : sources;
}
