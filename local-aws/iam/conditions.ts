import { StartFailure } from '../start-failure.ts';
import { wildcardPattern } from './wildcard.ts';

/** Values of a condition key in a call; undefined if the call doesn't have it. */
export type ConditionContext = (key: string) => string[] | undefined;

export type Condition = (context: ConditionContext) => boolean;

type Test = (actual: string, expected: string) => boolean;

const like: Test = (actual, expected) => wildcardPattern(expected).test(actual);
const tests: Record<string, Test> = {
  StringEquals: (actual, expected) => actual === expected,
  StringEqualsIgnoreCase: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
};
const negations: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotLike: 'ArnLike',
};

/** Has the partition keys of a call's items. Queries and scans don't pass any, see `policy.ts`. */
export const leadingKeysKey = 'dynamodb:leadingkeys';

/**
 * Condition keys that a policy can contain; any other key fails the start. The engines pass no values for those of SES,
 * so conditions see them as absent.
 */
const knownKeys = new Set([leadingKeysKey, 'ses:fromaddress', 'ses:recipients']);

/** Compiles the Condition block of a statement. All of its conditions must hold. */
export function compileConditions(block: unknown, where: string): Condition[] {
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries((block ?? {}) as Record<string, Record<string, unknown>>)) {
    for (const [key, expected] of Object.entries(keys)) {
      if (!knownKeys.has(key.toLowerCase())) {
        throw new StartFailure(`The policy evaluator does not support the condition key ${key} (${where})`);
      }
      conditions.push(compileCondition(operator, key.toLowerCase(), [expected].flat().map(String), where));
    }
  }
  return conditions;
}

function compileCondition(operator: string, key: string, expected: string[], where: string): Condition {
  if (operator === 'Null') {
    return (context) => (context(key) === undefined) === (expected[0] === 'true');
  }
  const parts = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator);
  const [, quantifier, name = '', ifExists] = parts ?? [];
  const negated = negations[name];
  const test = tests[negated ?? name];
  if (!parts || !test) {
    throw new StartFailure(
      `The policy evaluator does not support the condition operator ${operator} (${where})`,
    );
  }
  const one = (actual: string) => expected.some((value) => test(actual, value)) !== Boolean(negated);
  return (context) => {
    const actual = context(key);
    if (actual === undefined) return quantifier === 'ForAllValues' || Boolean(ifExists) || Boolean(negated);
    return quantifier === 'ForAllValues' ? actual.every(one) : actual.some(one);
  };
}
