import { ServiceError } from '../../http/service-error.ts';
import { invalidParameter, notAuthorized } from './errors.ts';
import { standardAttributes } from './options.ts';
import type { ClientOptions, PasswordPolicy, PoolRules } from './options.ts';
import type { Input } from './pool.ts';

function violation(member: string, constraint: string) {
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  return invalidParameter(
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: ${constraint}`,
  );
}

export function optionalText(input: Input, member: string): string | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new ServiceError('SerializationException', `${member} is no string`);
  return value;
}

export function requiredText(input: Input, member: string): string {
  const value = optionalText(input, member);
  if (value === undefined) throw violation(member, 'Member must not be null');
  return value;
}

export function username(input: Input): string {
  const value = requiredText(input, 'Username');
  if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(value)) {
    throw violation(
      'Username',
      'Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
    );
  }
  return value;
}

export function code(input: Input, member: string): string {
  const value = requiredText(input, member);
  if (!/^\S{1,2048}$/.test(value)) {
    throw violation(member, 'Member must satisfy regular expression pattern: [\\S]+');
  }
  return value;
}

/** The new password. The service's general format is checked first, then the pool's policy. */
export function newPassword(input: Input, member: string, policy: PasswordPolicy): string {
  const value = requiredText(input, member);
  if (value.length > 256 || (value !== '' && value !== value.trim())) {
    throw violation(member, 'Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$');
  }
  const rules: [boolean, string][] = [
    [value.length >= policy.minimumLength, 'Password not long enough'],
    [!policy.requireLowercase || /[a-z]/.test(value), 'Password must have lowercase characters'],
    [!policy.requireUppercase || /[A-Z]/.test(value), 'Password must have uppercase characters'],
    [!policy.requireNumbers || /[0-9]/.test(value), 'Password must have numeric characters'],
    [
      !policy.requireSymbols || /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/.test(value),
      'Password must have symbol characters',
    ],
  ];
  const broken = rules.find(([kept]) => !kept);
  if (broken !== undefined) {
    throw new ServiceError('InvalidPasswordException', `Password did not conform with policy: ${broken[1]}`);
  }
  return value;
}

/** Converts a list of `{Name, Value}` to an object with the values by name. */
export function nameValues(input: Input, member: string): Record<string, string> {
  const list: unknown = input[member] ?? [];
  if (!Array.isArray(list)) throw new ServiceError('SerializationException', `${member} is no list`);
  return Object.fromEntries(
    list.map((entry: { Name?: unknown; Value?: unknown } | null) => {
      const { Name: name, Value: value = '' } = entry ?? {};
      if (typeof name === 'string' && typeof value === 'string') return [name, value];
      throw violation(member, 'Member must not be null');
    }),
  );
}

/** Attributes by name, each validated against the pool's schema. */
export function attributes(input: Input, member: string, rules: PoolRules): Record<string, string> {
  const found = nameValues(input, member);
  for (const [name, value] of Object.entries(found)) {
    if (!standardAttributes.includes(name) && !rules.customAttributes.includes(name)) {
      throw invalidParameter(
        `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.`,
      );
    }
    if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
      throw invalidParameter('Invalid email address format.');
    }
    if (value.length > 2048) throw violation(member, 'Member must have length less than or equal to 2048');
  }
  return found;
}

/**
 * Refuses attributes that the client's settings don't allow, and attributes whose names end in `_verified`, which only
 * admins can set.
 */
export function refuseUnwritable(userAttributes: Record<string, string>, client: ClientOptions): void {
  const unwritable = Object.keys(userAttributes).find(
    (name) => name.endsWith('_verified') || !(client.writeAttributes?.includes(name) ?? true),
  );
  if (unwritable !== undefined) throw notAuthorized('A client attempted to write unauthorized attribute');
}

export function requireAttributes(userAttributes: Record<string, string>, rules: PoolRules): void {
  const missing = rules.requiredAttributes.find((name) => userAttributes[name] === undefined);
  if (missing !== undefined) {
    throw invalidParameter(
      `Attributes did not conform to the schema: ${missing}: The attribute ${missing} is required`,
    );
  }
}

/** `ClientMetadata`, which is passed on to triggers. */
export function clientMetadata(input: Input): Record<string, string> {
  return (input.ClientMetadata ?? {}) as Record<string, string>;
}

export function attributeList(values: Record<string, string>): { Name: string; Value: string }[] {
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}
