import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { checkAccount } from './command.ts';
import { projectRoot } from './functions.ts';
import { stageSettings } from './stages.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each(['deploy', 'diff', 'destroy'])('%s requires a stage', (verb) => {
  expect(run(verb)).toEqual({ status: 1, output: 'Which stage? Add -- --stage dev (or staging, prod, …).' });
});

test.each(['deploy', 'diff', 'destroy'])('%s reports missing credentials in one line', (verb) => {
  const { status, output } = run(verb, '--stage', 'dev', '--yes');
  expect(status).toBe(1);
  expect(output).toMatch(/^No usable AWS credentials for us-east-1: set AWS_PROFILE, [^\n]+$/);
});

test('destroy refuses a protected stage before anything else', () => {
  const { status, output } = run('destroy', '--stage', 'prod', '--yes');
  expect(status).toBe(1);
  expect(output).toMatch(/^Stage "prod" is protected[^\n]+$/);
});

test('credentials of an account other than the stage’s are refused', async () => {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/xml');
    response.end(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        '<Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL_STS', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  await expect(checkAccount(stageSettings('dev'))).resolves.toBe('111111111111');
  await expect(checkAccount(stageSettings('dev', { account: '222222222222' }))).rejects.toThrow(
    'Stage "dev" belongs to account 222222222222, but the credentials are of 111111111111.',
  );
  await new Promise((resolve) => server.close(resolve));
});

/** Runs an operator's command without AWS settings. */
function run(verb: string, ...options: string[]): { status: number | null; output: string } {
  const { status, stderr } = spawnSync(process.execPath, [`infra/${verb}.ts`, ...options], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: path.join(projectRoot, '.build/nobody'),
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  return { status, output: stderr.trim() };
}
