import { StartFailure } from '../start-failure.ts';
import type { StackTemplate } from './assembly.ts';

/** Values that are known only after CloudFormation has created the stacks. */
export type Surroundings = {
  region: string;
  accountId: string;
  /** The value of Ref (no attribute) or Fn::GetAtt for a resource. */
  valueOf(stack: StackTemplate, logicalId: string, attribute?: string): unknown;
};

/** Resolves the intrinsic functions in template values. Unsupported ones fail the start. */
export type Resolver = {
  resolve(stack: StackTemplate, value: unknown): unknown;
  holds(stack: StackTemplate, condition: string | undefined): boolean;
};

const absent = Symbol('AWS::NoValue');

export function createResolver(stacks: StackTemplate[], surroundings: Surroundings): Resolver {
  return new IntrinsicResolver(stacks, surroundings);
}

class IntrinsicResolver implements Resolver {
  readonly #stacks: StackTemplate[];
  readonly #surroundings: Surroundings;
  readonly #functions: Record<string, (stack: StackTemplate, argument: never) => unknown>;

  constructor(stacks: StackTemplate[], surroundings: Surroundings) {
    this.#stacks = stacks;
    this.#surroundings = surroundings;
    const text = (stack: StackTemplate, value: unknown) => String(this.#value(stack, value));
    const list = (stack: StackTemplate, value: unknown) => this.#value(stack, value) as unknown[];
    this.#functions = {
      Ref: (stack, name: string) => this.#ref(stack, name),
      'Fn::GetAtt': (stack, target: string | [string, string]) => this.#attribute(stack, target),
      'Fn::Sub': (stack, argument: string | [string, Record<string, unknown>]) => this.#sub(stack, argument),
      'Fn::Join': (stack, [by, parts]: [string, unknown]) => list(stack, parts).join(by),
      'Fn::Select': (stack, [at, from]: [unknown, unknown]) => list(stack, from)[Number(text(stack, at))],
      'Fn::Split': (stack, [by, from]: [string, unknown]) => text(stack, from).split(by),
      'Fn::If': (stack, [name, yes, no]: [string, unknown, unknown]) =>
        this.#value(stack, this.holds(stack, name) ? yes : no),
      'Fn::Equals': (stack, [one, other]: [unknown, unknown]) => text(stack, one) === text(stack, other),
      'Fn::Not': (stack, [inner]: [unknown]) => this.#value(stack, inner) !== true,
      'Fn::And': (stack, inner: unknown[]) => inner.every((part) => this.#value(stack, part) === true),
      'Fn::Or': (stack, inner: unknown[]) => inner.some((part) => this.#value(stack, part) === true),
      'Fn::Base64': (stack, inner) => Buffer.from(text(stack, inner)).toString('base64'),
      'Fn::ImportValue': (stack, name) => this.#imported(text(stack, name)),
      'Fn::GetStackOutput': (_stack, output: { StackName: string; OutputName: string }) =>
        this.#stackOutput(output.StackName, output.OutputName),
      'Fn::FindInMap': (stack, [map, first, second]: [string, unknown, unknown]) =>
        stack.mappings[map]?.[text(stack, first)]?.[text(stack, second)],
    };
  }

  resolve(stack: StackTemplate, value: unknown): unknown {
    const resolved = this.#value(stack, value);
    return resolved === absent ? undefined : resolved;
  }

  holds(stack: StackTemplate, condition: string | undefined): boolean {
    if (condition === undefined) return true;
    if (!(condition in stack.conditions)) {
      throw new StartFailure(`${stack.name} has no condition ${condition}`);
    }
    return this.#value(stack, stack.conditions[condition]) === true;
  }

  #value(stack: StackTemplate, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((v) => this.#value(stack, v)).filter((v) => v !== absent);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1 && name !== undefined) {
      // `{ Condition: name }` refers to another condition. Properties with that name, as in policies, contain objects.
      if (name === 'Condition' && typeof argument === 'string') return this.holds(stack, argument);
      const compute = this.#functions[name];
      if (compute) return compute(stack, argument as never);
      if (name.startsWith('Fn::')) {
        throw new StartFailure(`The template reader does not support ${name} (${stack.name})`);
      }
    }
    return Object.fromEntries(
      entries.map(([key, v]) => [key, this.#value(stack, v)]).filter(([, v]) => v !== absent),
    );
  }

  #ref(stack: StackTemplate, name: string): unknown {
    const { region, accountId } = this.#surroundings;
    const pseudo: Record<string, unknown> = {
      'AWS::NoValue': absent,
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack.name,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stack.name}/local`,
      'AWS::NotificationARNs': [],
    };
    if (name in pseudo) return pseudo[name];
    const parameter = stack.parameters[name];
    if (parameter) return parameter.Default ?? '';
    return this.#ofResource(stack, name);
  }

  #attribute(stack: StackTemplate, target: string | [string, string]): unknown {
    const [logicalId, attribute] = Array.isArray(target) ? target : splitOnce(target, '.');
    return this.#ofResource(stack, logicalId, attribute);
  }

  #ofResource(stack: StackTemplate, logicalId: string, attribute?: string): unknown {
    if (!stack.resources[logicalId]) {
      throw new StartFailure(`${stack.name} refers to ${logicalId}, which does not exist`);
    }
    return this.#surroundings.valueOf(stack, logicalId, attribute);
  }

  #sub(stack: StackTemplate, argument: string | [string, Record<string, unknown>]): string {
    const [text, own] = Array.isArray(argument) ? argument : [argument, {} as Record<string, unknown>];
    return text.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in own) return String(this.#value(stack, own[name]));
      return String(name.includes('.') ? this.#attribute(stack, name) : this.#ref(stack, name));
    });
  }

  #imported(exportName: string): unknown {
    for (const stack of this.#stacks) {
      for (const output of Object.values(stack.outputs)) {
        if (output.Export && this.#value(stack, output.Export.Name) === exportName) {
          return this.#value(stack, output.Value);
        }
      }
    }
    throw new StartFailure(`No stack exports ${exportName}`);
  }

  #stackOutput(stackName: string, outputName: string): unknown {
    const stack = this.#stacks.find(({ name }) => name === stackName);
    const output = stack?.outputs[outputName];
    if (!stack || !output)
      throw new StartFailure(`There is no output ${outputName} of the stack ${stackName}`);
    return this.#value(stack, output.Value);
  }
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return [text.slice(0, at), text.slice(at + 1)];
}
