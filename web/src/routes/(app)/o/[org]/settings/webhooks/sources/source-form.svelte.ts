import { untrack } from 'svelte';
import type { WebhookSource } from '#contract/webhook-source.ts';
import { client } from '#lib/api/client.ts';
import { Form } from '#lib/forms/form.svelte.ts';
import { isSame, merged } from '#lib/forms/merge.ts';
import { sendOverNewest } from '#lib/forms/over-newest.ts';
import { takeSource } from './queries.ts';
import { changesOf, valuesOf, type SourceValues } from './source-values.ts';

interface SourceForm {
  form: Form<SourceValues, WebhookSource, WebhookSource>;
  readonly saved: boolean;
  /** Submits the form. Resolves to whether everything was saved. */
  save: () => Promise<boolean>;
}

/** The form with the settings of a source. Must be created anew for another source. */
export function sourceForm(orgId: string, current: () => WebhookSource): SourceForm {
  const { id } = untrack(current);
  let saved = $state(false);
  const form: SourceForm['form'] = new Form<SourceValues, WebhookSource, WebhookSource>({
    initial: valuesOf(untrack(current)),
    source: untrack(current),
    toBody: (values) => changesOf(values, form.changed(values)),
    send: (body: object) =>
      sendOverNewest(
        () => client.webhookSources.update({ orgId, id, body }, { version: source().version }),
        takeOver,
      ),
    done: async (next) => {
      form.rebase(valuesOf(next), next);
      saved = true;
      await takeSource(orgId, next);
    },
    draft: `cobalt.draft ${orgId} webhook source ${id}`,
  });
  const source = () => form.source ?? current();
  /** Applies the input to the newest version. Returns whether someone else changed the same settings. */
  async function takeOver(): Promise<boolean> {
    const before = valuesOf(source());
    const newest = await client.webhookSources.get({ orgId, id });
    const theirs = valuesOf(newest);
    const mine: SourceValues = $state.snapshot(form.values);
    form.rebase(theirs, newest);
    form.values = merged(before, mine, theirs);
    await takeSource(orgId, newest);
    return !isSame(before, theirs);
  }
  // Shows what others have changed, unless there is input.
  $effect(() => {
    const newest = current();
    untrack(() => {
      if (!form.dirty && !form.sending && newest.version > source().version)
        form.reset(valuesOf(newest), newest);
    });
  });
  return {
    form,
    get saved() {
      return saved;
    },
    save: async () => {
      await form.submit();
      return form.failure === undefined && form.errors.length === 0;
    },
  };
}
