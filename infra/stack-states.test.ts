import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { protect, readStates, refuseFailed } from './stack-states.ts';

/** The stacks of a server that speaks CloudFormation's wire protocol, with the changes of their protection. */
const stacks = new Map<string, { status: string; isProtected: boolean }>();
let changes: string[] = [];
let client: CloudFormationClient;
const server = createServer((request, response) => {
  void text(request).then((body) => {
    const values = new URLSearchParams(body);
    const name = values.get('StackName') ?? '';
    const action = values.get('Action') ?? '';
    const stack = stacks.get(name);
    if (!stack) {
      const error = `<Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${name} does not exist</Message></Error>`;
      response.writeHead(400).end(`<ErrorResponse>${error}</ErrorResponse>`);
      return;
    }
    if (action === 'UpdateTerminationProtection') {
      stack.isProtected = values.get('EnableTerminationProtection') === 'true';
      changes.push(name);
      response.end(`<${action}Response><${action}Result/></${action}Response>`);
      return;
    }
    response.end(
      `<DescribeStacksResponse><DescribeStacksResult><Stacks><member>
        <StackName>${name}</StackName><StackStatus>${stack.status}</StackStatus>
        <CreationTime>2026-01-01T00:00:00Z</CreationTime>
        <EnableTerminationProtection>${stack.isProtected}</EnableTerminationProtection>
      </member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    );
  });
});

beforeEach(async () => {
  stacks.clear();
  changes = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new CloudFormationClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
});
afterEach(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test('a stack that was never deployed to has no state, whether it is missing or only has a change set', async () => {
  stacks.set('Reviewed', { status: 'REVIEW_IN_PROGRESS', isProtected: false });
  const states = await readStates(client, ['Missing', 'Reviewed']);
  expect(states.map(({ status }) => status)).toEqual([undefined, undefined]);
  expect(() => refuseFailed(states, 'us-east-1')).not.toThrow();
});

test('a stack whose first deployment failed is named with the commands that delete it, also if it is protected', async () => {
  stacks.set('Fine', { status: 'UPDATE_ROLLBACK_COMPLETE', isProtected: true });
  stacks.set('Failed', { status: 'ROLLBACK_COMPLETE', isProtected: true });
  stacks.set('Stuck', { status: 'UPDATE_ROLLBACK_FAILED', isProtected: true });
  const states = await readStates(client, ['Fine', 'Failed', 'Stuck']);
  expect(() => refuseFailed(states.slice(0, 1), 'us-east-1')).not.toThrow();
  let message = '';
  try {
    refuseFailed(states, 'us-east-1');
  } catch (error) {
    ({ message } = error as Error);
  }
  expect(message.split('\n').map((line) => line.trim())).toEqual([
    expect.stringMatching(/^Failed is in ROLLBACK_COMPLETE: its first deployment failed/),
    'aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name Failed --region us-east-1',
    'aws cloudformation delete-stack --stack-name Failed --region us-east-1',
    'aws cloudformation wait stack-delete-complete --stack-name Failed --region us-east-1',
    expect.stringMatching(/^Stuck is in UPDATE_ROLLBACK_FAILED/),
    'aws cloudformation continue-update-rollback --stack-name Stuck --region us-east-1',
    'aws cloudformation wait stack-rollback-complete --stack-name Stuck --region us-east-1',
    expect.stringMatching(/^Then deploy again/),
  ]);
});

test('a stack whose deletion failed isn’t said to have no data', async () => {
  stacks.set('Kept', { status: 'DELETE_FAILED', isProtected: false });
  const states = await readStates(client, ['Kept']);
  expect(() => refuseFailed(states, 'us-east-1')).toThrow(
    /Look first whether that has data:\n.*delete-stack/,
  );
  expect(() => refuseFailed(states, 'us-east-1')).not.toThrow(/has no data/);
});

test('stacks are protected once, and other refusals of CloudFormation are errors', async () => {
  stacks.set('New', { status: 'CREATE_COMPLETE', isProtected: false });
  stacks.set('Old', { status: 'UPDATE_COMPLETE', isProtected: true });
  await protect(client, await readStates(client, ['New', 'Old']));
  expect(changes).toEqual(['New']);
  expect((await readStates(client, ['New']))[0]?.isProtected).toBe(true);
  await expect(
    protect(client, [{ name: 'Gone', status: 'CREATE_COMPLETE', isProtected: false }]),
  ).rejects.toThrow(/does not exist/);
});
