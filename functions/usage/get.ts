import { limits } from '#contract/limits.ts';
import { recordTypeNames } from '#contract/record-types.ts';
import type { Usage } from '#contract/usage.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { organizationLimits, stageLimits } from '#data/limits/stage-limits.ts';
import { readApiKeys } from '#data/organization/api-key.ts';
import type { Context } from '#data/organization/context.ts';
import { recordCounts } from '#data/records/record-limit.ts';
import {
  changeCountKey,
  formCountKey,
  formKey,
  mailCountKey,
  memberKey,
  organizationSubject,
  sharedViewKey,
  storageKey,
} from '#data/store/keys.ts';
import { jobCountKey } from '#data/store/run-keys.ts';
import { getItems, queryAll } from '#data/store/table.ts';

/**
 * Reads counters by key, so the cost doesn't depend on the number of records. Members, API keys, forms and views are
 * counted from their own items, of which there are few.
 */
export async function get(context: Context): Promise<Usage> {
  const { orgId } = context;
  const own = organizationLimits(context.settings);
  const [days, byType, customFields, members, apiKeys, forms, sharedViews] = await Promise.all([
    countsOfToday(context),
    recordCounts(context, orgId),
    customFieldsInUse(context),
    countIn(context, memberKey(orgId, '').pk),
    readApiKeys(context, { strong: false }),
    countIn(context, formKey(orgId, '').pk),
    countIn(context, sharedViewKey(orgId, '').pk),
  ]);
  const { usedBytes, changes, jobs, mails, formLeads } = days;
  const records = byType.reduce((sum, { count }) => sum + count, 0);
  return {
    records: { used: records, limit: own.records, byType },
    storage: { usedBytes, limitBytes: own.storageBytes },
    requestsPerMinute: {
      organization: own.requestsPerMinute,
      principal: stageLimits?.requestsPerMinute.principal ?? Infinity,
    },
    changesToday: { used: changes, limit: own.writesPerDay },
    jobsToday: { used: jobs, limit: limits.jobsPerDay },
    mailsToday: { used: mails, limit: limits.mailsPerDay },
    formLeadsToday: { used: formLeads, limit: limits.organizationFormLeadsPerDay },
    members: { used: members, limit: limits.membersPerOrganization },
    apiKeys: { used: apiKeys.length, limit: limits.apiKeysPerOrganization },
    forms: { used: forms, limit: limits.formsPerOrganization },
    sharedViews: { used: sharedViews, limit: limits.sharedViewsPerOrganization },
    customFields,
  };
}

async function countsOfToday(context: Context) {
  const { orgId, now } = context;
  const day = now.slice(0, 10);
  const keys = [
    changeCountKey(organizationSubject(orgId), day),
    jobCountKey(orgId, day),
    mailCountKey(orgId, day),
    formCountKey(orgId, undefined, day),
    storageKey(orgId),
  ];
  const items = await getItems<{ used?: number; usedBytes?: number }>(context, keys, { strong: false });
  const [changes = 0, jobs = 0, mails = 0, formLeads = 0] = items.map((item) => item?.used ?? 0);
  return { changes, jobs, mails, formLeads, usedBytes: items.at(-1)?.usedBytes ?? 0 };
}

const countIn = async (context: Context, pk: string): Promise<number> =>
  (await queryAll(context, pk, '', false)).length;

const customFieldsInUse = (context: Context): Promise<Usage['customFields']> =>
  Promise.all(
    recordTypeNames.map(async (recordType) => {
      const { items } = await readCustomFields(context, recordType, { strong: false });
      const used = items.filter(({ retired }) => !retired).length;
      return { recordType, used, limit: limits.customFieldsPerType };
    }),
  );
