export interface Question {
  title: string;
  text: string;
  /** A verb, such as "Delete 41" instead of "OK". */
  action: string;
  /** Label of the button that cancels. */
  keep?: string;
  danger?: boolean;
}

let current = $state.raw<{ question: Question; answer: (yes: boolean) => void }>();
export const currentQuestion = () => current;

/** Asks for confirmation of something that cannot be undone; resolves to whether to proceed. */
export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    current = {
      question,
      answer: (yes) => {
        current = undefined;
        resolve(yes);
      },
    };
  });
}
