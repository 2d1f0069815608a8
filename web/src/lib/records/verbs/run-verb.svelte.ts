import type { Component } from 'svelte';
import { goto } from '$app/navigation';
import { ApiProblem } from '#lib/api/problem.ts';
import { holdKeys } from '#lib/commands/held-keys.ts';
import { confirm, type Question } from '#lib/components/confirm.svelte.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import type { Workspace } from '#lib/workspace.ts';
import { refetchTimelineSoon } from '../entries.ts';
import { recordBasics } from '../record-basics.ts';
import type { AnyRow } from '../record-client.ts';
import { readAgainIfStale, takeAnswer, takeOver } from '../record-writes.ts';
import type { RecordView } from '../view.ts';
import {
  contextOf,
  type Outcome,
  type Refused,
  type Verb,
  type VerbContext,
  type VerbDialogProps,
} from './verb.ts';

/** A record, and where its verbs are carried out. */
export interface VerbPlace {
  workspace: Workspace;
  view: RecordView;
  record: AnyRow;
  facts?: unknown;
  /** Shows what a verb has done. By default, the cache takes the changed record. */
  show?: (outcome: Outcome) => void;
  /** What a toast says if a verb is refused, instead of what the verb says. */
  refused?: (error: unknown) => string;
}

/** The open dialog of a verb. */
interface OpenDialog {
  verb: Verb;
  recordId: string;
  /** Undefined if the dialog only asks for a reason. */
  Content: Component<VerbDialogProps<unknown>> | undefined;
}

/** Carries out the verbs of a record, one at a time. */
export class VerbRunner {
  /** The verb that is being carried out. Its button is busy, and the others do nothing meanwhile. */
  busy = $state.raw<Verb>();
  #dialog = $state.raw<OpenDialog>();
  readonly #place: () => VerbPlace;

  constructor(place: () => VerbPlace) {
    this.#place = place;
  }

  get record(): AnyRow {
    return this.#place().record;
  }
  get context(): VerbContext {
    return contextIn(this.#place());
  }
  /** The open dialog, unless another record is shown by now. */
  get dialog(): OpenDialog | undefined {
    const dialog = this.#dialog;
    return dialog?.recordId === this.record.id ? dialog : undefined;
  }
  closeDialog = (): void => {
    this.#dialog = undefined;
  };

  isOffered = (verb: Verb): boolean => verb.if(this.record, this.context);

  /** Carries out a verb. Asks before, if the verb has a dialog or a question. */
  start(verb: Verb): Promise<void> {
    const { record, context } = this;
    if (verb.href) return goto(verb.href(record, context));
    return this.#once(verb, async () => {
      if (verb.dialog ?? verb.reason) return this.#openDialog(verb);
      const question = await verb.confirm?.(record, context);
      const isMeant = question ? await this.#isConfirmed(verb, question) : this.record.id === record.id;
      if (isMeant) await this.#carryOut(verb);
    });
  }

  /** Carries out a verb with an input, without asking for it. */
  run(verb: Verb, input?: unknown): Promise<void> {
    return this.#once(verb, () => this.#carryOut(verb, input));
  }

  /** Carries out the verb whose dialog is open, and closes the dialog. Resolves to the message if that is refused. */
  answer = async (input: unknown, refused: Refused = refusalText): Promise<string | undefined> => {
    const { dialog } = this;
    if (!dialog) return undefined;
    const place = this.#place();
    try {
      await this.#carryOut(dialog.verb, input);
    } catch (error) {
      if (!(await isOvertaken(place, place.record, error))) return refused(error);
      this.closeDialog();
    }
    return undefined;
  };

  async #once(verb: Verb, work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    const place = this.#place();
    this.busy = verb;
    try {
      await work();
    } catch (error) {
      await showRefusal(place, verb, error);
    } finally {
      this.busy = undefined;
    }
  }

  async #openDialog(verb: Verb): Promise<void> {
    const { record, context } = this;
    const [loaded] = await Promise.all([
      verb.dialog && holdKeys(verb.dialog()),
      verb.beforeDialog?.(record, context),
    ]);
    this.#dialog = { verb, recordId: record.id, Content: loaded?.default };
  }

  /** The verb isn't busy meanwhile, because another question can replace this one, which then stays without an answer. */
  async #isConfirmed(verb: Verb, question: Question): Promise<boolean> {
    const { id } = this.record;
    this.busy = undefined;
    const isConfirmed = await confirm(question);
    this.busy = verb;
    // Back can show another record while the question is open.
    return isConfirmed && this.record.id === id;
  }

  async #carryOut(verb: Verb, input?: unknown): Promise<void> {
    const place = this.#place();
    const dialog = this.#dialog;
    const outcome = await verb.run?.(place.record, contextIn(place), input);
    if (this.#dialog === dialog) this.closeDialog();
    if (outcome) await showOutcome(place, verb, outcome);
  }
}

/** Carries out a verb of a record whose page isn't open. */
export const runVerb = (place: VerbPlace, verb: Verb): Promise<void> =>
  new VerbRunner(() => place).start(verb);

const contextIn = ({ workspace, view, record, facts }: VerbPlace): VerbContext =>
  contextOf(workspace, view, record, facts);

async function showOutcome(place: VerbPlace, verb: Verb, outcome: Outcome): Promise<void> {
  const { workspace, view } = place;
  const { orgId } = workspace;
  const { record, created, text, tone = 'done', undo } = outcome;
  if (place.show) place.show(outcome);
  else if (record) takeAnswer(orgId, view, record);
  if (created) takeAnswer(orgId, recordBasics[created.type], created.record);
  const after = { ...place, record: record ?? place.record };
  toast({ text, tone, ...(undo ? { undo: () => void undoIn(after, verb, undo) } : {}) });
  if (created) await goto(`${workspace.base}/${recordBasics[created.type].plural}/${created.record.id}`);
}

async function undoIn(
  { refused: _, ...place }: VerbPlace,
  verb: Verb,
  undo: () => Promise<Outcome | undefined>,
): Promise<void> {
  try {
    const undone = await undo();
    if (undone) await showOutcome(place, verb, undone);
  } catch (error) {
    await showRefusal(place, verb, error);
  }
}

async function showRefusal(place: VerbPlace, verb: Verb, error: unknown): Promise<void> {
  const { workspace, view, record } = place;
  const own = place.refused?.(error) ?? verb.refused?.(error, contextIn(place));
  if (own !== undefined) readAgainIfStale(workspace.orgId, view, error);
  else if (await isOvertaken(place, record, error)) return;
  toast({ text: own ?? refusalText(error), tone: 'failed' });
}

/**
 * Whether a verb was refused because someone else, or another tab, has brought the record into another state. The page
 * then shows that state, and a toast says so.
 */
async function isOvertaken(
  { workspace: { orgId }, view }: VerbPlace,
  record: AnyRow,
  error: unknown,
): Promise<boolean> {
  readAgainIfStale(orgId, view, error);
  const { status } = view;
  const isRefused = error instanceof ApiProblem && ['conflict', 'precondition_failed'].includes(error.code);
  if (!isRefused || status === undefined) return false;
  const current = await view.client.get({ orgId, id: record.id }).catch(() => undefined);
  if (!current || current[status] === record[status]) return false;
  takeOver(orgId, view, current);
  refetchTimelineSoon({ orgId, recordType: view.name, recordId: record.id });
  toast({ text: t.records.overtaken, tone: 'failed' });
  return true;
}
