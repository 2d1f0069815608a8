import {
  CloudFormationServiceException,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';

export interface StackState {
  name: string;
  /** Undefined if the stack doesn't exist, or nothing was ever deployed to it. */
  status: string | undefined;
  /** Whether CloudFormation refuses to delete it. */
  isProtected: boolean;
}

/** The states of stacks, in the same order. */
export const readStates = (client: CloudFormationClient, names: readonly string[]): Promise<StackState[]> =>
  Promise.all(names.map((name) => readState(client, name)));

async function readState(client: CloudFormationClient, name: string): Promise<StackState> {
  const found = await client.send(new DescribeStacksCommand({ StackName: name })).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  const { StackStatus, EnableTerminationProtection = false } = found?.Stacks?.[0] ?? {};
  return {
    name,
    status: StackStatus === 'REVIEW_IN_PROGRESS' ? undefined : StackStatus,
    isProtected: EnableTerminationProtection,
  };
}

/** CloudFormation has no error of its own for stacks that don't exist. */
const isMissing = (error: unknown): boolean =>
  error instanceof CloudFormationServiceException &&
  error.name === 'ValidationError' &&
  error.message.includes('does not exist');

/** States after a first deployment that failed. CloudFormation updates such a stack no more, it only deletes it. */
const failedAtFirst: readonly string[] = ['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

/** Throws an Error that names the stacks that can't be deployed to as they are, with the commands that help. */
export function refuseFailed(states: readonly StackState[], region: string): void {
  const problems = states.flatMap(({ name, status, isProtected }) => {
    const of = `--stack-name ${name} --region ${region}`;
    const deletion = [
      `  aws cloudformation delete-stack ${of}`,
      `  aws cloudformation wait stack-delete-complete ${of}`,
    ];
    if (status === 'UPDATE_ROLLBACK_FAILED')
      return [
        `${name} is in ${status}. Once its events show no cause any more:`,
        `  aws cloudformation continue-update-rollback ${of}`,
        `  aws cloudformation wait stack-rollback-complete ${of}`,
      ];
    if (status === 'DELETE_FAILED')
      return [
        `${name} is in ${status}: it can only be deleted. Its events show what was kept. Look first whether that has data:`,
        ...deletion,
      ];
    if (status === undefined || !failedAtFirst.includes(status)) return [];
    return [
      `${name} is in ${status}: its first deployment failed, so it has no data. Its events show the cause. Delete it:`,
      ...(isProtected
        ? [`  aws cloudformation update-termination-protection --no-enable-termination-protection ${of}`]
        : []),
      ...deletion,
    ];
  });
  if (problems.length > 0)
    throw new Error([...problems, 'Then deploy again. See docs/runbooks/first-deployment.md.'].join('\n'));
}

/** Makes CloudFormation refuse to delete the stacks. */
export async function protect(client: CloudFormationClient, states: readonly StackState[]): Promise<void> {
  for (const { name, isProtected } of states)
    if (!isProtected)
      await client.send(
        new UpdateTerminationProtectionCommand({ StackName: name, EnableTerminationProtection: true }),
      );
}
