import type { Job } from '#contract/job.ts';

/** Whether a job imports a file, or undoes an import. Undos of other jobs have the change that they take back. */
export const isOfImport = ({ kind, change }: Pick<Job, 'kind' | 'change'>): boolean =>
  kind === 'import' || (kind === 'undo' && change === undefined);

/** Whether a job takes back what another one did. An undo of an undo makes the change again. */
export const isReversed = ({ kind, isRedo }: Pick<Job, 'kind' | 'isRedo'>): boolean =>
  kind === 'undo' && !isRedo;
