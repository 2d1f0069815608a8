import * as z from 'zod/mini';
import { id } from './field.ts';
import { isPermission, type AnyOperation } from './operation.ts';
import { permissionNames, type Permission } from './permission.ts';

/**
 * What the answer to a write tells a caller who can change something but not read it: its ID and version, which the caller
 * needs to change it again.
 */
export const written = z.object({ id, version: z.int() });

type Schema = z.ZodMiniType;
interface Definition {
  type: string;
  shape?: Record<string, Schema>;
  element?: Schema;
  innerType?: Schema;
}
const definitionOf = (schema: Schema): Definition => schema._zod.def;

/** The permission without which the answer to an operation only contains what `writtenOutput` leaves of it. */
export function readPermissionOf({ access, shows }: AnyOperation): Permission | undefined {
  if (!isPermission(access)) return undefined;
  const read = shows ?? permissionNames.find((name) => name === `${access.split(':')[0]}:read`);
  return read === access ? undefined : read;
}

/** What an operation answers to API keys that can't read what it contains; undefined if its answer is the same for all. */
export const writtenFor = (operation: AnyOperation): Schema | undefined =>
  operation.usersOnly || readPermissionOf(operation) === undefined
    ? undefined
    : writtenOutput(operation.output);

const outputs = new WeakMap<Schema, { schema: Schema | undefined }>();

/**
 * An answer without what it tells of the things that it contains: of each, IDs and versions are left. Undefined if it
 * contains nothing that has an ID or a version, such as numbers of what was created.
 */
export function writtenOutput(output: Schema): Schema | undefined {
  const known = outputs.get(output);
  if (known) return known.schema;
  const schema = withoutValues(output);
  outputs.set(output, { schema });
  return schema;
}

function withoutValues(schema: Schema): Schema | undefined {
  const { type, shape, element, innerType } = definitionOf(schema);
  if (type === 'optional' && innerType) {
    const inner = withoutValues(innerType);
    return inner && z.optional(inner);
  }
  if (type === 'array' && element) {
    const inner = withoutValues(element);
    return inner && z.array(inner);
  }
  return shape && ofObject(shape);
}

function ofObject(shape: Record<string, Schema>): Schema | undefined {
  const { id: ofThing, version } = shape;
  if (ofThing === id && version) return written;
  if (ofThing || version)
    return z.object({ ...(ofThing ? { id: ofThing } : {}), ...(version ? { version } : {}) });
  const parts = Object.entries(shape).map(([name, part]) => [name, withoutValues(part)] as const);
  if (parts.every(([, part]) => part === undefined)) return undefined;
  return z.object({ ...shape, ...Object.fromEntries(parts.filter(([, part]) => part !== undefined)) });
}
