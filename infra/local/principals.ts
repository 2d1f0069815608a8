import { randomBytes } from 'node:crypto';
import type { Principal } from './rights/access.ts';
import { compilePolicies } from './rights/policy.ts';
import type { Service } from './template/service.ts';

/** The access key under which the operator of this host acts; it may do everything. */
export type Operator = { accessKeyId: string; secretAccessKey: string };

/** One principal a function, and one a role that acts for the service: each with an access key of its own. */
export function createPrincipals({ functions, schedules, policies, place }: Service): Principal[] {
  const callers = [...new Set(schedules.map(({ callerRoleName }) => callerRoleName))];
  const actors = [
    ...functions.map(({ name, roleName }) => ({ name, roleName })),
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
