import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Me } from '#contract/me.ts';
import type { Organization, Status } from '#contract/organization.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { changeAction, differences, type FieldChange } from '#data/change.ts';
import type { Context, UserContext } from '#data/context.ts';
import { organizationKey, recordKey, recountKey, slugKey } from '#data/keys.ts';
import { joinActions } from '#data/member.ts';
import { readOrganization, rememberSettings } from '#data/organization.ts';
import { transact, transactOnce, type Action } from '#data/transact.ts';
import { loadProfile, type Profile } from '#data/user.ts';
import { fold } from '#data/words.ts';

const fields = ['name', 'slug', 'country', 'currency', 'timeZone'] as const;

type Values = { [K in (typeof fields)[number]]?: Organization[K] | undefined };

/** The lists that a new organization begins with, in the language of who makes it. */
const statusNames: Record<Me['locale'], Record<Status['meaning'], string>> = {
  en: { prospect: 'Prospect', qualified: 'Qualified', customer: 'Customer', inactive: 'Inactive' },
  es: { prospect: 'Prospecto', qualified: 'Calificado', customer: 'Cliente', inactive: 'Inactivo' },
};

export async function create(
  context: UserContext,
  { body }: { body: Values & { name: string } },
): Promise<Organization> {
  const profile = await loadProfile(context);
  const given = body.slug;
  const slug = given ?? slugFrom(body.name);
  try {
    return await createWithSlug(context, profile, body, slug);
  } catch (error) {
    if (given !== undefined || !(error instanceof SlugTaken)) throw error;
    return createWithSlug(context, profile, body, `${slug.slice(0, 34)}-${randomBytes(2).toString('hex')}`);
  }
}

/** A slug out of a name: `Clínica Sant Jordi` gives `clinica-sant-jordi`. */
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
  body: Values & { name: string },
  slug: string,
): Promise<Organization> {
  const organization: Organization = {
    id: uuidv7(),
    version: 1,
    name: body.name,
    slug,
    country: body.country ?? 'US',
    currency: body.currency ?? 'USD',
    timeZone: body.timeZone ?? profile.timeZone,
    contactStatuses: Object.entries(statusNames[profile.locale]).map(([meaning, name]) => ({
      id: meaning,
      name,
      meaning: meaning as Status['meaning'],
    })),
    createdAt: context.now,
  };
  const actions = [
    ...organizationActions(context, undefined, organization, differences({}, organization, fields)),
    ...joinActions(organization.id, profile, 'owner', context.now),
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
  return load(context);
}

async function load(context: Context): Promise<Organization> {
  const organization = await readOrganization(context, context.orgId);
  if (!organization) throw new ProblemError('not_found');
  return organization;
}

export async function update(context: Context, { body }: { body: Values }): Promise<Organization> {
  const before = await load(context);
  if (before.version !== context.ifMatch) throw new ProblemError('precondition_failed');
  const given = Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined),
  ) as Partial<Organization>;
  const after = { ...before, ...given, version: before.version + 1 };
  const changes = differences(before, after, fields);
  if (changes.length === 0) return before;
  await transact(context, organizationActions(context, before, after, changes));
  rememberSettings(after);
  return after;
}

class SlugTaken extends ProblemError {
  constructor() {
    const { code, errors } = fieldProblem('/slug', 'taken', 'conflict');
    super(code, undefined, errors);
  }
}

/** The organization under its version, its slug, and the change that tells of it. */
function organizationActions(
  context: UserContext,
  before: Organization | undefined,
  after: Organization,
  changes: FieldChange[],
): Action[] {
  const { id, version } = after;
  return [
    {
      put: {
        Item: {
          ...organizationKey(id),
          kind: 'organization',
          schema: 1,
          version,
          data: JSON.stringify(after),
        },
        ...(before
          ? {
              ConditionExpression: '#version = :before',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':before': before.version },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    ...slugActions(before?.slug, after),
    ...recountActions(context, before, after),
    changeAction(
      context,
      {
        orgId: id,
        type: 'organization',
        id,
        key: recordKey(id, 'organization', id),
        version,
        title: after.name,
      },
      before ? 'updated' : 'created',
      changes,
    ),
  ];
}

/** Records are counted by the days of the time zone: another one asks for a count of them all. */
function recountActions(
  context: UserContext,
  before: Organization | undefined,
  after: Organization,
): Action[] {
  if (!before || before.timeZone === after.timeZone) return [];
  return [{ put: { Item: { ...recountKey(after.id), kind: 'recount', org: after.id, at: context.now } } }];
}

function slugActions(before: string | undefined, after: Organization): Action[] {
  if (before === after.slug) return [];
  const claim: Action = {
    put: {
      Item: { ...slugKey(after.slug), kind: 'slug', org: after.id },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    refuse: () => new SlugTaken(),
  };
  return before ? [{ remove: { Key: { ...slugKey(before) } } }, claim] : [claim];
}
