import type { TableDefinition } from '../engines/dynamodb/table.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { SecretDefinition } from '../engines/secrets/secret-store.ts';
import type { QueueDefinition } from '../engines/sqs/queue-store.ts';
import type { PolicyDocument } from '../iam/policy.ts';
import type { ScheduleDefinition } from '../engines/scheduler/scheduler.ts';
import { apiDefinition, type ApiDefinition } from './api.ts';
import { readAssembly } from './assembly.ts';
import { bucketDefinitions, type BucketDefinition } from './buckets.ts';
import { secretDefinitions, tableDefinition } from './data.ts';
import { edgeDefinition, type EdgeDefinition } from './edge.ts';
import { scheduleDefinitions, sourceDefinitions, type SourceDefinition } from './events.ts';
import { functionDefinitions, policiesOf } from './functions.ts';
import { identityDefinition, type IdentityDefinition } from './identity.ts';
import { placeOf } from './place.ts';
import { queueDefinitions } from './queues.ts';
import type { Place } from './resource-types.ts';
import { readTemplate } from './template.ts';

/** Everything that the local host reads from the template. */
export type Service = {
  place: Place;
  table: TableDefinition;
  queues: QueueDefinition[];
  buckets: BucketDefinition[];
  functions: FunctionDefinition[];
  /** Policies by role name, for the roles of functions and schedules. */
  policies: Record<string, PolicyDocument[]>;
  identity: IdentityDefinition;
  api: ApiDefinition;
  edge: EdgeDefinition;
  sources: SourceDefinition[];
  schedules: ScheduleDefinition[];
  /** Secrets whose values CloudFormation would generate. */
  secrets: SecretDefinition[];
};

/** Reads the cloud assembly. Throws StartFailure for anything that the host cannot handle correctly. */
export function readService(assemblyFolder: string): Service {
  const stacks = readAssembly(assemblyFolder);
  const template = readTemplate(stacks, placeOf(assemblyFolder));
  const functions = functionDefinitions(template, stacks);
  const schedules = scheduleDefinitions(template);
  const roles = [...functions.map((f) => f.roleName), ...schedules.map((s) => s.callerRoleName)];
  return {
    place: template.place,
    table: tableDefinition(template),
    queues: queueDefinitions(template),
    buckets: bucketDefinitions(template),
    functions,
    policies: Object.fromEntries(roles.map((role) => [role, policiesOf(template, role)])),
    identity: identityDefinition(template),
    api: apiDefinition(template),
    edge: edgeDefinition(template),
    sources: sourceDefinitions(template),
    schedules,
    secrets: secretDefinitions(template),
  };
}
