import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '#contract/job.ts';
import { bodyOf, callerWith, type Call } from '../tests/caller.ts';
import { owner, type System } from './system.ts';

const kills = 10;

/** A new caller. Access tokens are valid for fifteen minutes, so a new one is needed now and then. */
export async function callOf({ host }: System): Promise<Call> {
  const { accessToken } = await host.signIn(owner.username, owner.password);
  return callerWith(host.url, accessToken);
}

/**
 * Kills the job runner ten times, at even intervals of the job's progress, and delivers its messages twice. Returns the
 * job when it has ended.
 */
export async function endWithKills(system: System, at: string, { id }: Pick<Job, 'id'>): Promise<Job> {
  let killed = 0;
  for (let call = await callOf(system), since = Date.now(); ;) {
    if (Date.now() - since > 600_000) [call, since] = [await callOf(system), Date.now()];
    const job = (await bodyOf(200, call('GET', `${at}/jobs/${id}`))) as Job;
    if (job.state !== 'freezing' && job.state !== 'running') return job;
    const next = ((killed + 1) * job.total) / (kills + 1);
    if (job.state === 'running' && killed < kills && job.done + job.failed >= next) {
      await system.host.killFunction('job-runner');
      killed += 1;
      changeQueue(system, killed === kills / 2 ? [deliverNow, deliverTwice] : [deliverNow], id);
    }
    await sleep(100);
  }
}

// The queue delivers the messages of killed runs again after three minutes. This makes it do so at once.
const deliverNow = `UPDATE messages SET visible = sent WHERE body LIKE ? AND receives > 0`;
const deliverTwice = `INSERT INTO messages (id, queue, body, attributes, sent, visible)
  SELECT lower(hex(randomblob(16))), queue, body, attributes, sent, visible FROM messages WHERE body LIKE ?`;

function changeQueue({ host }: System, statements: readonly string[], jobId: string): void {
  const database = new DatabaseSync(path.join(host.dataDir, 'host.sqlite'));
  try {
    database.exec('PRAGMA busy_timeout = 5000');
    for (const statement of statements) database.prepare(statement).run(`%${jobId}%`);
  } finally {
    database.close();
  }
}

/** Records per second of a job that has ended, from its start. */
export const rateOf = ({ total, createdAt, finishedAt = createdAt }: Job): number =>
  (total * 1000) / (Date.parse(finishedAt) - Date.parse(createdAt));
