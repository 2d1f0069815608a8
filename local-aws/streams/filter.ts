import { StartFailure } from '../start-failure.ts';

/** Whether an event passes the filters of an event source mapping. */
export type EventFilter = (event: unknown) => boolean;

type Rule = (value: unknown, isThere: boolean) => boolean;

/**
 * Compiles FilterCriteria. An event passes if all fields of at least one pattern match, or if there are no patterns.
 */
export function compileFilter(patterns: string[], where: string): EventFilter {
  if (patterns.length === 0) return () => true;
  const compiled = patterns.map((pattern) => compileObject(JSON.parse(pattern) as object, where));
  return (event) => compiled.some((fits) => fits(event, true));
}

function compileObject(pattern: object, where: string): Rule {
  const fields = Object.entries(pattern).map(
    ([name, inner]) => [name, compileField(name, inner, where)] as const,
  );
  return (value) => {
    const holder = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    return fields.every(([name, fits]) => fits(holder[name], name in holder));
  };
}

function compileField(name: string, inner: unknown, where: string): Rule {
  if (name === '$or') throw new StartFailure(`The event filter does not support $or (${where})`);
  if (Array.isArray(inner)) {
    const rules = inner.map((rule) => compileRule(rule, where));
    return (value, isThere) => rules.some((fits) => fits(value, isThere));
  }
  if (typeof inner === 'object' && inner !== null) return compileObject(inner, where);
  throw new StartFailure(`An event filter must give ${name} a list or an object (${where})`);
}

function compileRule(rule: unknown, where: string): Rule {
  if (typeof rule !== 'object' || rule === null) return (value, isThere) => isThere && value === rule;
  const [operator = '', expected] = Object.entries(rule)[0] ?? [];
  const texts = [expected].flat();
  switch (operator) {
    case 'exists':
      return (_value, isThere) => isThere === expected;
    case 'prefix':
      return (value) => typeof value === 'string' && value.startsWith(String(expected));
    case 'suffix':
      return (value) => typeof value === 'string' && value.endsWith(String(expected));
    case 'equals-ignore-case':
      return (value) => typeof value === 'string' && value.toLowerCase() === String(expected).toLowerCase();
    case 'anything-but':
      return (value, isThere) => isThere && !texts.includes(value);
    case 'numeric':
      return numericRule(texts);
    default:
      throw new StartFailure(`The event filter does not support ${operator} (${where})`);
  }
}

const comparisons: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `[">", 0, "<=", 5]`: alternating operators and bounds. */
function numericRule(parts: unknown[]): Rule {
  return (value) => {
    const number = typeof value === 'string' ? Number(value) : value;
    if (typeof number !== 'number' || Number.isNaN(number)) return false;
    for (let at = 0; at < parts.length; at += 2) {
      if (!comparisons[String(parts[at])]?.(number, Number(parts[at + 1]))) return false;
    }
    return true;
  };
}
