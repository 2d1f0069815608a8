import { StartFailure } from '../start-failure.ts';
import { wildcardPattern } from './wildcard.ts';

/** The actions that policies can name, by service. The engines don't offer an operation for each of them. */
const checked: Record<string, string[]> = {
  dynamodb: [
    'BatchGetItem',
    'BatchWriteItem',
    'ConditionCheckItem',
    'DeleteItem',
    'DescribeStream',
    'DescribeTable',
    'DescribeTimeToLive',
    'GetItem',
    'GetRecords',
    'GetShardIterator',
    'ListStreams',
    'PutItem',
    'Query',
    'Scan',
    'UpdateItem',
  ],
  sqs: [
    'ChangeMessageVisibility',
    'DeleteMessage',
    'GetQueueAttributes',
    'GetQueueUrl',
    'PurgeQueue',
    'ReceiveMessage',
    'SendMessage',
  ],
  s3: [
    'AbortMultipartUpload',
    'DeleteObject',
    'DeleteObjectVersion',
    'GetObject',
    'ListBucket',
    'ListBucketVersions',
    'PutObject',
  ],
  secretsmanager: ['GetSecretValue', 'PutSecretValue'],
  ses: ['SendEmail', 'SendRawEmail', 'SendTemplatedEmail'],
  'cognito-idp': [
    'AdminConfirmSignUp',
    'AdminCreateUser',
    'AdminDeleteUser',
    'AdminDeleteUserAttributes',
    'AdminDisableUser',
    'AdminEnableUser',
    'AdminGetUser',
    'AdminInitiateAuth',
    'AdminResetUserPassword',
    'AdminRespondToAuthChallenge',
    'AdminSetUserMFAPreference',
    'AdminSetUserPassword',
    'AdminUpdateUserAttributes',
    'AdminUserGlobalSignOut',
    'DescribeUserPool',
    'DescribeUserPoolClient',
    'ListUsers',
  ],
  lambda: ['InvokeFunction'],
};

/** The services whose resources policies can name. */
export const servedServices: readonly string[] = Object.keys(checked);

/** Services that roles may name although nothing calls them locally, each with the reason. */
export const unservedServices: Record<string, string> = {
  logs: 'log lines go to files of the local host',
  xray: 'there is no tracing on the local host',
  cloudwatch: 'metrics are written as log lines',
  kms: 'the local engines keep nothing encrypted',
};

/** Fails the start if a policy names an action that is not in the list, except actions of `unservedServices`. */
export function assertKnownAction(action: string, where: string): void {
  if (action === '*') return;
  const [service = '', name = ''] = action.toLowerCase().split(':');
  if (unservedServices[service]) return;
  const names = checked[service];
  const pattern = wildcardPattern(name.toLowerCase());
  if (!names?.some((known) => pattern.test(known.toLowerCase()))) {
    throw new StartFailure(`The policy evaluator does not support the action ${action} (${where})`);
  }
}
