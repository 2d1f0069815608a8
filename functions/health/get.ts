import type { OutputOf } from '#contract/operation.ts';
import type { health } from '#contract/health.ts';
import { heartbeatKey, readerKey } from '#data/store/keys.ts';
import { getItems } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { version } from './version.ts';

type Health = OutputOf<typeof health.operations.get>;

interface Heartbeat {
  /** When the newest heartbeat was written. */
  at: string;
}
interface Reader {
  /** The newest heartbeat that has reached the reader, and when it did. */
  pulseAt: string;
  metAt: string;
}

/** A reader that lags by this much is failing. */
const failingSeconds = 300;
/** Heartbeats are written every minute. If the newest one is older than this, the schedule has stopped. */
const heartbeatSeconds = 180;

export async function get(session: Session): Promise<Health> {
  const running = { stage: process.env.STAGE ?? '', version, runtime: process.version };
  const keys = [heartbeatKey, readerKey('index'), readerKey('relay')];
  const items = await getItems(session, keys).catch(() => undefined);
  if (!items) {
    const part = { state: 'failing' as const, detail: 'the table isn’t responding' };
    const parts = { table: part, schedule: part, index: part, relay: part };
    return { ...running, state: 'failing', parts, readersBehindSeconds: { index: 0, relay: 0 } };
  }
  const [heartbeat, index, relay] = items as [Heartbeat | undefined, Reader | undefined, Reader | undefined];
  const behind = { index: behindSeconds(heartbeat, index), relay: behindSeconds(heartbeat, relay) };
  const parts = {
    table: { state: 'ok' as const },
    schedule: scheduleState(heartbeat),
    index: stateOf(behind.index),
    relay: stateOf(behind.relay),
  };
  const state = Object.values(parts).every((part) => part.state === 'ok') ? 'ok' : 'failing';
  return { ...running, state, parts, readersBehindSeconds: behind };
}

/** A missing heartbeat counts as ok, because it means that the stack has only just been created. */
function scheduleState(heartbeat: Heartbeat | undefined): Health['parts']['schedule'] {
  const seconds = heartbeat ? Math.round((Date.now() - Date.parse(heartbeat.at)) / 1000) : 0;
  return seconds < heartbeatSeconds
    ? { state: 'ok' }
    : { state: 'failing', detail: `no heartbeat for ${seconds} seconds` };
}

/** How long the newest heartbeat took, or is taking, to reach a reader. */
function behindSeconds(heartbeat: Heartbeat | undefined, reader: Reader | undefined): number {
  if (!heartbeat) return 0;
  const delivered = reader && reader.pulseAt >= heartbeat.at ? Date.parse(reader.metAt) : Date.now();
  return Math.max(0, Math.round((delivered - Date.parse(heartbeat.at)) / 100) / 10);
}

function stateOf(seconds: number): Health['parts']['index'] {
  return seconds < failingSeconds
    ? { state: 'ok' }
    : { state: 'failing', detail: `${seconds} seconds behind` };
}
