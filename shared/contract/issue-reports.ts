import * as z from 'zod/mini';
import { calendarDate, timestamp } from './field.ts';
import { operation } from './operation.ts';
import { amounts, report, reportFilters } from './report.ts';

/** The values of reports on issues. Seconds are working time, and `Targets` count the issues that had a target. */
export const issueMeasures = [
  'opened',
  'answered',
  'answerSeconds',
  'answerTargets',
  'answeredInTime',
  'resolved',
  'resolutionSeconds',
  'resolutionTargets',
  'resolvedInTime',
  'rated',
  'ratedGood',
] as const;

const path = '/v1/orgs/{orgId}/analytics';
const valuesText =
  'Issues count as opened, answered, resolved and rated on the day on which they were. Share of satisfied customers: `ratedGood / rated`. Average time until the first answer: `answerSeconds / answered`; in time: `answeredInTime / answerTargets`. The same goes for resolutions. All times are working time.';

export const issueReports = {
  issues: operation({
    method: 'GET',
    path: `${path}/issues`,
    access: 'analytics:read',
    summary: 'Report how many issues were opened, answered and resolved, and how soon.',
    description: `\`parts\` are priorities or, with \`of=owner\`, the people to whom issues are assigned. ${valuesText}`,
    query: z.strictObject({ ...reportFilters, of: z.optional(z.enum(['priority', 'owner'])) }),
    output: report(issueMeasures),
  }),
};

/** Which customers had issues. It is answered from the list of issues, so it is exact for any range. */
export const issueCustomersReport = operation({
  method: 'GET',
  path: `${path}/issue-customers`,
  access: 'analytics:read',
  summary: 'Report issues by customer, those with most issues first.',
  description: `\`others\` are the customers that aren’t listed, and \`none\` is issues without a customer. ${valuesText}`,
  query: z.strictObject({
    from: reportFilters.from,
    to: reportFilters.to,
    ownerId: reportFilters.ownerId,
    teamOf: reportFilters.teamOf,
  }),
  output: z.object({
    from: calendarDate,
    to: calendarDate,
    parts: z.array(z.object({ id: z.string(), values: amounts(issueMeasures) })),
    asOf: timestamp,
  }),
});
