import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import type { Answer } from '../caller.ts';
import { paramNames, type NamedOperation, type Subject } from '../subjects.ts';
import { seen } from './seen.ts';

/** Path parameters that have the same values in every organization and identify no data. */
const fixedNames = new Set(['recordType', 'list', 'presetId']);

/** The path parameters that are ids. */
export function idNames({ operation }: NamedOperation): string[] {
  return paramNames(operation).filter((param) => !fixedNames.has(param));
}

/** A subject whose ids are well-formed and never existed. */
export const anything = ({ operation }: NamedOperation): Subject => ({
  params: Object.fromEntries(
    paramNames(operation).map((param) => [param, param === 'recordType' ? 'contact' : uuidv7()]),
  ),
});

/** A copy of the subject with ids that never existed in place of these path parameters. */
export function neverExisted(subject: Subject, params: string[]): Subject {
  const ids = params.filter((param) => !fixedNames.has(param)).map((param) => [param, uuidv7()]);
  return { ...subject, params: { ...subject.params, ...Object.fromEntries(ids) } };
}

/** Expects that an answer is that for what never existed. Operations for users only refuse keys before. */
export function expectNotFound(
  answer: Answer,
  never: Answer,
  { operation }: NamedOperation,
  isKey = false,
): void {
  expect(answer.status).toBe(isKey && operation.usersOnly ? 403 : 404);
  expect(seen(answer)).toEqual(seen(never));
}
