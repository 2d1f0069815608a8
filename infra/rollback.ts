import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { alarmName } from './monitoring.ts';
import type { StageSettings } from './stages.ts';

/** Alarms that detect a bad release within minutes. CloudFormation accepts five at most. */
export const rollbackAlarms = ['api-errors', 'sign-up-errors', 'readers-behind'] as const;

/** How long a release is watched in protected stages. Alarms take at least five minutes to go off. */
const watchedMinutes = 10;

export type Release = {
  settings: StageSettings;
  account: string;
  /** Whether the stage was deployed before. Alarms are created by the first deployment. */
  isRunning: boolean;
  /** Whether to deploy while an alarm is on, such as a release that fixes the alarm's cause. */
  isDespiteAlarms: boolean;
};

/** Arguments of `cdk deploy` that make CloudFormation roll back when an alarm goes off. */
export function rollbackArguments({ settings, account, isRunning, isDespiteAlarms }: Release): string[] {
  if (!isRunning) return [];
  if (isDespiteAlarms) return ['--rollback-trigger-alarm-arns', 'none'];
  const arns = rollbackAlarms.map(
    (name) => `arn:aws:cloudwatch:${settings.region}:${account}:alarm:${alarmName(settings, name)}`,
  );
  const minutes = settings.isProtected ? watchedMinutes : 0;
  return ['--rollback-trigger-alarm-arns', ...arns, '--monitoring-time-minutes', String(minutes)];
}

/** Whether a deployment has completed before: the last thing it writes is the site's configuration. */
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
