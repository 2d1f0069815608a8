import type { Profiler } from 'node:inspector';
import { sourceOf } from './bundle-sources.ts';

/** Milliseconds of a profile by part, and by function: alone, and with the functions that it calls. */
export interface Times {
  parts: Map<string, number>;
  own: Map<string, number>;
  total: Map<string, number>;
}

interface Frame {
  name: string;
  source: string;
}

/** Adds up the samples of a profile, without those in which the thread had nothing to do. */
export function timesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Times {
  const times: Times = { parts: new Map(), own: new Map(), total: new Map() };
  const spent = new Map<number, number>();
  for (const [index, id] of samples.entries())
    spent.set(id, (spent.get(id) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const walk = (node: Profiler.ProfileNode, callers: Frame[]) => {
    const { functionName, url, lineNumber } = node.callFrame;
    const frames = [{ name: functionName || '(anonymous)', source: sourceOf(url, lineNumber) }, ...callers];
    add(times, frames, spent.get(node.id) ?? 0);
    for (const child of node.children ?? []) walk(byId.get(child)!, frames);
  };
  walk(nodes[0]!, []);
  return times;
}

function add({ parts, own, total }: Times, frames: Frame[], milliseconds: number): void {
  const [frame] = frames as [Frame];
  if (milliseconds === 0 || frame.name === '(idle)') return;
  increase(parts, partOf(frames), milliseconds);
  increase(own, labelOf(frame), milliseconds);
  for (const label of new Set(frames.map(labelOf))) increase(total, label, milliseconds);
}

const increase = (map: Map<string, number>, key: string, by: number) =>
  map.set(key, (map.get(key) ?? 0) + by);
const labelOf = ({ name, source }: Frame): string => `${name}  ${source}`.trim();

const json = new Set(['parse', 'stringify']);
const sqlite = new Set(['all', 'exec', 'get', 'iterate', 'next', 'prepare', 'run']);

/** The code of records in memory. */
const ofCopies = /^shared\/data\/(copies|lists|search)\//;

/** The part that the innermost of these frames belongs to. Functions of the engine have no source, but callers. */
function partOf(frames: Frame[]): string {
  const [{ name, source }] = frames as [Frame];
  if (name === '(garbage collector)') return 'garbage collection';
  const caller = frames.find((frame) => frame.source !== '')?.source ?? '';
  if (source === '' && json.has(name)) return 'JSON';
  if (source === '' && sqlite.has(name) && ofCopies.test(caller)) return 'SQLite';
  return places.find(([place]) => place.test(caller))?.[1] ?? 'outside JavaScript';
}

/** The parts of the code, by the beginnings of paths. */
const places: [RegExp, string][] = [
  [/^node:(_?http|_?https|net|_?stream|internal\/(http|net|stream|js_stream))/, 'HTTP'],
  [/^node:internal\/crypto/, 'cryptography'],
  [/^node:/, 'rest of Node'],
  [/^node_modules\/(@aws-sdk|@smithy|@aws)\//, 'AWS SDK'],
  [/^node_modules\/zod\//, 'zod'],
  [/^node_modules\/@middy\/|^functions\/http\//, 'request pipeline'],
  [/^node_modules\//, 'other packages'],
  [/^functions\//, 'functions'],
  [/^events\//, 'event readers'],
  [/^shared\/data\/(sdk|store)\//, 'table client'],
  [ofCopies, 'lists and search'],
  [/^shared\/data\/(organization|limits)\//, 'context, rights and limits'],
  [/^shared\/data\//, 'records and the rest of data'],
  [/^shared\/contract\//, 'contract'],
  [/^local-aws\//, 'function host'],
];
