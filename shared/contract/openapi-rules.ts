import * as z from 'zod/mini';
import { newAttachment } from './attachment.ts';
import { customKinds, customValueSchema, isForSearch, newCustomField } from './custom-field.ts';
import { documentLine, invoiceLine, price } from './document-fields.ts';
import { fileTypes } from './file-type.ts';
import { signedMoney } from './field.ts';
import {
  askableFields,
  customQuestion,
  formKinds,
  newForm,
  questionName,
  questions,
  type FormKind,
} from './form.ts';
import { jobRequest } from './job.ts';
import { hasBoard } from './lists/board-operations.ts';
import { condition, day, period, term, values } from './lists/filter.ts';
import type { Operator } from './lists/filter-tree.ts';
import { listQuestion } from './lists/list-question.ts';
import { limits } from './limits.ts';
import type { RecordType } from './record-type.ts';
import { recordTypes } from './record-types.ts';
import { entryInput } from './status-list.ts';
import { roleAccess } from './organization.ts';
import { covers } from './record-access.ts';
import { scopes } from './role.ts';
import { newTask } from './task.ts';
import { newView } from './view.ts';
import { workingDays } from './working-hours.ts';

type Json = Record<string, unknown>;

const typesWithBoard = Object.values<RecordType>(recordTypes as never)
  .filter(hasBoard)
  .map(({ name }) => name);

const absent: Json = { not: {} };
/** Converts a schema of a value. */
type Convert = (schema: z.ZodMiniType) => Json;

/** What a property must be if another one has one of some values. */
const whenOneOf = (property: string, choices: readonly string[], then: Json): Json => ({
  if: { properties: { [property]: { enum: choices } }, required: [property] },
  then,
});

/** The forms of a condition by operator. Which operators and values a column takes depends on its kind. */
function conditionForms(schemaOf: Convert): Json {
  const { field } = condition.shape;
  const [text, amount, date] = [schemaOf(term), schemaOf(signedMoney), schemaOf(day)];
  const number = { type: 'number' };
  const form = (ops: readonly Operator[], value?: Json): Json => ({
    type: 'object',
    properties: { field: schemaOf(field), op: { type: 'string', enum: ops }, ...(value ? { value } : {}) },
    required: ['field', 'op', ...(value ? ['value'] : [])],
    additionalProperties: false,
  });
  return {
    type: undefined,
    properties: undefined,
    required: undefined,
    additionalProperties: undefined,
    anyOf: [
      form(['isEmpty', 'isNotEmpty']),
      form(['is', 'isNot'], { anyOf: [text, number, amount, date] }),
      form(['contains', 'startsWith'], text),
      form(['less', 'atMost', 'more', 'atLeast'], { anyOf: [number, amount] }),
      form(['before', 'onOrBefore', 'after', 'onOrAfter'], date),
      form(['between'], { anyOf: [number, amount, date].map(pair) }),
      form(['within'], schemaOf(period)),
      form(['anyOf', 'noneOf'], schemaOf(values)),
    ],
  };
}

const pair = (item: Json): Json => ({ type: 'array', prefixItems: [item, item], minItems: 2, maxItems: 2 });

const choiceKinds = ['choice', 'choices'] as const;

/** At least one of these properties. */
const oneOrBoth = (names: readonly string[]): Json => ({
  anyOf: names.map((name) => ({ required: [name] })),
});

/** What the kind of a custom field demands or excludes. */
function customFieldRules(schemaOf: Convert): Json[] {
  const others = (kinds: readonly string[]) => customKinds.filter((kind) => !kinds.includes(kind));
  const defaults = customKinds
    .filter((kind) => kind !== 'choice' && kind !== 'choices' && kind !== 'relation')
    .map((kind) =>
      whenOneOf('kind', [kind], {
        properties: { default: schemaOf(customValueSchema({ key: '', label: '', kind })) },
      }),
    );
  const id = { type: 'string' };
  return [
    whenOneOf('kind', choiceKinds, { required: ['options'] }),
    whenOneOf('kind', others(choiceKinds), { properties: { options: absent } }),
    whenOneOf('kind', ['relation'], { required: ['to'], properties: { default: absent } }),
    whenOneOf('kind', others(['relation']), { properties: { to: absent } }),
    whenOneOf(
      'kind',
      customKinds.filter((kind) => !isForSearch(kind)),
      {
        properties: { searchable: { const: false } },
      },
    ),
    whenOneOf('kind', ['choice'], { properties: { default: id } }),
    whenOneOf('kind', ['choices'], { properties: { default: { type: 'array', items: id } } }),
    ...defaults,
  ];
}

const anyCase = (text: string): string =>
  [...text].map((letter) => (/[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : letter)).join('');

/** The extensions of file names by type. */
const fileNameRules = (): Json[] =>
  Object.entries(fileTypes).map(([type, endings]) =>
    whenOneOf('type', [type], {
      properties: { name: { pattern: String.raw`\.(?:${endings.map(anyCase).join('|')})\s*$` } },
    }),
  );

const askableOf = (kind: FormKind) => askableFields(recordTypes[kind].fields);

/** The fields that forms can ask for, and custom fields. */
function askablePattern(kinds: readonly FormKind[]): string {
  const names = [...new Set(kinds.flatMap(askableOf).map(([name]) => name))];
  return String.raw`^\s*(?:${names.join('|')}|${customQuestion.replace('.', '\\.')}[a-z][a-z0-9-]*)\s*$`;
}

/** The questions that forms of a kind can't leave out. */
const askedAlways = (kind: FormKind): Json[] =>
  askableOf(kind)
    .filter(([, isNeeded]) => isNeeded)
    .map(([name]) => {
      const field = { pattern: String.raw`^\s*${name}\s*$` };
      return {
        contains: { properties: { field, isRequired: { const: true } }, required: ['field', 'isRequired'] },
      };
    });

/** The questions of a form that creates records of a kind. */
const questionsOf = (kind: FormKind): Json => ({
  items: { properties: { field: { pattern: askablePattern([kind]) } } },
  allOf: askedAlways(kind),
});

/** What a role that doesn’t read everything can change. */
const accessRules = (): Json[] =>
  scopes
    .filter((read) => read !== 'all')
    .map((read) =>
      whenOneOf('read', [read], {
        properties: { change: { enum: scopes.filter((change) => covers(read, change)) } },
      }),
    );

/**
 * Rules about several properties of a schema, which zod can't convert. They are declared here rather than in the schemas,
 * because only the description needs them: the operations check the same with errors of their own.
 */
export const rules = new Map<z.core.$ZodType, (schemaOf: Convert) => Json>([
  [condition, conditionForms],
  [listQuestion, () => ({ not: { required: ['cursor', 'offset'] } })],
  [jobRequest, () => ({ oneOf: ['ids', 'query', 'filters'].map((name) => ({ required: [name] })) })],
  [newTask, () => ({ dependentRequired: { recordType: ['recordId'], recordId: ['recordType'] } })],
  [
    newView,
    () => ({
      not: {
        properties: { layout: { const: 'board' }, recordType: { not: { enum: typesWithBoard } } },
        required: ['layout', 'recordType'],
      },
    }),
  ],
  [newCustomField, (schemaOf) => ({ allOf: customFieldRules(schemaOf) })],
  [newAttachment, () => ({ allOf: fileNameRules() })],
  [roleAccess, () => ({ allOf: accessRules() })],
  [workingDays, () => ({ not: { additionalProperties: { maxItems: 0 } } })],
  [questionName, () => ({ maxLength: limits.questionNameCharacters, pattern: askablePattern(formKinds) })],
  [questions, () => ({ allOf: [{ anyOf: formKinds.map((kind) => ({ allOf: askedAlways(kind) })) }] })],
  [
    newForm,
    () => ({
      allOf: [
        {
          ...whenOneOf('creates', ['issue'], {
            properties: { fields: questionsOf('issue'), sourceId: { type: 'null' } },
          }),
          else: { properties: { fields: questionsOf('lead') } },
        },
      ],
    }),
  ],
  [entryInput, () => oneOrBoth(['id', 'name'])],
  [documentLine, () => oneOrBoth(['unitPriceMinor', 'unitPrice'])],
  [invoiceLine, () => oneOrBoth(['unitPriceMinor', 'unitPrice'])],
  [price, () => oneOrBoth(['amountMinor', 'amount'])],
]);
