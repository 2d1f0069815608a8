import type { ShownType } from 'virtual:contract';
import { recordTypes } from 'virtual:record-types';
import { recordIcons } from 'virtual:record-icons';
import type { Component } from 'svelte';
import { lockedFieldsOf, type LockedFields } from '#contract/locked-fields.ts';
import type { Permission } from '#contract/permission.ts';
import { recordPermission } from '#contract/record-permission.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { client } from '#lib/api/client.ts';
import type { CommandId } from '#lib/commands/catalog.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { RecordSentences } from '#lib/i18n/record-texts.ts';
import { recordClient, type RecordClient } from './record-client.ts';

/** What every page knows about a record type: its declaration in the contract, and what follows from it. */
export interface RecordBasics {
  type: ShownType;
  name: RecordTypeName;
  /** Path segment, such as `contacts` in `/o/<org>/contacts`. */
  plural: string;
  client: RecordClient;
  texts: () => RecordSentences;
  icon: Component<{ class?: string }>;
  goCommand: CommandId;
  permissions: Record<'read' | 'create' | 'update' | 'delete', Permission>;
  /** The fields that can’t be changed any more, such as those of an issued document. */
  locked: LockedFields | undefined;
  /** Whether the type has a board, as an alternative to the list. */
  hasBoard: boolean;
  /** Whether the board opens first, and not the list. */
  opensBoard: boolean;
}

/** The basics of all record types by name, in the order of the sidebar. */
export const recordBasics = Object.fromEntries(
  Object.values(recordTypes).map((type) => [type.name, basicsOf(type)]),
) as Record<RecordTypeName, RecordBasics>;

function basicsOf(type: ShownType): RecordBasics {
  const { plural } = type;
  const name = type.name as RecordTypeName;
  return {
    type,
    name,
    plural,
    client: recordClient(client[plural as keyof typeof client], type),
    texts: () => t.recordTypes[name],
    icon: recordIcons[name],
    goCommand: `go:${name}`,
    permissions: {
      read: recordPermission(name, 'read'),
      create: recordPermission(name, 'create'),
      update: recordPermission(name, 'update'),
      delete: recordPermission(name, 'delete'),
    },
    locked: lockedFieldsOf(name),
    hasBoard: type.board !== undefined,
    opensBoard: type.board?.isFirst === true,
  };
}

/** The record type with a path segment, such as `contacts`. Throws if there is none. */
export function basicsAt(plural: string): RecordBasics {
  const basics = Object.values(recordBasics).find((candidate) => candidate.plural === plural);
  if (!basics) throw new Error(`no record type has the address ${plural}`);
  return basics;
}
