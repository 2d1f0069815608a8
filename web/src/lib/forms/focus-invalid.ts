import { tick } from 'svelte';

/** Focuses the first invalid field of a form after the next update of the page. */
export async function focusInvalid(form: HTMLElement): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}

/** Handles the submission of a form: sends it, and focuses the first field that was refused. */
export const submitting =
  (send: () => Promise<void> | void) =>
  async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    await send();
    await focusInvalid(form);
  };
