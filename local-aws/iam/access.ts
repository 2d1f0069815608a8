import type { ConditionContext } from './conditions.ts';
import { decide, dependsOnContext, grants, type Decision, type Statement } from './policy.ts';

/**
 * A function of the template, or a role that a schedule assumes, with its access key and the statements of its role.
 */
export type Principal = {
  name: string;
  /** As in AWS's error messages: arn:aws:sts::…:assumed-role/<role>/<function>. */
  arn: string;
  accessKeyId: string;
  secretAccessKey: string;
  statements: Statement[];
};

export type Access = {
  /** Checks a call. Returns AWS's error message, or undefined if it is allowed. */
  refusal(
    principal: Principal,
    action: string,
    resource: string,
    context?: ConditionContext,
  ): string | undefined;
  principalOf(accessKeyId: string): Principal | undefined;
  /**
   * By the name of the principal: which permissions were used since the start, which were not, and which calls were
   * denied.
   */
  report(): Record<string, { used: string[]; unused: string[]; refused: string[] }>;
};

const noContext: ConditionContext = () => undefined;

/** Caches decisions, because functions repeat the same few calls. */
export function createAccess(principals: Principal[]): Access {
  const byKey = new Map(principals.map((principal) => [principal.accessKeyId, principal]));
  const used = new Map(principals.map((principal) => [principal.name, new Set<string>()]));
  const refused = new Map(principals.map((principal) => [principal.name, new Set<string>()]));
  const decided = new Map<string, string | undefined>();

  function decideNow(principal: Principal, action: string, resource: string, context: ConditionContext) {
    const decision = decide(principal.statements, action, resource, context);
    for (const grant of decision.used) used.get(principal.name)?.add(grant);
    if (decision.allowed) return undefined;
    refused.get(principal.name)?.add(`${action} ${resource}`);
    return refusalText(principal, action, resource, decision);
  }

  return {
    principalOf: (accessKeyId) => byKey.get(accessKeyId),
    refusal(principal, action, resource, context = noContext) {
      const key = `${principal.accessKeyId} ${action} ${resource}`;
      if (decided.has(key)) return decided.get(key);
      const refusal = decideNow(principal, action, resource, context);
      if (!dependsOnContext(principal.statements, action, resource)) decided.set(key, refusal);
      return refusal;
    },
    report() {
      return Object.fromEntries(
        principals.map((principal) => {
          const usedHere = used.get(principal.name) ?? new Set();
          const unused = grants(principal.statements).filter((grant) => !usedHere.has(grant));
          const refusedHere = refused.get(principal.name) ?? new Set();
          return [
            principal.name,
            { used: [...usedHere].sort(), unused: unused.sort(), refused: [...refusedHere].sort() },
          ];
        }),
      );
    },
  };
}

function refusalText(principal: Principal, action: string, resource: string, decision: Decision): string {
  const why = decision.explicitDeny
    ? `with an explicit deny in an identity-based policy`
    : `because no identity-based policy allows the ${action} action`;
  return `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}
