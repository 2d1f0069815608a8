export interface Question {
  title: string;
  text: string;
  /** Label of the button that confirms. Starts with a verb, such as "Delete 41". */
  action: string;
  /** Label of the button that cancels. */
  keep?: string;
  danger?: boolean;
}

let current = $state.raw<{ question: Question; answer: (yes: boolean) => void }>();
export const currentQuestion = () => current;

/** Asks the user for confirmation. Resolves to `true` if the user confirms. */
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
