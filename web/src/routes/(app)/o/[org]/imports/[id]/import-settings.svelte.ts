import type { Import, ImportFile, ImportFileSettings, ImportState } from '#contract/import.ts';
import { client } from '#lib/api/client.ts';
import { inSequence } from '#lib/api/in-sequence.ts';
import { isStale } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { customFieldsQuery } from '#lib/records/custom-view.ts';
import { watchJob } from '#lib/jobs/followed-jobs.ts';
import { recordTypeOf } from '../import-views.ts';
import { importQuery } from '../queries.ts';

/** A change of settings, computed from those before it, so that it can be applied to newer ones. */
type Change = (file: ImportFile) => ImportFileSettings;
type Send = (current: Import) => Promise<Import>;

export interface ImportSettings {
  /** The file with changes that are still being saved. */
  readonly file: ImportFile;
  readonly state: ImportState;
  /** Whether changes are still being saved. */
  readonly isSaving: boolean;
  /** Whether a check or a start is being requested. It waits for changes that are being saved. */
  readonly isAsking: boolean;
  change: (next: Change) => void;
  check: () => void;
  start: () => void;
  /** Reads the file again after that has failed. */
  readAgain: () => void;
}

/**
 * The settings of an import. Changes are shown at once and saved one after the other, each with the version that the
 * previous one created.
 */
export function importSettings(orgId: string, saved: () => Import): ImportSettings {
  const { id } = saved();
  const { queryKey } = importQuery(orgId, id);
  const requests = inSequence();
  let pending = $state.raw<readonly Change[]>([]);
  let asked = $state(0);

  const file = $derived.by(() => {
    const now = saved().file;
    return pending.reduce<ImportFile>((current, next) => ({ ...current, ...next(current) }), now);
  });
  // Any change makes the last check outdated.
  const state = $derived(saved().state === 'checked' && pending.length > 0 ? 'ready' : saved().state);

  async function take(next: Import): Promise<Import> {
    // Otherwise, the response to an earlier request would replace it.
    await queryClient.cancelQueries({ queryKey, exact: true });
    queryClient.setQueryData(queryKey, next);
    return next;
  }
  const newest = async () => take(await client.imports.get({ orgId, id }));

  /** Sends a request with the version that is shown. If someone else created a newer one, sends it once more with that. */
  async function overNewest(send: Send): Promise<Import> {
    try {
      return await send(queryClient.getQueryData<Import>(queryKey) ?? saved());
    } catch (error) {
      if (!isStale(error)) throw error;
      const current = await newest();
      // A check that someone else hasn't seen must not start, and settings can't change while rows are imported.
      if (!isEditable(current)) throw error;
      return send(current);
    }
  }
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      toast({ text: isStale(error) ? t.imports.changed : refusalText(error), tone: 'failed' });
      await newest().catch(() => undefined);
    }
  }
  function request(work: () => Promise<void>): void {
    asked += 1;
    void requests(() => attempt(work).finally(() => (asked -= 1)));
  }

  function change(next: Change) {
    pending = [...pending, next];
    void requests(async () => {
      await attempt(async () => {
        const send: Send = ({ file: current, version }) =>
          client.imports.update({ orgId, id, body: { file: next(current) } }, { version });
        await take(await overNewest(send));
      });
      pending = pending.filter((one) => one !== next);
    });
  }
  const check = () =>
    request(async () => {
      await take(await overNewest(({ version }) => client.imports.check({ orgId, id }, { version })));
    });
  const readAgain = () =>
    request(async () => {
      await take(await client.imports.read({ orgId, id }));
    });
  /** Starts exactly what the user has seen: another version is shown first. */
  const start = () =>
    request(async () => {
      const { version } = queryClient.getQueryData<Import>(queryKey) ?? saved();
      const { jobId, file: imported } = await take(await client.imports.start({ orgId, id }, { version }));
      const recordType = recordTypeOf(imported.recordType);
      if (recordType && imported.check?.newFields)
        void queryClient.invalidateQueries(customFieldsQuery(orgId, recordType));
      if (jobId) watchJob(orgId, await client.jobs.get({ orgId, id: jobId }));
    });

  return {
    get file() {
      return file;
    },
    get state() {
      return state;
    },
    get isSaving() {
      return pending.length > 0;
    },
    get isAsking() {
      return asked > 0;
    },
    change,
    check,
    start,
    readAgain,
  };
}

const isEditable = ({ state }: Import): boolean => ['ready', 'checked', 'unreadable'].includes(state);
