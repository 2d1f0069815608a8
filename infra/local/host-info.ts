import type { Operator } from './principals.ts';

/** What a program needs to use a running host. */
export type HostInfo = {
  url: string;
  pid: number;
  table: string;
  /** The engine itself, without any check of rights. */
  dynamodbUrl: string;
  region: string;
  userPoolId: string;
  clientId: string;
  /** Access key that may do everything with the user pool at `<url>/_cognito`. */
  operator: Operator;
};
