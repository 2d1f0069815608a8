import { recordTypes } from 'virtual:record-types';
import type { RecordTypeName } from '#contract/record-types.ts';
import { rulesOf, type StatusListName } from '#contract/status-list.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { recordViews } from '#lib/records/views.ts';

const isRecordType = (name: string): name is RecordTypeName => Object.hasOwn(recordTypes, name);

/**
 * The name of a resource in permissions such as `contact:read`, as shown to the user. `activity` has a text of its own,
 * although it is a record type: its permissions are about what people log on records.
 */
export const resourceName = (resource: string): string =>
  isRecordType(resource) && resource !== 'activity'
    ? t.nouns[resource].Many
    : t.resources[resource as keyof typeof t.resources];

/** The title of a list in the settings. Most lists other than statuses have their field's label. */
export function listTitle(list: StatusListName): string {
  const titles: Partial<Record<StatusListName, string>> = t.lists.titles;
  if (titles[list] !== undefined) return titles[list];
  for (const view of Object.values(recordViews)) {
    const [field] = Object.entries(view.type.fields).find(([, declared]) => declared.list === list) ?? [];
    if (!field) continue;
    const { statuses, sources, fields } = view.texts();
    if (rulesOf(list).meanings.length > 0) return statuses;
    return list === 'leadSources' ? sources : (fields[field] ?? list);
  }
  return list;
}
