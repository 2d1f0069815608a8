import { v7 as uuidv7 } from 'uuid';
import type { Export } from '#contract/export.ts';
import { limits } from '#contract/limits.ts';
import {
  exportCount,
  exportFrom,
  exportRuns,
  loadExport,
  slotForExport,
  type StoredExport,
} from '#data/exports/export-runs.ts';
import type { Context } from '#data/organization/context.ts';
import { transactOnce } from '#data/store/idempotency.ts';

const dayMs = 86_400_000;

/** What every new export has. */
export const newExport = ({ actor, memberSince, now }: Context) => ({
  id: uuidv7(),
  version: 1,
  state: 'queued' as const,
  rows: 0,
  createdBy: actor.userId,
  ...(actor.apiKeyId ? { apiKeyId: actor.apiKeyId } : {}),
  ...(memberSince ? { memberSince } : {}),
  runs: 0,
  createdAt: now,
  updatedAt: now,
  expiresAt: new Date(Date.parse(now) + limits.exportDays * dayMs).toISOString(),
});

/** Stores a new export, which `events/relay` queues. */
export const queued = (context: Context, make: () => Promise<StoredExport>): Promise<Export> =>
  transactOnce(
    context,
    async () => {
      const stored = await make();
      const actions = exportRuns.write(context, undefined, stored, 'created');
      return {
        actions: [...actions, exportCount(context), await slotForExport(context, stored)],
        ids: [stored.id],
        value: exportFrom(context, stored),
      };
    },
    async ([id = '']) => exportFrom(context, await loadExport(context, id)),
  );
