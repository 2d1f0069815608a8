import * as z from 'zod/mini';
import { operation, resource } from './operation.ts';
import { recordTypeNames } from './record-types.ts';

const bounded = z.object({ used: z.int(), limit: z.int() });
const recordType = z.enum(recordTypeNames);

/** What an organization uses of each of its limits. Days are those of UTC. */
export const usage = z.object({
  /** Without the trash. Within seconds of the latest changes. */
  records: z.extend(bounded, { byType: z.array(z.object({ recordType, count: z.int() })) }),
  /** Including files in the trash and unfinished uploads. */
  storage: z.object({ usedBytes: z.int(), limitBytes: z.int() }),
  /** How many requests are allowed. What is left is in the `RateLimit` header of each response. */
  requestsPerMinute: z.object({ organization: z.int(), principal: z.int() }),
  /** Requests other than `GET`, as counted so far. Each item of a bulk request counts. */
  changesToday: bounded,
  jobsToday: bounded,
  /** E-mails with invitations and temporary passwords. */
  mailsToday: bounded,
  /** Leads from public forms. */
  formLeadsToday: bounded,
  members: bounded,
  apiKeys: bounded,
  forms: bounded,
  sharedViews: bounded,
  /** Custom fields in use. */
  customFields: z.array(z.extend(bounded, { recordType })),
});
export type Usage = z.infer<typeof usage>;

const path = '/v1/orgs/{orgId}/usage';

export const usageResource = resource('usage', path, {
  get: operation({
    method: 'GET',
    path,
    access: 'usage:read',
    summary: 'Get the organization’s usage and limits.',
    description:
      'Changes are counted in blocks, so `changesToday` can lack the latest ones, up to 200 for each instance of the service.',
    output: usage,
  }),
});
