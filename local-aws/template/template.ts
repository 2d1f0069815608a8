import { StartFailure } from '../start-failure.ts';
import type { StackTemplate } from './assembly.ts';
import { createResolver } from './intrinsics.ts';
import { assertKnownTypes, physicalOf, type Place } from './resource-types.ts';
import { found } from '../found.ts';

/** A resource with its properties, all references resolved. */
export type ResolvedResource = {
  type: string;
  /** `<stack>.<logical id>`, for messages. */
  where: string;
  ref: string;
  attributes: Record<string, string>;
  properties: Properties;
};

export type Properties = Record<string, unknown>;

export type Template = {
  place: Place;
  all(type: string): ResolvedResource[];
  /** The only resource of a type. None or several fail the start. */
  one(type: string): ResolvedResource;
  /** The resource of a type with this ref or ARN. Fails the start if there is none. */
  named(type: string, value: unknown): ResolvedResource;
};

/** Reads several stacks as one. Resources with a false condition are left out. */
export function readTemplate(stacks: StackTemplate[], place: Place): Template {
  assertKnownTypes(stacks);
  const resolver = createResolver(stacks, {
    ...place,
    valueOf(stack, logicalId, attribute) {
      const { ref, attributes } = physicalOf(stack, logicalId, place);
      if (attribute === undefined) return ref;
      const value = attributes[attribute];
      if (value !== undefined) return value;
      const { Type } = found(stack.resources[logicalId], logicalId);
      throw new StartFailure(`The template reader does not support the attribute ${attribute} of ${Type}`);
    },
  });
  const resources = stacks.flatMap((stack) =>
    Object.entries(stack.resources)
      .filter(([, { Condition }]) => resolver.holds(stack, Condition))
      .map(([logicalId, { Type, Properties }]) => ({
        type: Type,
        where: `${stack.name}.${logicalId}`,
        ...physicalOf(stack, logicalId, place),
        properties: resolver.resolve(stack, Properties) as Properties,
      })),
  );
  const all = (type: string) => resources.filter((resource) => resource.type === type);
  return {
    place,
    all,
    one(type) {
      const [only, ...others] = all(type);
      if (!only || others.length > 0) throw new StartFailure(`The template must have one ${type}`);
      return only;
    },
    named(type, value) {
      const found = all(type).find(({ ref, attributes }) => value === ref || value === attributes.Arn);
      if (!found) throw new StartFailure(`The template has no ${type} named ${String(value)}`);
      return found;
    },
  };
}

/** Fails the start if a resource has a property that is not in `known`, so that none is overlooked. */
export function assertKnownProperties({ properties, type, where }: ResolvedResource, known: string[]): void {
  const unknown = Object.keys(properties).find((name) => !known.includes(name));
  if (unknown)
    throw new StartFailure(`The local host does not support the property ${unknown} of ${type} (${where})`);
}
