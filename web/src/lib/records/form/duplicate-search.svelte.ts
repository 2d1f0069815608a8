import { phone } from '#contract/field.ts';
import { limits } from '#contract/limits.ts';
import type { PossibleDuplicate } from '#contract/possible-duplicate.ts';
import { typedValues, type ComparedType } from '#contract/typed-values.ts';
import { client } from '#lib/api/client.ts';
import type { RecordView } from '../view.ts';
import { createBody, type FormValues } from './record-form.ts';

type SearchBody = Parameters<typeof client.search.duplicates>[0]['body'];

/** How long to wait after a change before searching. */
const pauseMs = 400;

/** The values of a form by which duplicates are found, without those that aren't complete yet. */
export function completeValues(view: RecordView, values: FormValues): Record<string, unknown> {
  const body = createBody(view, values, {});
  const entries = Object.entries(typedValues.shape).flatMap(([name, schema]) => {
    const value = Array.isArray(body[name])
      ? body[name].filter((item) => phone.safeParse(item).success).slice(0, limits.phonesPerRecord)
      : body[name];
    const isMissing = value === undefined || (Array.isArray(value) && value.length === 0);
    return isMissing || !schema.safeParse(value).success ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/**
 * Searches for possible duplicates of a new record while the user enters its values. Nobody waits for the result, so
 * errors aren't shown.
 */
export class DuplicateSearch {
  /** The duplicates that the user hasn't hidden. */
  readonly shown: readonly PossibleDuplicate[] = $derived.by(() =>
    this.#found.filter(({ id }) => !this.#hidden.includes(id)),
  );
  #found: readonly PossibleDuplicate[] = $state.raw([]);
  #hidden: readonly string[] = $state.raw([]);

  constructor(orgId: string, view: RecordView, values: () => FormValues) {
    // As a text, so that changes of other fields don't start a search.
    const typed = $derived(JSON.stringify(completeValues(view, values())));
    const recordType = view.name as ComparedType;
    $effect(() => {
      const body = { recordType, values: JSON.parse(typed) as Record<string, never> };
      const search = new AbortController();
      const pause = setTimeout(() => void this.#search(orgId, body, search.signal), pauseMs);
      return () => {
        clearTimeout(pause);
        search.abort();
      };
    });
  }

  /** Hides the current duplicates. Others that are found later are shown. */
  hide(): void {
    this.#hidden = [...this.#hidden, ...this.#found.map(({ id }) => id)];
  }

  async #search(orgId: string, body: SearchBody, signal: AbortSignal): Promise<void> {
    const isEmpty = Object.keys(body.values).length === 0;
    const items = isEmpty ? [] : await this.#itemsOf(orgId, body, signal);
    if (!signal.aborted) this.#found = items;
  }

  async #itemsOf(
    orgId: string,
    body: SearchBody,
    signal: AbortSignal,
  ): Promise<readonly PossibleDuplicate[]> {
    try {
      return (await client.search.duplicates({ orgId, body }, { signal })).items;
    } catch {
      return [];
    }
  }
}
