import { isDeepStrictEqual } from 'node:util';
import { escapePointer, ProblemError } from '#contract/problem.ts';

/**
 * The changes in a body that `withReadOnly` accepted, without read-only values. Throws if one of these differs from the
 * stored value. Values in `unversioned` aren't compared: they can have changed since the client retrieved the version
 * that it updates.
 */
export function changesIn<Body extends object>(
  body: Body,
  writable: { shape: object },
  before: object,
  unversioned: readonly string[] = [],
): Body {
  const stored = before as Record<string, unknown>;
  const isWritable = (name: string) => Object.hasOwn(writable.shape, name);
  const errors = Object.entries<unknown>(body as Record<string, unknown>).flatMap(([name, value]) => {
    const isUnchanged =
      unversioned.includes(name) || isDeepStrictEqual(value ?? undefined, stored[name] ?? undefined);
    return isWritable(name) || isUnchanged
      ? []
      : [{ pointer: `/${escapePointer(name)}`, code: 'read_only' as const }];
  });
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  return Object.fromEntries(Object.entries(body).filter(([name]) => isWritable(name))) as Body;
}
