import { StartFailure } from '../start-failure.ts';
import type { Service } from '../template/service.ts';
import type { Access, Principal } from './access.ts';

const streamActions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
const queueActions = ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'];

/**
 * Checks the permissions that AWS services need. On AWS, Lambda reads streams and queues, and the scheduler invokes
 * functions, with roles of the template. Here the host does both, so it checks these permissions once at the start.
 */
export function assertServiceRights(service: Service, principals: Principal[], access: Access): void {
  function assertMay(name: string, action: string, resource: string): void {
    const principal = principals.find((candidate) => candidate.name === name);
    const refusal = principal ? access.refusal(principal, action, resource) : `There is no role for ${name}`;
    if (refusal) throw new StartFailure(refusal);
  }
  for (const { functionName, sourceArn, failureQueueArn } of service.sources) {
    const isQueue = sourceArn.startsWith('arn:aws:sqs:');
    for (const action of isQueue ? queueActions : streamActions) {
      assertMay(functionName, `${isQueue ? 'sqs' : 'dynamodb'}:${action}`, sourceArn);
    }
    if (failureQueueArn) assertMay(functionName, 'sqs:SendMessage', failureQueueArn);
  }
  for (const { functionName, functionArn, callerRoleName, failureQueueArn } of service.schedules) {
    assertMay(callerRoleName, 'lambda:InvokeFunction', functionArn);
    if (failureQueueArn) assertMay(functionName, 'sqs:SendMessage', failureQueueArn);
  }
}
