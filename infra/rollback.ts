import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { alarmName } from './monitoring.ts';
import type { StageSettings } from './stages.ts';

/**
 * Alarms that detect a bad release within minutes and that strangers can't trigger: with others, a flood of requests
 * could prevent deployments. CloudFormation accepts five at most, and refuses alarms that the release only creates.
 */
export const rollbackAlarms = ['api-errors', 'sign-up-errors', 'readers-behind'] as const;

/** Minutes for which CloudFormation watches the alarms after a deployment to a protected stage: two alarm periods. */
const watchedMinutes = 10;

export type Release = {
  settings: StageSettings;
  account: string;
  /** Whether the stage was deployed before. Alarms are created by the first deployment. */
  isRunning: boolean;
  /** Whether to deploy even while an alarm is on, for example to fix its cause. */
  isDespiteAlarms: boolean;
};

/**
 * Arguments of `cdk deploy` that make CloudFormation roll back when an alarm goes off. A first deployment needs none;
 * with `isDespiteAlarms`, CloudFormation ignores alarms.
 */
export function rollbackArguments({ settings, account, isRunning, isDespiteAlarms }: Release): string[] {
  if (!isRunning) return [];
  if (isDespiteAlarms) return ['--rollback-trigger-alarm-arns', 'none'];
  const arns = rollbackAlarms.map(
    (name) => `arn:aws:cloudwatch:${settings.region}:${account}:alarm:${alarmName(settings, name)}`,
  );
  const minutes = settings.isProtected ? watchedMinutes : 0;
  return ['--rollback-trigger-alarm-arns', ...arns, '--monitoring-time-minutes', String(minutes)];
}

/** Whether the stage was deployed before. The site's configuration is uploaded once all stacks are deployed. */
export async function isDeployed(client: S3Client, bucket: string): Promise<boolean> {
  try {
    await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'config.json' }));
    return true;
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 404) return false;
    throw error;
  }
}
