import type { Plugin } from 'vite';
import { api } from '../shared/contract/api.ts';
import { isRead } from '../shared/contract/is-read.ts';
import { limits } from '../shared/contract/limits.ts';
import type { AnyOperation, Resource } from '../shared/contract/operation.ts';
import { problemStatuses } from '../shared/contract/problem.ts';
import type { RecordType } from '../shared/contract/record-type.ts';
import { recordNouns } from '../shared/contract/record-nouns.ts';
import { recordPermissions } from '../shared/contract/record-permissions.ts';
import { recordPlurals } from '../shared/contract/record-plurals.ts';
import { recordTypes } from '../shared/contract/record-types.ts';
import { taskViews } from '../shared/contract/task.ts';
import { testEvent, webhookEventNames } from '../shared/contract/webhook-event-names.ts';

const id = 'virtual:contract';
const laterId = 'virtual:later-operations';
const portalId = 'virtual:portal-operations';
const typesId = 'virtual:record-types';
const iconsId = 'virtual:record-icons';
const rowsId = 'virtual:record-rows';

/** Replacements for contract modules that import record types: only the exports that pages use, without any schemas. */
const plainModules: Record<string, Record<string, unknown>> = {
  'shared/contract/record-nouns.ts': { recordNouns },
  'shared/contract/record-permissions.ts': { recordPermissions },
  'shared/contract/record-plurals.ts': { recordPlurals },
  'shared/contract/webhook-event-names.ts': { testEvent, webhookEventNames },
};

/** The properties of a record type that pages use, in addition to its fields (without their schemas). */
const shownParts = [
  'name',
  'plural',
  'title',
  'defaultSort',
  'sortColumns',
  'hasActivities',
  'hasAnswers',
  'hasWonDeals',
  'isMergeable',
  'isOnlyQueried',
  'isPerson',
  'apartInSums',
  'computed',
  'board',
  'queue',
  'group',
  'shortcut',
] as const satisfies readonly (keyof RecordType)[];
export type ShownPart = (typeof shownParts)[number];

/** Resources for other websites, programs and monitoring. No page calls them, so none loads them. */
const uncalledResources = [
  'crashes',
  'publicDocuments',
  'publicForms',
  'publicPayments',
  'publicWebhooks',
  'whoami',
  'health',
] as const satisfies readonly (keyof typeof api)[];
export type UncalledResource = (typeof uncalledResources)[number];

/** Resources that no first page of a visit calls. */
const laterResources = [
  'account',
  'apiKeys',
  'billing',
  'calendar',
  'demoData',
  'documents',
  'duplicates',
  'forms',
  'imports',
  'invitations',
  'personalData',
  'presets',
  'reference',
  'secondFactor',
  'usage',
  'webhooks',
  'webhookSources',
] as const satisfies readonly (keyof typeof api)[];

/**
 * Provides the parts of the contract that a page needs before the user enters data: `virtual:contract`, such as paths of
 * operations and status codes of problems, and for pages with records `virtual:record-types`, such as fields. Schemas,
 * and zod with them, load with the forms that validate input. The operations of further resources, and those that change
 * something, are in `virtual:later-operations`, which loads with the first call of one of them, and as soon as the browser
 * is idle. Those of the portal are in `virtual:portal-operations`, because its pages call hardly any others, and no other
 * page calls them. `virtual:record-icons` has the icons of the record types, and `virtual:record-rows` the fields in the
 * rows of their lists.
 */
export function contractForBrowser(): Plugin {
  return {
    name: 'contract-for-browser',
    resolveId: (source) => (Object.hasOwn(generated, source) ? `\0${source}` : undefined),
    load(source) {
      const text = generated[source.slice(1)];
      if (text) return text();
      const plain = Object.keys(plainModules).find((file) => source.endsWith(`/${file}`));
      return plain && exported(plainModules[plain] ?? {});
    },
    transform: (code, file) =>
      /\/(web\/src|shared)\//.test(file) && code.includes('/limits.ts') ? withoutLimits(code) : undefined,
  };
}

/** The code with its limits as numbers, because most limits are the server's and pages shouldn't load them. */
const withoutLimits = (code: string): string =>
  code.replace(/\blimits\.(\w+)/g, (use, name) =>
    name in limits ? String(limits[name as keyof typeof limits]) : use,
  );

const isOneOf = (names: readonly string[]) => (name: string) => names.includes(name);
const isUncalled = isOneOf(uncalledResources);
const isOfPortal = isOneOf(['portal' satisfies keyof typeof api]);
const isOfLaterResource = isOneOf(laterResources);
const isLater = (resource: string, operation: AnyOperation): boolean =>
  isOfLaterResource(resource) || !isRead(operation);

/** The wanted operations, by the resource's name and their own. */
function operationsOf(
  isWanted: (resource: string, operation: AnyOperation) => boolean,
): Record<string, unknown> {
  const { lists, ...others } = api;
  const wanted = Object.entries<Resource>(others).flatMap(([resource, { name, operations }]) => {
    const all = Object.entries<AnyOperation>({ ...operations, ...operationsFor(lists, name) });
    const some = all.filter(([, operation]) => isWanted(resource, operation));
    return some.length > 0 ? [[resource, Object.fromEntries(some)] as const] : [];
  });
  return mapValues(Object.fromEntries(wanted), (operations) =>
    mapValues<AnyOperation, unknown>(operations, ({ method, path, access, isQuery, status }) => ({
      method,
      path,
      ...(access === 'public' ? { isPublic: true } : {}),
      ...(status === 200 ? {} : { status }),
      ...(isQuery ? { isQuery } : {}),
    })),
  );
}

/** Whether a resource's operations are in `virtual:contract` or `virtual:later-operations`. */
const isOfApp = (resource: string): boolean => !isUncalled(resource) && !isOfPortal(resource);

const laterText = (): string =>
  exported({ operations: operationsOf((name, operation) => isOfApp(name) && isLater(name, operation)) });
const portalText = (): string => exported({ operations: operationsOf(isOfPortal) });

function contractText(): string {
  const operations = operationsOf((name, operation) => isOfApp(name) && !isLater(name, operation));
  return exported({ operations, problemStatuses });
}

function typesText(): string {
  const types = mapValues<RecordType, unknown>(recordTypes, ({ fields, ...type }) => ({
    ...pick(type, shownParts),
    fields: mapValues(fields, shownField),
  }));
  return exported({ recordTypes: types, taskViews });
}

/** A field without its schema, and without the length of texts that nobody enters. */
function shownField({ schema: _schema, maxLength, ...field }: RecordType['fields'][string]): object {
  const isEntered = field.mode !== 'derived' && field.mode !== 'kept';
  return { ...field, ...(isEntered ? { maxLength } : {}) };
}

function iconsText(): string {
  const types = Object.values<RecordType>(recordTypes);
  const imports = types.map(({ name, icon }) => `import ${name} from '@lucide/svelte/icons/${icon}';`);
  return `${imports.join('\n')}\nexport const recordIcons = { ${types.map(({ name }) => name).join(', ')} };`;
}

const rowsText = (): string =>
  exported({ recordRows: mapValues<RecordType, unknown>(recordTypes, ({ row }) => row) });

/** The modules that exist only in the build, by their IDs. */
const generated: Readonly<Record<string, () => string>> = {
  [id]: contractText,
  [laterId]: laterText,
  [portalId]: portalText,
  [typesId]: typesText,
  [iconsId]: iconsText,
  [rowsId]: rowsText,
};

/** The operations of a record type that the function for lists serves, without the type in their names. */
const operationsFor = (lists: Resource, plural: string): Resource['operations'] =>
  Object.fromEntries(
    Object.entries(lists.operations).flatMap(([id, operation]) =>
      id.startsWith(`${plural}.`) ? [[id.slice(plural.length + 1), operation]] : [],
    ),
  );

const exported = (values: Record<string, unknown>): string =>
  Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
    .join('\n');

function mapValues<Value, Result>(
  object: Record<string, Value>,
  change: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

const pick = (object: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
