import type { AnyRecord } from './record-client.ts';
import type { RecordView } from './view.ts';

/** A record that the user creates in a dialog over the page. */
interface Creation {
  view: RecordView;
  /** Initial values of the form. */
  initial: Record<string, unknown>;
  /** Takes the new record, or nothing if the user cancels. */
  onend: (created?: AnyRecord) => void;
}

let current = $state.raw<readonly Creation[]>([]);
/** The open dialogs, the top one last: a form in a dialog can need another new record. */
export const currentCreations = () => current;

/** Lets the user create a record in a dialog over the page. Resolves to undefined if the user cancels. */
export function createInDialog(
  view: RecordView,
  initial: Record<string, unknown>,
): Promise<AnyRecord | undefined> {
  return new Promise((resolve) => {
    const creation: Creation = {
      view,
      initial,
      onend: (created) => {
        current = current.filter((other) => other !== creation);
        resolve(created);
      },
    };
    current = [...current, creation];
  });
}
