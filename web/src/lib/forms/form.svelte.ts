import type * as z from 'zod/mini';
import { fieldErrorsOf, type FieldError } from '#contract/problem.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { fieldErrorText } from '#lib/i18n/problem-text.ts';

export interface FormOptions<Values extends object, Result> {
  initial: Values;
  /** The contract's schema of what is sent: the form refuses what the service would refuse. */
  schema?: z.ZodMiniType;
  /** What is sent, made from what was entered. */
  toBody?: (values: Values) => unknown;
  send: (body: never, values: Values) => Promise<Result>;
  done?: (result: Result) => void | Promise<void>;
  /** Under this name what was entered is kept over a reload. */
  draft?: string | undefined;
}

/** State of one form: values, errors by JSON pointer, sending, and what is kept over a reload. */
export class Form<Values extends object, Result = unknown> {
  values: Values;
  errors: readonly FieldError[] = $state.raw([]);
  /** A refusal that belongs to no field. */
  failure: unknown = $state.raw();
  sending = $state(false);
  /** What is entered was found from before a reload. */
  restored = $state(false);
  #base = $state('');
  readonly #options: FormOptions<Values, Result>;

  constructor(options: FormOptions<Values, Result>) {
    this.#options = options;
    this.#base = JSON.stringify(options.initial);
    const draft = this.#readDraft();
    this.restored = draft !== undefined;
    this.values = $state(draft ?? structuredClone(options.initial));
    $effect(() => this.#keepDraft());
  }

  get dirty(): boolean {
    return JSON.stringify(this.values) !== this.#base;
  }

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
      this.reset(values);
      await done?.(result);
    } catch (error) {
      this.errors = error instanceof ApiProblem ? error.errors : [];
      if (this.errors.length === 0) this.failure = error;
      this.#focusFirst();
    } finally {
      this.sending = false;
    }
  };

  /** Takes these values as what is saved. */
  reset(values: Values): void {
    this.#base = JSON.stringify(values);
    this.values = structuredClone(values);
    this.errors = [];
    this.restored = false;
    if (this.#options.draft) sessionStorage.removeItem(this.#options.draft);
  }

  discard = (): void => this.reset(JSON.parse(this.#base) as Values);

  /** A copy that does not change while it is sent. */
  #entered(): Values {
    const copy: unknown = $state.snapshot(this.values);
    return copy as Values;
  }

  #readDraft(): Values | undefined {
    const stored = this.#options.draft && sessionStorage.getItem(this.#options.draft);
    return stored ? (JSON.parse(stored) as Values) : undefined;
  }

  #keepDraft(): void {
    const text = JSON.stringify(this.values);
    if (!this.#options.draft) return;
    if (text === this.#base) sessionStorage.removeItem(this.#options.draft);
    else sessionStorage.setItem(this.#options.draft, text);
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
