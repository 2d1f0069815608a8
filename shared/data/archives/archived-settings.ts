import { recordTypeNames } from '#contract/record-types.ts';
import { statusListNames } from '#contract/status-list.ts';
import { readLastNumbers } from '../billing/series.ts';
import { readBilling } from '../billing/settings.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import type { Context } from '../organization/context.ts';
import { readForms } from '../organization/form.ts';
import { readTags } from '../organization/tag.ts';
import { readSharedViews } from '../organization/view.ts';

/** The settings that an archive contains, besides the status lists. Those that belong to one stage are left out. */
const settingNames = [
  'name',
  'country',
  'currency',
  'timeZone',
  'leadWeights',
  'support',
  'portal',
  'calendarFeeds',
  'pipelines',
  'wording',
  'codePrefixes',
  'yearStartMonth',
  'leadAnswerHours',
  'dashboard',
  'uniqueEmails',
  'recordAccess',
  'presetId',
] as const;

/** The settings of the organization. */
export const archivedOrganization = ({ settings }: Pick<Context, 'settings'>): object =>
  Object.fromEntries(
    [...settingNames, ...statusListNames].flatMap((name) => {
      const value = settings[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

/** The billing settings, with the last numbers of all series. */
export async function archivedBilling(context: Context): Promise<object> {
  const { version: _version, ...billing } = await readBilling(context);
  return { ...billing, lastNumbers: await readLastNumbers(context) };
}

/** The custom fields of all record types in their order, including retired ones, of which records keep the values. */
export async function* archivedCustomFields(context: Context): AsyncGenerator<object, void> {
  for (const recordType of recordTypeNames) {
    const { items } = await readCustomFields(context, recordType);
    for (const field of items) yield { recordType, ...field };
  }
}

export async function archivedTags(context: Context): Promise<object[]> {
  return (await readTags(context)).map(({ version: _version, ...tag }) => tag);
}

/** The shared views. Private ones belong to their members. */
export async function archivedViews(context: Context, people: Set<string>): Promise<object[]> {
  const views = await readSharedViews(context);
  return views.map(({ version: _version, memberSince: _memberSince, ...view }) => {
    people.add(view.createdBy);
    return view;
  });
}

export async function archivedForms(context: Context, people: Set<string>): Promise<object[]> {
  const forms = await readForms(context, context.orgId);
  return forms.map(({ version: _version, ...form }) => {
    if (form.ownerId !== undefined) people.add(form.ownerId);
    return form;
  });
}
