import { onDestroy } from 'svelte';
import type * as z from 'zod/mini';
import { fieldErrorsOf, valueAt, type FieldFault } from '#contract/problem.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t, useTexts } from '#lib/i18n/i18n.svelte.ts';
import { fieldErrorText, refusalText } from '#lib/i18n/problem-text.ts';

export interface FormOptions<Values extends object, Result, Source = undefined> {
  initial: Values;
  /** The saved object that the initial values come from, if submitting needs it. Stored with the draft. */
  source?: Source;
  /** The contract's schema of the request body, so that the form applies the same rules as the service. */
  schema?: Pick<z.ZodMiniType, 'safeParse'>;
  /** Converts the values to the request body. By default, the body is the values. */
  toBody?: (values: Values) => unknown;
  send: (body: never, values: Values) => Promise<Result>;
  done?: (result: Result) => void | Promise<void>;
  /** Session storage key of the draft, which survives reloads. If the key is omitted, no draft is stored. */
  draft?: string | undefined;
}

/** Unsaved values of a form, with the saved values that they are based on. */
interface Draft<Values, Source> {
  values: Values;
  base: Values;
  source?: Source;
}

/** A form's state: its values, errors, submission and draft. Errors refer to values by JSON pointer. */
export class Form<Values extends object, Result = unknown, Source = undefined> {
  values: Values;
  /** The saved object that the values are based on. */
  source: Source | undefined = $state.raw();
  /** Errors of the last submission, without those of values that the user has changed since then. */
  readonly errors: readonly FieldFault[] = $derived.by(() => this.#standingErrors());
  /** An error that doesn't belong to a field. */
  failure: unknown = $state.raw();
  sending = $state(false);
  /** Whether the values were restored from a draft. */
  restored = $state(false);
  /** Whether the user has left the form. A request can still be in progress. */
  isLeft = false;
  #refused: { errors: readonly FieldFault[]; body: unknown } = $state.raw({ errors: [], body: undefined });
  #base = $state('');
  /** The latest saved values. The draft can be based on older ones. */
  #saved: { values: Values; source: Source | undefined };
  readonly #options: FormOptions<Values, Result, Source>;

  constructor(options: FormOptions<Values, Result, Source>) {
    this.#options = options;
    this.#saved = { values: options.initial, source: options.source };
    const draft = this.#readDraft();
    this.#base = JSON.stringify(draft?.base ?? options.initial);
    this.source = draft ? draft.source : options.source;
    this.restored = draft !== undefined;
    this.values = $state(draft?.values ?? structuredClone(options.initial));
    $effect(() => this.#keepDraft());
    void useTexts('refusals').catch(() => undefined);
    onDestroy(() => (this.isLeft = true));
  }

  get dirty(): boolean {
    return JSON.stringify(this.values) !== this.#base;
  }

  /** The values that the user changed. Submitting only these keeps other users' changes to the remaining values. */
  changed = (values: Values): Partial<Values> => {
    const base = JSON.parse(this.#base) as Values;
    const entries = Object.entries(values).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(base[name as keyof Values]),
    );
    return Object.fromEntries(entries) as Partial<Values>;
  };

  /** The message of the first error at a JSON pointer. */
  errorAt = (pointer: string): string | undefined => {
    const error = this.errors.find((candidate) => candidate.pointer === pointer);
    return error && fieldErrorText(error);
  };

  submit = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    if (this.sending) return;
    const { schema, send, done } = this.#options;
    const values = this.#entered();
    const body = this.#bodyOf(values);
    this.failure = undefined;
    const parsed = schema?.safeParse(body, { reportInput: true });
    this.#refused = { errors: parsed && !parsed.success ? fieldErrorsOf(parsed.error.issues) : [], body };
    if (this.#refused.errors.length > 0) {
      this.#focusFirst();
      return;
    }
    this.sending = true;
    try {
      const result = await send(body as never, values);
      // What the user entered during submission becomes a change to the newly saved values.
      this.rebase(values, this.source);
      this.#keepDraft();
      this.restored = false;
      await done?.(result);
    } catch (error) {
      if (this.isLeft) {
        toast({ text: t.records.notSaved(refusalText(error)), tone: 'failed' });
        return;
      }
      this.#refused = { errors: error instanceof ApiProblem ? error.errors : [], body };
      if (this.#refused.errors.length === 0) this.failure = error;
      this.#focusFirst();
    } finally {
      this.sending = false;
    }
  };

  /** Sets the saved values. Current values that differ become unsaved changes. */
  rebase(values: Values, source: Source | undefined): void {
    this.#saved = { values, source };
    this.#base = JSON.stringify(values);
    this.source = source;
  }

  /** Sets the saved values, and discards the current values and the draft. */
  reset(values: Values, source: Source | undefined = this.source): void {
    this.rebase(values, source);
    this.values = structuredClone(values);
    this.#refused = { errors: [], body: undefined };
    this.restored = false;
    if (this.#options.draft) sessionStorage.removeItem(this.#options.draft);
  }

  discard = (): void => this.reset(this.#saved.values, this.#saved.source);

  /** A copy of the values, which doesn't change during submission. */
  #entered(): Values {
    const copy: unknown = $state.snapshot(this.values);
    return copy as Values;
  }

  #bodyOf(values: Values): unknown {
    return this.#options.toBody ? this.#options.toBody(values) : values;
  }

  #standingErrors(): readonly FieldFault[] {
    const { errors, body } = this.#refused;
    if (errors.length === 0) return errors;
    const now = this.#bodyOf(this.#entered());
    return errors.filter(
      ({ pointer }) => JSON.stringify(valueAt(now, pointer)) === JSON.stringify(valueAt(body, pointer)),
    );
  }

  #readDraft(): Draft<Values, Source> | undefined {
    const stored = this.#options.draft && sessionStorage.getItem(this.#options.draft);
    const draft = stored ? (JSON.parse(stored) as Partial<Draft<Values, Source>>) : {};
    if (!draft.values || !draft.base) return undefined;
    // A draft of an earlier release lacks values that forms have got since.
    const { initial } = this.#options;
    return { ...draft, values: { ...initial, ...draft.values }, base: { ...initial, ...draft.base } };
  }

  #keepDraft(): void {
    const { values, source, dirty } = this;
    const { draft } = this.#options;
    if (!draft) return;
    if (!dirty) sessionStorage.removeItem(draft);
    else
      sessionStorage.setItem(
        draft,
        `{"values":${JSON.stringify(values)},"base":${this.#base}${
          source === undefined ? '' : `,"source":${JSON.stringify(source)}`
        }}`,
      );
  }

  #focusFirst(): void {
    requestAnimationFrame(() => {
      const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
      const first = top.querySelector<HTMLElement>(
        '[data-form] [aria-invalid=true], [data-form] [data-summary]',
      );
      first?.focus();
    });
  }
}
