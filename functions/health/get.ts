import type { OutputOf } from '#contract/operation.ts';
import type { health } from '#contract/health.ts';
import { pulseKey, readerKey } from '#data/store/keys.ts';
import { getItems } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { version } from '#data/store/version.ts';

type Health = OutputOf<typeof health.operations.get>;

interface Pulse {
  /** When the newest heartbeat was written. */
  at: string;
}
interface Reader {
  /** The newest heartbeat that the reader has seen, and when it saw it. */
  pulseAt: string;
  metAt: string;
}

/** A reader that lags by this much is failing. Alarms use the same threshold. */
const failingSeconds = 300;
/** Heartbeats are written every minute. An older one means that the schedule has stopped. */
const pulseSeconds = 180;

export async function get(session: Session): Promise<Health> {
  const stage = process.env.STAGE ?? '';
  const keys = [pulseKey, readerKey('index'), readerKey('relay')];
  const items = await getItems(session, keys).catch(() => undefined);
  if (!items) {
    const part = { state: 'failing' as const, detail: 'the table does not answer' };
    const parts = { table: part, schedule: part, index: part, relay: part };
    return { state: 'failing', stage, version, parts, readersBehindSeconds: { index: 0, relay: 0 } };
  }
  const [pulse, index, relay] = items as [Pulse | undefined, Reader | undefined, Reader | undefined];
  const behind = { index: behindSeconds(pulse, index), relay: behindSeconds(pulse, relay) };
  const parts = {
    table: { state: 'ok' as const },
    schedule: scheduleState(pulse),
    index: stateOf(behind.index),
    relay: stateOf(behind.relay),
  };
  const state = Object.values(parts).every((part) => part.state === 'ok') ? 'ok' : 'failing';
  return { state, stage, version, parts, readersBehindSeconds: behind };
}

/** Without any heartbeat, the stack was only just created. */
function scheduleState(pulse: Pulse | undefined): Health['parts']['schedule'] {
  const seconds = pulse ? Math.round((Date.now() - Date.parse(pulse.at)) / 1000) : 0;
  return seconds < pulseSeconds
    ? { state: 'ok' }
    : { state: 'failing', detail: `no pulse for ${seconds} seconds` };
}

/** How long the newest heartbeat took, or is taking, to reach a reader. */
function behindSeconds(pulse: Pulse | undefined, reader: Reader | undefined): number {
  if (!pulse) return 0;
  const met = reader && reader.pulseAt >= pulse.at ? Date.parse(reader.metAt) : Date.now();
  return Math.max(0, Math.round((met - Date.parse(pulse.at)) / 100) / 10);
}

function stateOf(seconds: number): Health['parts']['index'] {
  return seconds < failingSeconds
    ? { state: 'ok' }
    : { state: 'failing', detail: `${seconds} seconds behind` };
}
