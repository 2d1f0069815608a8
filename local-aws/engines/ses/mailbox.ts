import { openStore } from '../../store.ts';

export interface Mail {
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  /** Where answers go. Missing if they go to the sender. */
  replyTo?: string[];
  /** Further headers, by name. */
  headers?: Record<string, string>;
  attachments?: { name: string; type: string; base64: string }[];
}

export interface KeptMail extends Mail {
  id: number;
  /** Delivery time, ISO 8601 UTC. */
  at: string;
}

export interface Mailbox {
  deliver(mail: Mail): void;
  /** Newest first. With an address, only e-mails to it, ignoring case. */
  list(address?: string): KeptMail[];
  close(): void;
}

/**
 * The destination of all e-mails of the local host; nothing is ever sent outside. Keeps the newest `keep` e-mails.
 */
export function createMailbox(file: string, keep = 1000): Mailbox {
  const database = openStore(file);
  database.exec(`CREATE TABLE IF NOT EXISTS mails (id INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, mail TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS mails_by_recipient ON mails (recipient, id);`);
  const insert = database.prepare('INSERT INTO mails (recipient, mail) VALUES (?, ?)');
  const trim = database.prepare('DELETE FROM mails WHERE id <= ?');
  const all = database.prepare('SELECT id, mail FROM mails ORDER BY id DESC');
  const ofRecipient = database.prepare('SELECT id, mail FROM mails WHERE recipient = ? ORDER BY id DESC');

  return {
    deliver(mail) {
      const kept = { ...mail, at: new Date().toISOString() };
      const { lastInsertRowid } = insert.run(mail.to.toLowerCase(), JSON.stringify(kept));
      trim.run(Number(lastInsertRowid) - keep);
    },
    list(address) {
      const rows = address === undefined ? all.all() : ofRecipient.all(address.toLowerCase());
      return rows.map((row) => ({
        id: Number(row.id),
        ...(JSON.parse(String(row.mail)) as Omit<KeptMail, 'id'>),
      }));
    },
    close() {
      database.close();
    },
  };
}
