import { randomBytes } from 'node:crypto';
import type { Principal } from './access.ts';
import { compilePolicies } from './policy.ts';
import type { Service } from '../template/service.ts';

type Actor = { name: string; roleName: string };

/** The access key of the host's operator, with all permissions except for DynamoDB calls. */
export type Operator = { accessKeyId: string; secretAccessKey: string };

/**
 * One principal for each sandbox of a function and each role that a schedule assumes, with an access key of its own.
 */
export function createPrincipals(
  { functions, schedules, policies, place }: Service,
  sandboxes: number,
): Principal[] {
  const callers = [...new Set(schedules.map(({ callerRoleName }) => callerRoleName))];
  const actors = [
    ...functions.flatMap(({ name, roleName }) => Array<Actor>(sandboxes).fill({ name, roleName })),
    ...callers.map((roleName) => ({ name: roleName, roleName })),
  ];
  return actors.map(({ name, roleName }) => ({
    name,
    arn: `arn:aws:sts::${place.accountId}:assumed-role/${roleName}/${name}`,
    ...createAccessKey(),
    statements: compilePolicies(policies[roleName] ?? [], roleName),
  }));
}

export function createAccessKey(): Operator {
  return {
    accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
  };
}
