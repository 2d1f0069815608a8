import type { Operator } from './iam/principals.ts';

/** What a program needs to use a running host. */
export type HostInfo = {
  url: string;
  pid: number;
  table: string;
  /** URL of the engine itself, which checks no permissions. */
  dynamodbUrl: string;
  /** URL of Secrets Manager. */
  secretsUrl: string;
  region: string;
  userPoolId: string;
  clientId: string;
  /** Access key with all permissions except for DynamoDB calls. It is accepted by the user pool at `<url>/_cognito`. */
  operator: Operator;
};
