import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Organization } from '#contract/organization.ts';
import type { PresetId } from '#contract/preset-id.ts';
import { limits } from '#contract/limits.ts';
import { fieldLimit, ProblemError } from '#contract/problem.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { dayCount } from '#data/limits/day-count.ts';
import { defaultLists } from '#data/organization/presets/default-lists.ts';
import { userCountKey } from '#data/store/keys.ts';
import { joinActions } from '#data/organization/member.ts';
import { rescoreJob } from '#data/jobs/start.ts';
import { loadOrganization, readOrganization, rememberSettings } from '#data/organization/settings.ts';
import { organizationActions, SlugTaken } from '#data/organization/settings-actions.ts';
import { noFields, presetFieldActions } from '#data/organization/presets/field-actions.ts';
import { presetOf } from '#data/organization/presets/presets.ts';
import { dashboardOf, wordingOf } from '#data/organization/presets/with-additions.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { loadProfile, type Profile } from '#data/accounts/user.ts';
import { fold } from '#data/values/search-terms.ts';
import { withLogo } from './logo.ts';

const fields = [
  'name',
  'slug',
  'country',
  'currency',
  'timeZone',
  'yearStartMonth',
  'leadWeights',
  'wording',
  'dashboard',
] as const;

type NewOrganization = Values & { name: string; presetId?: PresetId | undefined };

type Values = { [K in (typeof fields)[number]]?: Organization[K] | undefined };

export async function create(
  context: UserContext,
  { body }: { body: NewOrganization },
): Promise<Organization> {
  const profile = await loadProfile(context);
  const requested = body.slug;
  const slug = requested ?? slugFrom(body.name);
  try {
    return await createWithSlug(context, profile, body, slug);
  } catch (error) {
    if (requested !== undefined || !(error instanceof SlugTaken)) throw error;
    return createWithSlug(context, profile, body, `${slug.slice(0, 34)}-${randomBytes(2).toString('hex')}`);
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
): Promise<Organization> {
  const preset = presetOf(body.presetId ?? 'general');
  if (!preset) throw new ProblemError('not_found');
  const organization: Organization = {
    id: uuidv7(),
    version: 1,
    name: body.name,
    slug,
    country: body.country ?? preset.place?.country ?? 'US',
    currency: body.currency ?? preset.place?.currency ?? 'USD',
    timeZone: body.timeZone ?? preset.place?.timeZone ?? profile.timeZone,
    ...defaultLists(profile.locale, preset),
    ...wordingOf(preset, profile.locale),
    ...dashboardOf(preset),
    presetId: preset.id,
    createdAt: context.now,
  };
  const ours = { ...context, orgId: organization.id };
  const actions = [
    ...organizationActions(context, undefined, organization, differences({}, organization, fields)),
    ...joinActions(organization.id, profile, 'owner', context.now),
    creationCount(profile, context.now),
    // A new organization has no records for a job to update.
    ...presetFieldActions(ours, preset, noFields(preset), profile.locale, () => []),
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

export async function get(context: Context): Promise<Organization> {
  return withLogo(await loadOrganization(context, context.orgId));
}

export async function update(context: Context, { body }: { body: Values }): Promise<Organization> {
  const before = await loadOrganization(context, context.orgId, context);
  const patch = Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined),
  ) as Partial<Organization>;
  const after = { ...before, ...patch, version: before.version + 1 };
  const changes = differences(before, after, fields);
  if (changes.length === 0) return withLogo(before);
  const changesScores = changes.some(({ field }) => field === 'leadWeights' || field === 'currency');
  await transact(context, [
    ...organizationActions(context, before, after, changes),
    ...(changesScores ? rescoreJob(context) : []),
  ]);
  rememberSettings(after);
  return withLogo(after);
}
