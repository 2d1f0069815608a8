import { onDestroy } from 'svelte';
import type * as z from 'zod/mini';
import { fieldErrorsOf, valueAt, type FieldError } from '#contract/problem.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { fieldErrorText, refusalText } from '#lib/i18n/problem-text.ts';

export interface FormOptions<Values extends object, Result, Source = undefined> {
  initial: Values;
  /** The source of the initial values, if submitting needs it; stored with a draft. */
  source?: Source;
  /** The contract's schema of the body, so that the form validates like the service. */
  schema?: Pick<z.ZodMiniType, 'safeParse'>;
  /** Converts values to the request body. */
  toBody?: (values: Values) => unknown;
  send: (body: never, values: Values) => Promise<Result>;
  done?: (result: Result) => void | Promise<void>;
  /** Key under which a draft survives reloads. */
  draft?: string | undefined;
}

/** The draft of an abandoned form: the values and what they are based on. */
interface Draft<Values, Source> {
  values: Values;
  base: Values;
  source?: Source;
}

/** State of a form: values, errors by JSON pointer, submission and draft. */
export class Form<Values extends object, Result = unknown, Source = undefined> {
  values: Values;
  /** The version that the values are based on. */
  source: Source | undefined = $state.raw();
  /** Errors of values that haven't changed since they were refused. */
  readonly errors: readonly FieldError[] = $derived.by(() => this.#standingErrors());
  /** An error that belongs to no field. */
  failure: unknown = $state.raw();
  sending = $state(false);
  /** The values were restored from a draft. */
  restored = $state(false);
  /** The user has left the form; a request can still be under way. */
  isLeft = false;
  #refused: { errors: readonly FieldError[]; body: unknown } = $state.raw({ errors: [], body: undefined });
  #base = $state('');
  /** The saved values. A draft can be based on older ones. */
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
    onDestroy(() => (this.isLeft = true));
  }

  get dirty(): boolean {
    return JSON.stringify(this.values) !== this.#base;
  }

  /** The values that the user changed; others' changes to the rest are kept. */
  changed = (values: Values): Partial<Values> => {
    const base = JSON.parse(this.#base) as Values;
    const entries = Object.entries(values).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(base[name as keyof Values]),
    );
    return Object.fromEntries(entries) as Partial<Values>;
  };

  /** The text of the first error at a pointer. */
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
      // Input made during submission stays, as changes to the newly saved values.
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

  /** Sets the saved values; the current values become changes to them. */
  rebase(values: Values, source: Source | undefined): void {
    this.#saved = { values, source };
    this.#base = JSON.stringify(values);
    this.source = source;
  }

  /** Replaces the values by these saved values. */
  reset(values: Values, source: Source | undefined = this.source): void {
    this.rebase(values, source);
    this.values = structuredClone(values);
    this.#refused = { errors: [], body: undefined };
    this.restored = false;
    if (this.#options.draft) sessionStorage.removeItem(this.#options.draft);
  }

  discard = (): void => this.reset(this.#saved.values, this.#saved.source);

  /** A copy that stays constant during submission. */
  #entered(): Values {
    const copy: unknown = $state.snapshot(this.values);
    return copy as Values;
  }

  #bodyOf(values: Values): unknown {
    return this.#options.toBody ? this.#options.toBody(values) : values;
  }

  #standingErrors(): readonly FieldError[] {
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
    return draft.values && draft.base ? (draft as Draft<Values, Source>) : undefined;
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
      const first = document.querySelector<HTMLElement>(
        '[data-form] [aria-invalid=true], [data-form] [data-summary]',
      );
      first?.focus();
    });
  }
}
