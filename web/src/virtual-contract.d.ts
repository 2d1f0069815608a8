/** The part of the contract that pages need, without schemas. contract-for-browser.ts generates this module. */
declare module 'virtual:contract' {
  type Operation = import('#contract/operation.ts').AnyOperation;
  type RecordType = import('#contract/record-type.ts').RecordType;
  type Field = import('#contract/field.ts').Field;

  export type ShownOperation = Pick<Operation, 'method' | 'path' | 'isQuery'> & {
    /** Whether the operation can be called without signing in. */
    isPublic?: true;
    /** Status code of a successful response, if it isn't 200. */
    status?: number;
  };
  export type ShownField = Omit<Field, 'schema'>;
  export type ShownType = Pick<RecordType, import('../contract-for-browser.ts').ShownPart> & {
    fields: Record<string, ShownField>;
  };

  export type UncalledResource = import('../contract-for-browser.ts').UncalledResource;
  export const operations: Record<string, Record<string, ShownOperation>>;
  export const problemStatuses: Record<keyof typeof import('#contract/problem.ts').problemStatuses, number>;
}

/** The operations that change something, and those of resources that no first page of a visit calls. */
declare module 'virtual:later-operations' {
  export { operations } from 'virtual:contract';
}

/** The operations of the portal. */
declare module 'virtual:portal-operations' {
  export { operations } from 'virtual:contract';
}

/** What pages with records need of the record types. */
declare module 'virtual:record-types' {
  type Name = import('#contract/record-types.ts').RecordTypeName;

  export const recordTypes: Record<Name, import('virtual:contract').ShownType>;
  export const taskViews: typeof import('#contract/task.ts').taskViews;
}

/** The icons of the record types. */
declare module 'virtual:record-icons' {
  type Name = import('#contract/record-types.ts').RecordTypeName;
  export const recordIcons: Record<Name, import('svelte').Component<{ class?: string }>>;
}

/** The fields that rows of default lists contain. */
declare module 'virtual:record-rows' {
  type Name = import('#contract/record-types.ts').RecordTypeName;
  export const recordRows: Record<Name, readonly string[]>;
}
