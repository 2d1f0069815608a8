import { tick } from 'svelte';

/** Focuses the first invalid field of a form after the next update of the page. */
export async function focusInvalid(form: HTMLElement): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}
