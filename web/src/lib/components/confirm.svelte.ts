export interface Question {
  title: string;
  text: string;
  /** A verb: "Delete 41", not "OK". */
  action: string;
  /** What leaves everything as it is. */
  keep?: string;
  danger?: boolean;
}

let asked = $state.raw<{ question: Question; answer: (yes: boolean) => void }>();
export const askedQuestion = () => asked;

/** Asks before something that cannot be undone; resolves to whether to go on. */
export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    asked = {
      question,
      answer: (yes) => {
        asked = undefined;
        resolve(yes);
      },
    };
  });
}
