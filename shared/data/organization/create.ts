import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import type { Organization } from '#contract/organization.ts';
import type { PresetId } from '#contract/preset-id.ts';
import { fieldLimit, ProblemError } from '#contract/problem.ts';
import { firstRecordAccess, withChoice } from '#contract/record-access.ts';
import { uniqueEmailsOff } from '#contract/unique-emails.ts';
import { loadProfile, type Profile } from '../accounts/user.ts';
import { dayCount } from '../limits/day-count.ts';
import { differences } from '../store/change.ts';
import { transactOnce } from '../store/idempotency.ts';
import { userCountKey } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Action } from '../store/transact.ts';
import { fold } from '../values/search-terms.ts';
import type { Context } from './context.ts';
import { joinActions } from './member.ts';
import { defaultLists } from './presets/default-lists.ts';
import { noFields, presetFieldActions } from './presets/field-actions.ts';
import type { Locale } from './presets/named.ts';
import type { Preset } from './presets/preset.ts';
import { presetOf } from './presets/presets.ts';
import { firstCodePrefixes } from './first-code-prefixes.ts';
import { statusNouns } from './presets/stored-status.ts';
import { dashboardOf, wordingOf } from './presets/with-additions.ts';
import { readOrganization } from './settings.ts';
import {
  organizationActions,
  organizationFields,
  SlugTaken,
  type OrganizationValues,
} from './settings-actions.ts';

export type NewOrganization = OrganizationValues & { name: string; presetId?: PresetId | undefined };

/** Further actions of the transaction that creates an organization with a preset, in the language of its creator. */
type Along = (context: Context, preset: Preset, locale: Locale) => Action[];

/** Creates an organization whose owner is the caller. Without a slug, the name determines it. */
export async function createOrganization(
  context: UserContext,
  body: NewOrganization,
  along: Along = () => [],
): Promise<Organization> {
  const profile = await loadProfile(context);
  const requested = body.slug;
  const slug = requested ?? slugFrom(body.name);
  try {
    return await createWithSlug(context, profile, body, slug, along);
  } catch (error) {
    if (requested !== undefined || !(error instanceof SlugTaken)) throw error;
    const longer = `${slug.slice(0, 34)}-${randomBytes(2).toString('hex')}`;
    return createWithSlug(context, profile, body, longer, along);
  }
}

function creationCount({ id }: Profile, now: string): Action {
  const limit = limits.organizationsPerUserPerDay;
  return dayCount(userCountKey(id, 'CREATED', now.slice(0, 10)), 'creation-count', limit, now, (seconds) =>
    fieldLimit(seconds, '', 'organizations_a_day', { limit }),
  );
}

/** Derives a slug from a name: `Clínica Sant Jordi` becomes `clinica-sant-jordi`. */
function slugFrom(name: string): string {
  const words = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return words.length >= 3 ? words : `org-${randomBytes(4).toString('hex')}`;
}

async function createWithSlug(
  context: UserContext,
  profile: Profile,
  body: NewOrganization,
  slug: string,
  along: Along,
): Promise<Organization> {
  const preset = presetOf(body.presetId ?? 'general');
  if (!preset) throw new ProblemError('not_found');
  const place = { country: body.country ?? preset.place?.country ?? 'US' };
  const wording = wordingOf(preset, profile.locale);
  const organization: Organization = {
    id: uuidv7(),
    version: 1,
    name: body.name,
    slug,
    ...place,
    currency: body.currency ?? preset.place?.currency ?? 'USD',
    timeZone: body.timeZone ?? preset.place?.timeZone ?? profile.timeZone,
    ...defaultLists(profile.locale, preset, statusNouns({ ...place, ...wording })),
    ...wording,
    ...dashboardOf(preset),
    ...firstCodePrefixes(profile.locale, place.country),
    uniqueEmails: uniqueEmailsOff,
    recordAccess: withChoice(firstRecordAccess, body.recordAccess),
    presetId: preset.id,
    createdAt: context.now,
    updatedAt: context.now,
  };
  const ours = { ...context, orgId: organization.id };
  const actions = [
    ...organizationActions(
      context,
      undefined,
      organization,
      differences({}, organization, organizationFields),
    ),
    ...joinActions(organization.id, profile, 'owner', context.now),
    creationCount(profile, context.now),
    // A new organization has no records for a job to update.
    ...presetFieldActions(ours, preset, noFields(preset), profile.locale, () => []),
    ...along(ownerContext(context, organization), preset, profile.locale),
  ];
  const made = { actions, ids: [organization.id], value: organization };
  return transactOnce(
    context,
    () => Promise.resolve(made),
    async ([id]) => {
      const before = await readOrganization(context, id ?? '');
      if (!before) throw new ProblemError('not_found');
      return before;
    },
  );
}

/** The context of the creator within the organization. */
const ownerContext = (context: UserContext, organization: Organization): Context => ({
  ...context,
  orgId: organization.id,
  role: 'owner',
  recordAccess: organization.recordAccess,
  scope: 'all',
  settings: organization,
  team: [],
  scopeFor: () => 'all',
});
