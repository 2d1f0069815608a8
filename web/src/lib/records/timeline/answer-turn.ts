import type { Note } from '#contract/note.ts';
import { client } from '#lib/api/client.ts';
import { isInTimeline, noteLineId, readEntryAgain, type OfRecord } from '../entries.ts';

/** The answers among which the user's next one comes. */
export interface AnswerTurn {
  /** Whether an answer has arrived that this tab hasn't shown. It is shown then, and says so only once. */
  isOvertaken(): Promise<boolean>;
  /** The answer with this text that the user has sent since `isOvertaken` last looked, even before a reload. */
  sentBefore(body: string, userId: string): Promise<Note | undefined>;
  /** To call once the answer is sent. */
  end(): void;
}

export function answerTurn(of: () => OfRecord): AnswerTurn {
  const key = () => `cobalt.answer-after ${of().recordId}`;
  let told: string | undefined;
  const latest = async (limit: number): Promise<Note[]> => {
    const { orgId, recordId: id } = of();
    return (await client.issues.answers({ orgId, id, limit })).items;
  };
  return {
    async isOvertaken() {
      const [newest] = await latest(1);
      if (newest && newest.id !== told && !isInTimeline(of(), noteLineId(newest))) {
        told = newest.id;
        readEntryAgain(of(), noteLineId(newest));
        return true;
      }
      sessionStorage.setItem(key(), newest?.id ?? '');
      return false;
    },
    async sentBefore(body, userId) {
      const after = sessionStorage.getItem(key());
      if (after === null) return undefined;
      // The ids of answers ascend with time.
      return (await latest(5)).find((one) => one.id > after && one.authorId === userId && one.body === body);
    },
    end: () => sessionStorage.removeItem(key()),
  };
}
