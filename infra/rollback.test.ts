import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { metricsOf } from './alarm-evaluator.ts';
import { projectRoot } from './functions.ts';
import { isDeployed, rollbackAlarms, rollbackArguments } from './rollback.ts';
import { stageSettings } from './stages.ts';
import { ofType, synthesized, textAt } from './synthesized.ts';

const release = (stage: string, values = {}) =>
  rollbackArguments({
    ...{ settings: stageSettings(stage), account: '111111111111', isRunning: true, isDespiteAlarms: false },
    ...values,
  });

test('a release is rolled back by its stage’s alarms, which all exist, and is watched longer in production', async () => {
  const { resources } = await synthesized('prod');
  const names = resources
    .filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
    .map(({ properties }) => properties.AlarmName);
  const arns = rollbackAlarms.map((name) => {
    expect(names).toContain(`cobalt-prod-${name}`);
    return `arn:aws:cloudwatch:us-east-1:111111111111:alarm:cobalt-prod-${name}`;
  });
  expect(arns.length).toBeLessThanOrEqual(5);
  const guard = ['--rollback-trigger-alarm-arns', ...arns, '--monitoring-time-minutes'];
  expect(release('prod')).toEqual([...guard, '10']);
  expect(release('dev').at(-1)).toBe('0');
});

test('no rollback depends on metrics that strangers can raise, such as 5xx responses to a flood', async () => {
  const names = rollbackAlarms.map((name) => `cobalt-prod-${name}`);
  const metrics = ofType(await synthesized('prod'), 'AWS::CloudWatch::Alarm')
    .filter(({ properties }) => names.includes(textAt(properties, 'AlarmName')))
    .flatMap(({ properties }) => metricsOf(properties).map(({ name }) => name));
  expect([...new Set(metrics)].sort()).toEqual([
    'IteratorAge',
    'unexpectedApiErrors',
    'unexpectedTriggerErrors',
  ]);
});

test('the first release has no alarms yet, and a fix can be released despite them', () => {
  expect(release('prod', { isRunning: false })).toEqual([]);
  expect(release('prod', { isDespiteAlarms: true })).toEqual(['--rollback-trigger-alarm-arns', 'none']);
});

test('the CDK CLI accepts these arguments', () => {
  const cdk = path.join(projectRoot, 'node_modules/aws-cdk/bin/cdk');
  const { stdout } = spawnSync(process.execPath, [cdk, 'deploy', '--help'], { encoding: 'utf8' });
  for (const argument of release('prod').filter((text) => text.startsWith('--')))
    expect(stdout).toContain(argument);
});

test('a stage counts as deployed if its site has a configuration; other errors fail', async () => {
  let status = 200;
  const server = createServer((_, response) => {
    response.statusCode = status;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
  expect(await isDeployed(client, 'site')).toBe(true);
  status = 404;
  expect(await isDeployed(client, 'site')).toBe(false);
  status = 403;
  await expect(isDeployed(client, 'site')).rejects.toThrow();
  await new Promise((resolve) => server.close(resolve));
});
