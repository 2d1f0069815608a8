import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { api } from '#contract/api.ts';
import { declareFunctions, projectRoot } from './functions.ts';
import { checkBeforeDeployment } from './preflight.ts';
import { stageSettings } from './stages.ts';

/** The account's state; undefined stands for an error response. */
let state: {
  bootstrapVersion: string | undefined;
  concurrency: number;
  isVerified: boolean | undefined;
  hasProductionAccess: boolean;
};
const ready: typeof state = {
  bootstrapVersion: '30',
  concurrency: 1000,
  isVerified: true,
  hasProductionAccess: true,
};
const mail = { from: 'crm@example.com', domain: 'example.com' };
const functions = declareFunctions(Object.values(api));

const server = createServer((request, response) => {
  const missing = (name: string) => {
    response.writeHead(400, { 'x-amzn-errortype': name });
    response.end(JSON.stringify({ __type: name, message: 'not found' }));
  };
  const url = request.url ?? '';
  const { bootstrapVersion, isVerified } = state;
  if (request.headers['x-amz-target'] === 'AmazonSSM.GetParameter') {
    if (bootstrapVersion === undefined) missing('ParameterNotFound');
    else response.end(JSON.stringify({ Parameter: { Value: bootstrapVersion } }));
  } else if (url.includes('/account-settings')) {
    response.end(JSON.stringify({ AccountLimit: { ConcurrentExecutions: state.concurrency } }));
  } else if (url.includes('/email/identities/')) {
    if (isVerified === undefined) missing('NotFoundException');
    else response.end(JSON.stringify({ VerifiedForSendingStatus: isVerified }));
  } else if (url.includes('/email/account')) {
    const { hasProductionAccess } = state;
    response.end(JSON.stringify({ ProductionAccessEnabled: hasProductionAccess, SendingEnabled: true }));
  } else {
    // GetCallerIdentity uses the older query protocol, whose responses are XML.
    response.setHeader('content-type', 'text/xml');
    response.end(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        '<Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    );
  }
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
beforeEach(() => {
  state = { ...ready };
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

const check = (stage: string, overrides: Parameters<typeof stageSettings>[1] = { mail }) =>
  checkBeforeDeployment(stageSettings(stage, overrides), '111111111111', functions);

test('an account with everything that a stage needs passes', async () => {
  await check('prod');
  await check('dev', {});
});

test.each([
  [
    { bootstrapVersion: undefined },
    /is not bootstrapped .+ run "npx cdk bootstrap aws:\/\/111111111111\/us-east-1"/,
  ],
  [{ bootstrapVersion: '3' }, /has version 3, but 6 or later is needed: run "npx cdk bootstrap /],
  [
    { concurrency: 10 },
    /at most 10 functions at once .+ needs 205: request .+ or set reservesConcurrency: false/,
  ],
  [{ isVerified: undefined }, /example\.com is not verified in SES/],
  [{ isVerified: false }, /example\.com is not verified in SES/],
  [{ hasProductionAccess: false }, /SES is in the sandbox .+ request production access/],
])('an account with %o is refused in one line that says what to do', async (lack, message) => {
  Object.assign(state, lack);
  await expect(check('prod')).rejects.toThrow(message);
  await expect(check('prod')).rejects.toThrow(/^[^\n]+$/);
});

test('a protected stage without a mail sender is refused', async () => {
  await expect(check('prod', {})).rejects.toThrow(
    /^Stage "prod" is protected but has no mail sender: [^\n]+$/,
  );
});

test('every problem is reported on its own line', async () => {
  state = { bootstrapVersion: undefined, concurrency: 10, isVerified: false, hasProductionAccess: false };
  const error = await check('prod').catch((problem: unknown) => problem as Error);
  expect(error?.message.split('\n')).toHaveLength(4);
});

test('a stage that reserves no concurrency deploys to a new account', async () => {
  state = { ...ready, concurrency: 10, hasProductionAccess: false };
  await check('dev');
});

test('deploy refuses before it builds anything', async () => {
  state = { ...ready, bootstrapVersion: undefined, concurrency: 10 };
  const output = await new Promise<string>((resolve) => {
    const args = ['infra/deploy.ts', '--stage', 'prod', '--yes'];
    execFile(process.execPath, args, { cwd: projectRoot }, (error, stdout, stderr) =>
      resolve(`${error?.code} ${stdout}${stderr}`),
    );
  });
  expect(output.trim().split('\n')).toEqual([
    expect.stringMatching(/^1 Account 111111111111 is not bootstrapped/),
    expect.stringMatching(/^Lambda runs at most 10 functions/),
    expect.stringMatching(/^Stage "prod" is protected but has no mail sender/),
  ]);
});
