import { tick } from 'svelte';

/** Leads to the first field of a form that needs another value, if there is one, once that is shown. */
export async function focusInvalid(form: HTMLElement): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}
