/**
 * What can be due, with the partitions of the index across which it is spread. All of them are read, so that a kind can get
 * more, and none can be left out: items of earlier releases wait in them.
 */
const partitions = {
  'account-deletion': ['DUE-ACCOUNTS'],
  /** A snapshot that is to be renewed. */
  'copy-renewal': ['DUE-LISTS'],
  /** A reminder, or the day after the due date. */
  'invoice-step': spread('DUE-INVOICES'),
  /** A look whether a job still makes progress. */
  'job-check': numbered('DUE-JOBS', 0, 8),
  'organization-deletion': ['DUE-DELETIONS'],
  'payment-event': spread('DUE-PAYMENT-EVENTS'),
  'quote-expiry': spread('DUE-QUOTES'),
  /** A look whether the queue still has a message of another program. */
  'received-message': numbered('DUE-RECEIVED', 0, 4),
  /** An organization has other reminders, so that its invoices wait for other times. */
  'reminder-plan': ['DUE-REMINDER-PLANS'],
  /** A look whether an export, an import of an archive or a scan for duplicates is still at work. */
  'run-check': spread('DUE-RUNS'),
  'task-reminder': numbered('DUE', 0, 8),
  'unrouted-change': ['DUE-UNROUTED'],
  /** The next attempt to deliver a message, or a look whether the queue still has it. */
  'webhook-attempt': numbered('DUE-WEBHOOKS', 0, 8),
} as const satisfies Record<string, readonly string[]>;

export type DueKind = keyof typeof partitions;

export const duePartitions = (kind: DueKind): readonly string[] => partitions[kind];

function numbered(name: string, from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, place) => `${name}#${from + place}`);
}

/** Over four partitions. Releases before 0.10 only wrote the first one. */
function spread(name: string): string[] {
  return [name, ...numbered(name, 1, 4)];
}

/** The attributes by which an item is found once it is due. */
export interface DueAttributes {
  g6pk: string;
  g6sk: string;
}

/** Makes an item due at an instant (ISO 8601). Items of the same instant are taken in the order of their ids. */
export function dueAttributes(kind: DueKind, id: string, at: string): DueAttributes {
  const all = duePartitions(kind);
  const place = Array.from(id).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  return { g6pk: all[place % all.length] ?? '', g6sk: `${at}#${id}` };
}

export const dueTimeOf = ({ g6sk }: Pick<DueAttributes, 'g6sk'>): string => g6sk.slice(0, g6sk.indexOf('#'));
/** The id with which an item was made due. */
export const dueIdOf = ({ g6sk }: Pick<DueAttributes, 'g6sk'>): string => g6sk.slice(g6sk.indexOf('#') + 1);
