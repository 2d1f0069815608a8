import { isDeepStrictEqual } from 'node:util';
import type { Organization } from '#contract/organization.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { RecordAccessChoice } from '#contract/record-access.ts';
import { dueAttributes } from '../due/kinds.ts';
import { ifAbsent, ifVersion } from '../store/condition.ts';
import { changeAction, type FieldChange } from '../store/change.ts';
import { nextItemState } from '../store/item-state.ts';
import type { UserContext } from '../store/request-context.ts';
import { needsRecount } from './recount.ts';
import { organizationData, organizationSchema } from './settings.ts';
import { organizationKey, reachKey, recordKey, recountKey, slugKey } from '../store/keys.ts';
import type { Action } from '../store/transact.ts';

/** The settings whose changes are recorded. */
export const organizationFields = [
  'name',
  'slug',
  'country',
  'currency',
  'timeZone',
  'yearStartMonth',
  'leadAnswerHours',
  'leadWeights',
  'support',
  'portal',
  'calendarFeeds',
  'wording',
  'codePrefixes',
  'dashboard',
  'uniqueEmails',
  'recordAccess',
] as const;
export type OrganizationValues = {
  [K in Exclude<(typeof organizationFields)[number], 'recordAccess'>]?: Organization[K] | undefined;
} & { recordAccess?: RecordAccessChoice | undefined };

/** Thrown if another organization has the requested slug. */
export class SlugTaken extends ProblemError {
  constructor() {
    const { code, errors } = fieldProblem('/slug', 'taken', 'conflict');
    super(code, undefined, errors);
  }
}

/**
 * The actions that write the organization, conditional on its previous version, and that reserve its slug, request a
 * recount if one is needed, and add the change item.
 */
export function organizationActions(
  context: UserContext,
  before: Organization | undefined,
  after: Organization,
  changes: FieldChange[],
  action = before ? 'updated' : 'created',
): Action[] {
  const { id, version, deletingAt } = after;
  const key = recordKey(id, 'organization', id);
  const subject = { orgId: id, type: 'organization', id, key, version, before };
  const change = changeAction(context, subject, action, changes);
  return [
    {
      put: {
        Item: {
          ...organizationKey(id),
          kind: 'organization',
          version,
          ...(deletingAt === undefined ? {} : dueAttributes('organization-deletion', id, deletingAt)),
          ...nextItemState(before, organizationSchema, change),
          data: organizationData(after),
        },
        ...ifVersion(before?.version),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    ...slugActions(before?.slug, after),
    ...reachActions(before, after),
    ...recountActions(context, before, after),
    change,
  ];
}

/** The actions that let requests of managers and employees know a new choice. */
function reachActions(before: Organization | undefined, after: Organization): Action[] {
  if (isDeepStrictEqual(before?.recordAccess, after.recordAccess)) return [];
  return [
    {
      update: {
        Key: { ...reachKey(after.id) },
        UpdateExpression: 'SET recordAccess = :access',
        ExpressionAttributeValues: { ':access': after.recordAccess },
      },
    },
  ];
}

function recountActions(
  context: UserContext,
  before: Organization | undefined,
  after: Organization,
): Action[] {
  if (!before || !needsRecount(before, after)) return [];
  return [{ put: { Item: { ...recountKey(after.id), kind: 'recount', org: after.id, at: context.now } } }];
}

function slugActions(before: string | undefined, after: Organization): Action[] {
  if (before === after.slug) return [];
  const claim: Action = {
    put: {
      Item: { ...slugKey(after.slug), kind: 'slug', org: after.id },
      ...ifAbsent,
    },
    refuse: () => new SlugTaken(),
  };
  return before ? [{ remove: { Key: { ...slugKey(before) } } }, claim] : [claim];
}
