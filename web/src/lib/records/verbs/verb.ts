import type { Component } from 'svelte';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { StatusMeaning } from '#contract/status.ts';
import type { CommandId } from '#lib/commands/catalog.ts';
import type { Question } from '#lib/components/confirm.svelte.ts';
import type { Toast } from '#lib/components/toast.svelte.ts';
import { mayTouch, type Workspace } from '#lib/workspace.ts';
import { statusMeaning } from '../fixed-field.ts';
import type { AnyRecord, AnyRow } from '../record-client.ts';
import { titleOf, type RecordView } from '../view.ts';

/**
 * Something that people can do with a record, as data. Pages, lists and boards offer verbs whose `if` is true;
 * `VerbRunner` carries them out.
 *
 * The functions are declared as methods, so that verbs of one type of records can stand in lists of verbs of any type.
 */
export interface Verb<R extends AnyRow = AnyRow, Facts = unknown, Input = unknown> {
  /** Text of the button. */
  title(record: R, context: VerbContext<Facts>): string;
  /** Accessible name and tooltip, which also has the shortcuts. By default, the button has no tooltip. */
  label?(): string;
  icon?: Component<{ class?: string }>;
  look?: 'primary' | 'quiet';
  /** Whether the button only shows the icon, and the title in its tooltip. */
  isIcon?: true;
  /** Whether the verb is shown in red, below a line, in a menu. */
  isDangerous?: true;
  /** The command with its shortcuts, which the palette offers, too. */
  command?: CommandId;
  /** Whether the user can do this with the record as it is. */
  if(record: R, context: VerbContext<Facts>): boolean;
  /** The page that the verb opens, instead of changing something. */
  href?(record: R, context: VerbContext<Facts>): string;
  /** Whether that page is another site, which opens in a new tab. */
  isExternal?: true;
  /** The question before the verb is carried out; undefined if none is needed. */
  confirm?(record: R, context: VerbContext<Facts>): Question | undefined | Promise<Question | undefined>;
  /** The dialog that asks for a reason, which is the input of `run`, or only for confirmation. */
  reason?(record: R, context: VerbContext<Facts>): ReasonQuestion;
  /** The dialog that asks for the input of `run`. */
  dialog?: () => Promise<{ default: Component<VerbDialogProps<Input>> }>;
  /** What must be there before the dialog opens. If it fails, the dialog doesn't open. */
  beforeDialog?(record: R, context: VerbContext<Facts>): Promise<unknown>;
  /** The menu whose items are the possible inputs of `run`. */
  menu?(): VerbMenu<Input>;
  run?(record: R, context: VerbContext<Facts>, input: Input): Promise<Outcome | undefined>;
  /** What a toast says if the verb is refused. By default, the reason. */
  refused?(error: unknown, context: VerbContext<Facts>): string;
}

/** What the functions of a verb get besides the record. */
export interface VerbContext<Facts = unknown> {
  workspace: Workspace;
  view: RecordView;
  /** The record's title. */
  title: string;
  mayUpdate: boolean;
  mayDelete: boolean;
  /** What the record's status means, or the stage of a deal. */
  meaning: StatusMeaning | undefined;
  /** What `useFacts` of the list has returned. */
  facts: Facts;
}

/** The verbs of a page, in the order of their buttons. */
export interface VerbList<R extends AnyRow = AnyRow, Facts = unknown> {
  verbs: readonly Verb<R, Facts>[];
  /** The verbs in a menu after the buttons. */
  menu?: readonly Verb<R, Facts>[];
  /** Reads what conditions depend on besides the record. Called once, while the component with the buttons is created. */
  useFacts?(record: () => R, context: () => VerbContext): Facts;
}

/** What a verb has done, and what a toast says about it. */
export interface Outcome extends Pick<Toast, 'text' | 'tone'> {
  /** The changed record, unless its new state is shown already. */
  record?: AnyRecord;
  /** Another record that was created, whose page opens. */
  created?: { type: RecordTypeName; record: AnyRecord };
  /** Undoes the verb, if the user asks for that in the toast. */
  undo?: () => Promise<Outcome | undefined>;
}

export interface ReasonQuestion {
  title: string;
  /** Label of the reason. If it is omitted, the dialog only asks for confirmation. */
  label?: string;
  help?: string;
  action: string;
  danger?: boolean;
}

interface VerbMenu<Input> {
  label: string;
  items: readonly { label: string; input: Input }[];
}

/** The properties of a verb's dialog. */
export interface VerbDialogProps<Input = undefined> {
  view: RecordView;
  record: AnyRow;
  answer: Answering<Input>['answer'];
  onclose: () => void;
}
interface Answering<Input> {
  /**
   * Carries out the verb and closes the dialog. If the verb is refused, resolves to the message to show, which is
   * `refused` of the error or, by default, its reason.
   */
  answer(input: Input, refused?: Refused): Promise<string | undefined>;
}
export type Refused = (error: unknown) => string | undefined | Promise<string | undefined>;

export function contextOf<Facts>(
  workspace: Workspace,
  view: RecordView,
  record: AnyRow,
  facts: Facts,
): VerbContext<Facts> {
  const ownerId = record.ownerId as string | undefined;
  return {
    workspace,
    view,
    title: titleOf(view, record),
    mayUpdate: mayTouch(workspace, view.permissions.update, ownerId),
    mayDelete: mayTouch(workspace, view.permissions.delete, ownerId),
    meaning: statusMeaning(workspace, view, record),
    facts,
  };
}
