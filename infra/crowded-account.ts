import { paginateListStacks, type CloudFormationClient } from '@aws-sdk/client-cloudformation';

/**
 * What an account accepts by default, and how much of it a stage uses, in the order in which stages reach the limits.
 * Source: the quotas of the services in AWS's documentation, as of 2025. The number of other things in the account and
 * quotas that were raised are not known here.
 */
const quotas = [
  { name: 'response headers policies of CloudFront', most: 20, used: 3 },
  { name: 'resource policies of CloudWatch Logs in a region', most: 10, used: 1 },
] as const;

/** A line for the operator of a new stage in an account that has as many stages as its default quotas allow. */
export async function crowdedWarning(client: CloudFormationClient): Promise<string[]> {
  const stages = await stagesIn(client);
  const reached = quotas.filter(({ most, used }) => (stages + 1) * used > most);
  if (reached.length === 0) return [];
  const names = reached.map(({ name, most }) => `${most} ${name}`).join(', ');
  return [
    `The account already has ${stages} stages in this region, and accepts ${names} by default: request higher quotas, ` +
      'or use an account of its own for each customer (docs/runbooks/first-deployment.md).',
  ];
}

async function stagesIn(client: CloudFormationClient): Promise<number> {
  let stages = 0;
  for await (const { StackSummaries = [] } of paginateListStacks({ client }, {}))
    stages += StackSummaries.filter(
      ({ StackName = '', StackStatus }) =>
        /^Cobalt[A-Z]\w*App$/.test(StackName) && StackStatus !== 'DELETE_COMPLETE',
    ).length;
  return stages;
}
