import { send } from '../store/queue.ts';

/** Work that queues start, by the kind of its item. */
type Work = 'job' | 'import' | 'archiveImport' | 'export' | 'duplicateScan';

type WorkQueue = 'jobs' | 'imports' | 'exports' | 'duplicates';

/** The message with which a worker begins work, or goes on with it. One too many is harmless. */
interface WorkMessage {
  queue: WorkQueue;
  message: Record<string, unknown>;
  /** A backlog of one organization hardly delays the messages of others. */
  group: string;
}

/** `id` is the sort key of the item: that of a scan names what it compares. */
export const workMessages = {
  job: (orgId: string, jobId: string) => ({ queue: 'jobs', message: { orgId, jobId }, group: orgId }),
  import: (orgId: string, importId: string) => ({
    queue: 'imports',
    message: { orgId, importId },
    group: orgId,
  }),
  // An organization has one at most.
  archiveImport: (orgId: string) => ({ queue: 'imports', message: { orgId, isArchive: true }, group: orgId }),
  export: (orgId: string, exportId: string) => ({
    queue: 'exports',
    message: { orgId, exportId },
    group: orgId,
  }),
  duplicateScan: (orgId: string, scan: string) => ({
    queue: 'duplicates',
    message: { orgId, scan },
    group: orgId,
  }),
} satisfies Record<Work, (orgId: string, id: string) => WorkMessage>;

export const sendWork = ({ queue, message, group }: WorkMessage): Promise<void> =>
  send(queue, message, { group });
