import type * as z from 'zod/mini';
import { fieldErrorsOf, type FieldError } from '#contract/problem.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { fieldErrorText } from '#lib/i18n/problem-text.ts';

export interface FormOptions<Values extends object, Result, Source = undefined> {
  initial: Values;
  /** What the initial values were taken from, where sending needs to know it; kept with a draft. */
  source?: Source;
  /** The contract's schema of what is sent: the form refuses what the service would refuse. */
  schema?: Pick<z.ZodMiniType, 'safeParse'>;
  /** What is sent, made from what was entered. */
  toBody?: (values: Values) => unknown;
  send: (body: never, values: Values) => Promise<Result>;
  done?: (result: Result) => void | Promise<void>;
  /** Under this name what was entered is kept over a reload. */
  draft?: string | undefined;
}

/** What is kept of a form that was left: what was entered, and what it was entered over. */
interface Draft<Values, Source> {
  values: Values;
  base: Values;
  source?: Source;
}

/** State of one form: values, errors by JSON pointer, sending, and what is kept over a reload. */
export class Form<Values extends object, Result = unknown, Source = undefined> {
  values: Values;
  /** What the entered values are changes of. */
  source: Source | undefined = $state.raw();
  errors: readonly FieldError[] = $state.raw([]);
  /** A refusal that belongs to no field. */
  failure: unknown = $state.raw();
  sending = $state(false);
  /** What is entered was found from before a reload. */
  restored = $state(false);
  #base = $state('');
  /** What is saved now; a draft's base may be older. */
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
  }

  get dirty(): boolean {
    return JSON.stringify(this.values) !== this.#base;
  }

  /** Of these values those that were entered: what others change meanwhile in the rest stays theirs. */
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

  fail(pointer: string, code: FieldError['code']): void {
    this.errors = [...this.errors, { pointer, code, message: '' }];
  }

  submit = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    if (this.sending) return;
    const { schema, toBody, send, done } = this.#options;
    const values = this.#entered();
    const body = toBody ? toBody(values) : values;
    this.failure = undefined;
    const parsed = schema?.safeParse(body);
    this.errors = parsed && !parsed.success ? fieldErrorsOf(parsed.error.issues) : [];
    if (this.errors.length > 0) {
      this.#focusFirst();
      return;
    }
    this.sending = true;
    try {
      const result = await send(body as never, values);
      // What was typed meanwhile stays, as changes of what is saved now.
      this.rebase(values, this.source);
      this.#keepDraft();
      this.errors = [];
      this.restored = false;
      await done?.(result);
    } catch (error) {
      this.errors = error instanceof ApiProblem ? error.errors : [];
      if (this.errors.length === 0) this.failure = error;
      this.#focusFirst();
    } finally {
      this.sending = false;
    }
  };

  /** Takes these values as what is saved; what is entered becomes a change of them. */
  rebase(values: Values, source: Source | undefined): void {
    this.#saved = { values, source };
    this.#base = JSON.stringify(values);
    this.source = source;
  }

  /** Shows these values as what is saved. */
  reset(values: Values, source: Source | undefined = this.source): void {
    this.rebase(values, source);
    this.values = structuredClone(values);
    this.errors = [];
    this.restored = false;
    if (this.#options.draft) sessionStorage.removeItem(this.#options.draft);
  }

  discard = (): void => this.reset(this.#saved.values, this.#saved.source);

  /** A copy that does not change while it is sent. */
  #entered(): Values {
    const copy: unknown = $state.snapshot(this.values);
    return copy as Values;
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
