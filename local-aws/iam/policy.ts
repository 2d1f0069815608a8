import { StartFailure } from '../start-failure.ts';
import { assertKnownAction, servedServices, unservedServices } from './actions.ts';
import { compileConditions, leadingKeysKey, type Condition, type ConditionContext } from './conditions.ts';
import { wildcardPattern } from './wildcard.ts';

/** A policy document of the template with intrinsics resolved. */
export type PolicyDocument = { Statement: unknown };

export type Statement = {
  allows: boolean;
  actions: string[];
  notActions: boolean;
  resources: string[];
  notResources: boolean;
  conditions: Condition[];
};

export type Decision = {
  allowed: boolean;
  /** Whether there is an explicit deny, which AWS distinguishes from a missing allow. */
  explicitDeny: boolean;
  /** The granted `action resource` pairs that allowed the call. */
  used: string[];
};

/** Compiles policy documents. Unsupported elements fail the start. */
export function compilePolicies(documents: PolicyDocument[], where: string): Statement[] {
  return documents.flatMap((document) =>
    [document.Statement]
      .flat()
      .map((statement) => compileStatement(statement as Record<string, unknown>, where)),
  );
}

const knownFields = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

function compileStatement(statement: Record<string, unknown>, where: string): Statement {
  const unknown = Object.keys(statement).find((field) => !knownFields.has(field));
  if (unknown)
    throw new StartFailure(`The policy evaluator does not support ${unknown} in a statement (${where})`);
  const actions = texts(statement.Action ?? statement.NotAction);
  const resources = texts(statement.Resource ?? statement.NotResource);
  for (const action of actions) assertKnownAction(action, where);
  for (const resource of resources) assertKnownResource(resource, where);
  assertNamedItems(statement, actions, where);
  return {
    allows: statement.Effect === 'Allow',
    actions,
    notActions: statement.NotAction !== undefined,
    resources,
    notResources: statement.NotResource !== undefined,
    conditions: compileConditions(statement.Condition, where),
  };
}

/** Actions whose requests name the keys of all their items. */
const itemActions = new Set(
  [
    'BatchGetItem',
    'BatchWriteItem',
    'ConditionCheckItem',
    'DeleteItem',
    'GetItem',
    'PutItem',
    'UpdateItem',
  ].map((action) => `dynamodb:${action}`),
);

function assertNamedItems(
  { Condition, NotAction }: Record<string, unknown>,
  actions: string[],
  where: string,
): void {
  const keys = Object.values((Condition ?? {}) as Record<string, object>).flatMap(Object.keys);
  if (!keys.some((key) => key.toLowerCase() === leadingKeysKey)) return;
  const other = NotAction === undefined ? actions.find((action) => !itemActions.has(action)) : 'NotAction';
  if (other === undefined) return;
  throw new StartFailure(
    `The policy evaluator does not support dynamodb:LeadingKeys for ${other} (${where})`,
  );
}

function texts(value: unknown): string[] {
  return [value ?? []].flat().map(String);
}

function assertKnownResource(resource: string, where: string): void {
  if (resource === '*') return;
  const service = resource.split(':')[2] ?? '';
  const served = servedServices.includes(service);
  if (!resource.startsWith('arn:') || !(served || unservedServices[service])) {
    throw new StartFailure(`The policy evaluator does not support the resource ${resource} (${where})`);
  }
}

/** Decides a call as IAM does: a deny wins, and without an allow nothing is allowed. */
export function decide(
  statements: Statement[],
  action: string,
  resource: string,
  context: ConditionContext,
): Decision {
  const used: string[] = [];
  let allowed = false;
  for (const statement of statements) {
    const grant = matchingGrant(statement, action, resource);
    if (!grant || !statement.conditions.every((condition) => condition(context))) continue;
    if (!statement.allows) return { allowed: false, explicitDeny: true, used: [] };
    allowed = true;
    used.push(grant);
  }
  return { allowed, explicitDeny: false, used };
}

/** Whether a matching statement has conditions. If so, the decision cannot be cached by action and resource. */
export function dependsOnContext(statements: Statement[], action: string, resource: string): boolean {
  return statements.some((s) => s.conditions.length > 0 && matchingGrant(s, action, resource));
}

function matchingGrant(statement: Statement, action: string, resource: string): string | undefined {
  // Action names are case-insensitive, resources are not.
  const matches = (pattern: string) => wildcardPattern(pattern.toLowerCase()).test(action.toLowerCase());
  const grantedAction = statement.actions.find(matches);
  if (Boolean(grantedAction) === statement.notActions) return undefined;
  const grantedResource = statement.resources.find((pattern) => wildcardPattern(pattern).test(resource));
  if (Boolean(grantedResource) === statement.notResources) return undefined;
  return `${grantedAction ?? action} ${grantedResource ?? resource}`;
}

/**
 * All `action resource` pairs that the statements allow, except those of `unservedServices` and of statements with
 * NotAction or NotResource.
 */
export function grants(statements: Statement[]): string[] {
  return statements
    .filter((statement) => statement.allows && !statement.notActions && !statement.notResources)
    .flatMap((s) => s.actions.flatMap((action) => s.resources.map((resource) => ({ action, resource }))))
    .filter(({ action }) => !unservedServices[action.split(':')[0] ?? ''])
    .map(({ action, resource }) => `${action} ${resource}`);
}
