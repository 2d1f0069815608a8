import * as z from 'zod/mini';
import { activity, listedActivity } from './logged-activity.ts';
import { apiKey } from './api-key.ts';
import { attachment, upload } from './attachment.ts';
import { customField } from './custom-field.ts';
import { customValue } from './custom-value.ts';
import { activityLine, dashboardData } from './dashboard.ts';
import { price } from './document-fields.ts';
import { countryCode, currencyCode, money, phone, signedMoney } from './field.ts';
import { form } from './form.ts';
import { invitation } from './invitation.ts';
import { bulkAction, job, jobResult } from './job.ts';
import { condition, filterInput } from './lists/filter.ts';
import { listPage } from './lists/list-operations.ts';
import { listQuestion } from './lists/list-question.ts';
import { me } from './me.ts';
import { listedMember, member } from './member.ts';
import { note } from './note.ts';
import { refine } from './openapi-formats.ts';
import {
  groupOf,
  nothing,
  operationId,
  operationsOf,
  type AnyOperation,
  type Resource,
} from './operation.ts';
import { organization, pipeline } from './organization.ts';
import { stage } from './stage.ts';
import { listedPipeline } from './pipeline.ts';
import { fieldError, problem } from './problem.ts';
import { change, changes } from './record-operations.ts';
import type { RecordType } from './record-type.ts';
import { recordTypes } from './record-types.ts';
import { searchHit } from './search.ts';
import { status } from './status.ts';
import { storedList } from './status-list.ts';
import { tag } from './tag.ts';
import { task } from './task.ts';
import { timelineEntry } from './timeline.ts';
import { view } from './view.ts';
import { written, writtenFor } from './written.ts';

type Json = Record<string, unknown>;
type Io = 'input' | 'output';
type Schema = z.ZodMiniType;

/** Names of schemas. The schemas of record types, and other bodies and answers of operations, get derived names. */
const named: Record<string, Schema> = {
  LoggedActivity: activity,
  ActivityLine: activityLine,
  ApiKey: apiKey,
  Attachment: attachment,
  BulkAction: bulkAction,
  Change: change,
  ChangeList: changes,
  Condition: condition,
  CountryCode: countryCode,
  CurrencyCode: currencyCode,
  CustomField: customField,
  CustomValue: customValue,
  Dashboard: dashboardData,
  FieldError: fieldError,
  Filter: filterInput,
  Form: form,
  Invitation: invitation,
  Job: job,
  JobResult: jobResult,
  ListedActivity: listedActivity,
  ListedMember: listedMember,
  ListedPipeline: listedPipeline,
  Me: me,
  Member: member,
  Money: money,
  Note: note,
  Organization: organization,
  Phone: phone,
  Pipeline: pipeline,
  Price: price,
  Problem: problem,
  Query: listQuestion,
  QueryResult: listPage,
  SearchHit: searchHit,
  SignedMoney: signedMoney,
  Stage: stage,
  Status: status,
  StatusList: storedList,
  Tag: tag,
  Task: task,
  TimelineEntry: timelineEntry,
  Upload: upload,
  View: view,
  Written: written,
};

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const ofRecords = ({ name, ...type }: RecordType): [string, Schema][] => {
  const record = capitalized(name);
  return [
    [record, type.record],
    ...(type.saved === type.record ? [] : [[`${record}Saved`, type.saved] as [string, Schema]]),
    [`${record}Create`, type.create],
    [`${record}Update`, type.updateBody],
    [`${record}ListItem`, type.listRow],
    ...Object.entries(customNames(name)).map(([part, of]): [string, Schema] => [
      of,
      part === 'input' ? type.customInput : type.customValues,
    ]),
  ];
};

/** The names of the schemas with the custom values of a record type. */
export const customNames = (type: string): Record<Io, string> => ({
  input: `${capitalized(type)}CustomInput`,
  output: `${capitalized(type)}Custom`,
});

/** The name of the thing that a group of operations is about: `Activity` for `activities`. */
const singular = (group: string): string =>
  group
    .split('-')
    .map(capitalized)
    .join('')
    .replace(/ies$/, 'y')
    .replace(/(?<=sh)es$|(?<!ic)s$/, '');

/** Whether the answer of an operation is JSON. */
export const answersJson = ({ output, contentType }: AnyOperation): boolean =>
  output !== nothing && contentType === undefined;

/** The names of the body and the answer of an operation that have no others. */
function ofOperation(resource: Resource, verb: string, operation: AnyOperation): [string, Schema][] {
  const thing = singular(groupOf(resource, verb));
  const action = verb.split('.').at(-1) ?? '';
  const name = thing + (action === 'get' ? '' : capitalized(action));
  const result = operation.method === 'GET' ? name : `${name}Result`;
  const writtenOnly = writtenFor(operation);
  return [
    ...(operation.body ? [[name, operation.body] as [string, Schema]] : []),
    ...(answersJson(operation) ? [[result, operation.output] as [string, Schema]] : []),
    ...(writtenOnly ? [[`${name}Written`, writtenOnly] as [string, Schema]] : []),
  ];
}

/** What an operation can answer, if that is JSON. */
const answersOf = (operation: AnyOperation): Schema[] =>
  answersJson(operation) ? [operation.output, writtenFor(operation) ?? []].flat() : [];

/** Name by schema. Each schema has the first of its names, and no name stands for two schemas. */
function namesIn(api: Record<string, Resource>): Map<Schema, string> {
  const types = Object.values<RecordType>(recordTypes as never);
  const candidates = [
    ...Object.entries(named),
    ...types.flatMap(ofRecords),
    ...Object.values(api).flatMap((resource) =>
      operationsOf(resource).flatMap(([verb, operation]) => ofOperation(resource, verb, operation)),
    ),
  ];
  const names = new Map<Schema, string>();
  const taken = new Set<string>();
  for (const [name, schema] of candidates) {
    if (names.has(schema)) continue;
    if (taken.has(name)) throw new Error(`Two schemas are named ${name}.`);
    names.set(schema, name);
    taken.add(name);
  }
  return names;
}

export interface Schemas {
  /** Every named schema that operations use. */
  components: Record<string, Json>;
  /** A reference to a body or an answer. */
  referenceTo(schema: Schema, io: Io): Json;
  /** The query parameters of an operation. */
  queryOf(operation: AnyOperation): Json;
}

const place = '#/components/schemas/';

/** Converts the schemas of all operations, with references to named ones. */
export function schemasOf(api: Record<string, Resource>): Schemas {
  const operations = Object.values(api).flatMap((resource) =>
    operationsOf(resource).map(([verb, operation]) => ({ id: operationId(resource, verb), operation })),
  );
  const names = namesIn(api);
  const queryName = new Map(operations.map(({ id, operation }) => [operation, `query ${id}`]));
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  for (const [{ query }, id] of queryName) if (query) registry.add(query, { id });

  const nameOf = (schema: Schema): string[] => [names.get(schema) ?? []].flat();
  const input = convertAll(registry, 'input');
  const output = convertAll(registry, 'output');
  const sent = reachable(
    input,
    operations.flatMap(({ operation }) => [
      ...(operation.body ? nameOf(operation.body) : []),
      ...(operation.query ? [queryName.get(operation) ?? []].flat() : []),
    ]),
  );
  const returned = reachable(output, [
    'Problem',
    ...operations.flatMap(({ operation }) => answersOf(operation).flatMap(nameOf)),
  ]);

  const twofold = differing(
    input,
    output,
    [...sent].filter((name) => returned.has(name)),
  );
  const inputName = (name: string) => (twofold.has(name) ? `${name}Input` : name);
  const asInput = (json: Json | undefined) => renamed(json ?? {}, inputName);
  const components = [
    ...[...returned].map((name) => [name, output[name] ?? {}] as const),
    ...[...sent]
      .filter((name) => !name.startsWith('query ') && (twofold.has(name) || !returned.has(name)))
      .map((name) => [inputName(name), asInput(input[name])] as const),
  ].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    components: Object.fromEntries(components),
    referenceTo(schema, io) {
      const name = names.get(schema) ?? '';
      return { $ref: place + (io === 'input' ? inputName(name) : name) };
    },
    queryOf: (operation) => asInput(input[queryName.get(operation) ?? '']),
  };
}

function convertAll(registry: z.core.$ZodRegistry<{ id: string }>, io: Io): Record<string, Json> {
  const { schemas } = z.toJSONSchema(registry, { ...conversion(io), uri: (id) => place + id });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, plain(schema)]));
}

/** Converts a zod schema to JSON Schema 2020-12 without references. */
export const schemaOf = (schema: Schema, io: Io): Json => plain(z.toJSONSchema(schema, conversion(io)));

const conversion = (io: Io) =>
  ({
    io,
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: Json }) => {
      refine(zodSchema, jsonSchema, io);
    },
  }) as const;

const plain = ({ $schema: _dialect, $id: _id, ...rest }: Json): Json => rest;

/** The names that a schema refers to. */
const referencesIn = (json: Json | undefined): string[] =>
  [...JSON.stringify(json ?? {}).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name ?? '',
  );

/** The names to which `roots` refer, directly or indirectly, and `roots` themselves. */
function reachable(schemas: Record<string, Json>, roots: string[]): Set<string> {
  const found = new Set(roots);
  // A set also visits what is added during the loop.
  for (const name of found) for (const next of referencesIn(schemas[name])) found.add(next);
  return found;
}

/** Those of `names` whose schema, or a schema that it refers to, isn't the same for requests as for answers. */
function differing(input: Record<string, Json>, output: Record<string, Json>, names: string[]): Set<string> {
  const found = new Set(names.filter((name) => JSON.stringify(input[name]) !== JSON.stringify(output[name])));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const name of names) if (referencesIn(input[name]).some((one) => found.has(one))) found.add(name);
  }
  return found;
}

const renamed = (json: Json, nameFor: (name: string) => string): Json =>
  JSON.parse(
    JSON.stringify(json).replaceAll(
      /"\$ref":"#\/components\/schemas\/(\w+)"/g,
      (_, name: string) => `"$ref":"${place}${nameFor(name)}"`,
    ),
  ) as Json;
