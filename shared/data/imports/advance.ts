import type { UserContext } from '../store/request-context.ts';
import type { Session } from '../store/units.ts';
import { readStoredSettings } from '../organization/settings.ts';
import { presentContext } from '../organization/rights.ts';
import { transact } from '../store/transact.ts';
import { checkRows } from './check.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { importActions, nextImport, readImport, type StoredImport } from './import-item.ts';
import { readFile } from './read-file.ts';
import type { Context } from '../organization/context.ts';

/** A message about an import whose file is to be read, or whose rows are to be checked. */
export interface ImportMessage {
  orgId: string;
  importId: string;
}

/**
 * Does what the state of an import asks for. A repeated message finds another state and does nothing. The work has no
 * effect if the import was changed in the meantime.
 */
export async function advanceImport(session: Session, { orgId, importId }: ImportMessage): Promise<void> {
  const now = new Date().toISOString();
  const stored = await readImport(session, orgId, importId, now);
  if (!stored || (stored.state !== 'reading' && stored.state !== 'checking')) return;
  const actor = { userId: stored.createdBy, ...(stored.apiKeyId ? { apiKeyId: stored.apiKeyId } : {}) };
  const base: UserContext = { ...session, requestId: importId, now, actor, via: 'job' };
  // A deletion of the organization doesn't end this work, which changes nothing but the import.
  const context = await presentContext(base, orgId, stored.memberSince, readStoredSettings);
  const work = stored.state === 'reading' ? readOnce : checkOnce;
  const after = context ? await work(context, stored) : withoutCreator(stored);
  const ended = { ...base, orgId, now: new Date().toISOString() };
  const action = stored.state === 'reading' ? 'read' : 'checked';
  await transact(ended, importActions(ended, stored, nextImport(ended, stored, after), action));
}

/** An import goes on with the rights of its creator only. */
const withoutCreator = ({ state }: StoredImport): Result =>
  state === 'reading' ? { state: 'unreadable', problem: { code: 'creator_gone' } } : { state: 'ready' };

type Result = Partial<Pick<StoredImport, 'state' | 'file' | 'problem'>>;

async function readOnce(context: Context, stored: StoredImport): Promise<Result> {
  try {
    return { state: 'ready', file: await readFile(context, stored) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { reason, row, shape = {} } = error;
    const file = { ...stored.file, ...shape };
    return { state: 'unreadable', file, problem: { code: reason, ...(row === undefined ? {} : { row }) } };
  }
}

async function checkOnce(context: Context, stored: StoredImport): Promise<Result> {
  return { state: 'checked', file: { ...stored.file, check: await checkRows(context, stored) } };
}
