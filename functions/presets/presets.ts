import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Organization } from '#contract/organization.ts';
import type { presets, PresetView } from '#contract/preset.ts';
import type { Permission } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import { recordTypeNames } from '#contract/record-types.ts';
import { nextVersion } from '#data/store/next-version.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { loadOrganization, rememberSettings } from '#data/organization/settings.ts';
import { organizationActions } from '#data/organization/settings-actions.ts';
import { additionsOf, isNothing, type There } from './additions.ts';
import { addedProductActions, missingProducts } from '#data/billing/preset-products.ts';
import { customFieldsJob } from '#data/jobs/start.ts';
import { presetFieldActions, type KnownFields } from '#data/organization/presets/field-actions.ts';
import type { Preset } from '#data/organization/presets/preset.ts';
import { allPresets, presetOf } from '#data/organization/presets/presets.ts';
import { withAdditions } from '#data/organization/presets/with-additions.ts';
import { transact } from '#data/store/transact.ts';
import { viewOf } from './view.ts';

type Operations = typeof presets.operations;

export function list(): Promise<OutputOf<Operations['list']>> {
  return Promise.resolve({ items: allPresets.map(viewOf) });
}

export async function additions(
  context: Context,
  { presetId }: InputOf<Operations['additions']>,
): Promise<PresetView> {
  const preset = load(presetId);
  const organization = await loadOrganization(context, context.orgId);
  return viewOf(additionsOf(preset, organization, await readThere(context, preset)));
}

/** Applies a preset: changes settings and custom fields in one transaction. */
export async function apply(
  context: Context,
  { presetId, body: { language } }: InputOf<Operations['apply']>,
): Promise<Organization> {
  const preset = load(presetId);
  const before = await loadOrganization(context, context.orgId, context);
  const there = await readThere(context, preset);
  const added = additionsOf(preset, before, there);
  if (isNothing(added) && before.presetId === preset.id) return before;
  checkRights(context, added);
  const after = { ...withAdditions(before, added, language), ...nextVersion(before, context) };
  const changed = ['presetId', 'wording', 'dashboard', ...Object.keys(added.lists), 'pipelines'] as const;
  await transact(context, [
    ...organizationActions(context, before, after, differences(before, after, changed)),
    ...presetFieldActions(context, added, there.known, language, (types) => customFieldsJob(context, types)),
    ...(await addedProductActions(context, added, language)),
  ]);
  rememberSettings(after);
  return after;
}

/** The organization that a preset was applied to. */
export const applied = (context: Context): Promise<Organization> => loadOrganization(context, context.orgId);

/** To apply a preset with custom fields, pipelines or products, the caller also needs the permissions for those. */
function checkRights(context: Context, { customFields, pipelines, products = [] }: Preset): void {
  const needed: Permission[] = [
    ...(Object.keys(customFields).length > 0 ? ['customField:update' as const] : []),
    ...(pipelines.length > 0 ? ['pipeline:update' as const] : []),
    ...(products.length > 0 ? ['product:create' as const] : []),
  ];
  if (needed.some((permission) => context.scopeFor(permission) === undefined))
    throw new ProblemError('forbidden');
}

function load(presetId: string): Preset {
  const preset = presetOf(presetId);
  if (!preset) throw new ProblemError('not_found');
  return preset;
}

/** The existing custom fields of the record types in a preset. */
async function readFields(context: Context, { customFields }: Preset): Promise<KnownFields> {
  const types = recordTypeNames.filter((type) => customFields[type]);
  const fields = await Promise.all(types.map((type) => readCustomFields(context, type)));
  return new Map(types.map((type, index) => [type, fields[index] ?? { version: 0, items: [] }]));
}

/** What the organization has of a preset's custom fields and products. */
async function readThere(context: Context, preset: Preset): Promise<There & { known: KnownFields }> {
  const [known, products] = await Promise.all([
    readFields(context, preset),
    missingProducts(context, preset),
  ]);
  const fields = Object.fromEntries([...known].map(([type, { items }]) => [type, items]));
  return { known, fields, missingProducts: products };
}
