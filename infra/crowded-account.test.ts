import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crowdedWarning } from './crowded-account.ts';
import { ofType, synthesized } from './synthesized.ts';

/** The stacks of the account: name and state. */
let stacks: [string, string][] = [];
let client: CloudFormationClient;
const server = createServer((_request, response) => {
  const members = stacks.map(
    ([name, status]) => `<member><StackName>${name}</StackName><StackStatus>${status}</StackStatus></member>`,
  );
  response.end(
    `<ListStacksResponse><ListStacksResult><StackSummaries>${members.join('')}</StackSummaries></ListStacksResult></ListStacksResponse>`,
  );
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new CloudFormationClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
});
afterAll(() => {
  client.destroy();
  server.close();
});

const stage = (name: string, status = 'UPDATE_COMPLETE'): [string, string][] =>
  ['Data', 'Identity', 'App'].map((stack) => [`Cobalt${name}${stack}`, status]);

test('an account with six stages is said to have no room for a seventh by default', async () => {
  const names = ['Dev', 'Staging', 'Prod', 'One', 'Two'];
  stacks = [
    ...names.flatMap((name) => stage(name)),
    ['OtherApp', 'CREATE_COMPLETE'],
    ...stage('Gone', 'DELETE_COMPLETE'),
  ];
  expect(await crowdedWarning(client)).toEqual([]);
  stacks.push(...stage('Three'));
  expect(await crowdedWarning(client)).toEqual([
    expect.stringMatching(/already has 6 stages .+ 20 response headers policies .+ an account of its own/),
  ]);
});

test('a stage uses as many of what is limited as the warning counts with', async () => {
  const prod = await synthesized('prod');
  expect(ofType(prod, 'AWS::CloudFront::ResponseHeadersPolicy')).toHaveLength(3);
  expect(ofType(prod, 'AWS::Logs::ResourcePolicy')).toHaveLength(1);
});
